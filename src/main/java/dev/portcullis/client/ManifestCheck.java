package dev.portcullis.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.ExportManifest;
import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a manifest is what a server has signed (RFC 7515, ES256), and whether bytes are what it says. */
final class ManifestCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "portcullis-export+jwt";

    private final Map<String, PublicKey> keys;

    private ManifestCheck(Map<String, PublicKey> keys) {
        this.keys = keys;
    }

    /** @param jwks the keys that have signed receipts and manifests (RFC 7517 §5) */
    static ManifestCheck of(byte[] jwks) throws ExportException {
        Map<String, PublicKey> keys = new HashMap<>();
        try {
            for (JsonNode jwk : JSON.readTree(jwks).path("keys")) {
                keys.put(jwk.path("kid").asText(), key(jwk));
            }
            return new ManifestCheck(keys);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new ExportException("the server's receipt keys cannot be read", e);
        }
    }

    /** @throws ExportException if the manifest is not signed, or is of other bytes */
    void require(ExportManifest manifest, long bytes, String digest) throws ExportException {
        requireSigned(manifest);
        if (bytes < manifest.bytes()) {
            throw new ExportException(
                    "the export was cut short: " + bytes + " of " + manifest.bytes() + " bytes are there");
        }
        if (bytes != manifest.bytes() || !digest.equals(manifest.digest())) {
            throw new ExportException("these are not the bytes that were exported: their SHA-256 is " + digest
                    + ", and the manifest says " + manifest.digest());
        }
    }

    private void requireSigned(ExportManifest manifest) throws ExportException {
        String[] parts = manifest.signature().split("\\.", -1);
        try {
            JsonNode header = parts.length == 3 ? JSON.readTree(decoded(parts[0])) : JSON.nullNode();
            PublicKey key = keys.get(header.path("kid").asText());
            boolean ours = key != null
                    && header.path("alg").asText().equals("ES256")
                    && header.path("typ").asText().equals(TYPE)
                    && verifies(key, parts[0] + "." + parts[1], decoded(parts[2]));
            if (!ours) {
                throw new ExportException("no key of this server has signed the manifest");
            }
            requireRepeated(JSON.readTree(decoded(parts[1])), manifest);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw e instanceof ExportException said ? said : new ExportException("the manifest's signature is none", e);
        }
    }

    private static boolean verifies(PublicKey key, String signed, byte[] signature) throws GeneralSecurityException {
        Signature check = Signature.getInstance("SHA256withECDSAinP1363Format"); // RFC 7518 §3.4
        check.initVerify(key);
        check.update(signed.getBytes(US_ASCII));
        return check.verify(signature);
    }

    /** The claims are what is signed; the manifest says the same in members. */
    private static void requireRepeated(JsonNode claims, ExportManifest manifest) throws ExportException {
        Map<String, @Nullable Object> said = new HashMap<>();
        said.put("jti", manifest.id());
        said.put("by", manifest.by());
        said.put("query", manifest.query());
        said.put("states", manifest.states());
        said.put("asOf", manifest.asOf());
        said.put("format", manifest.format().wire());
        said.put("begunAt", manifest.begunAt());
        said.put("completedAt", manifest.completedAt());
        said.put("count", manifest.count());
        said.put("bytes", manifest.bytes());
        said.put("digest", manifest.digest());
        for (var claim : said.entrySet()) {
            String value = claim.getValue() == null ? "" : claim.getValue().toString();
            if (!claims.path(claim.getKey()).asText().equals(value)) { // a claim without a value is left out
                throw new ExportException("the manifest is not what was signed: \"" + claim.getKey() + "\" differs");
            }
        }
    }

    private static PublicKey key(JsonNode jwk) throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point = new ECPoint(coordinate(jwk, "x"), coordinate(jwk, "y"));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
    }

    private static BigInteger coordinate(JsonNode jwk, String name) {
        return new BigInteger(1, decoded(jwk.path(name).asText()));
    }

    private static byte[] decoded(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
