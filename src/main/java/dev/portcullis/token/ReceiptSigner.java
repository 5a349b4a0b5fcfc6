package dev.portcullis.token;

import dev.portcullis.api.ExportManifest;
import dev.portcullis.api.Receipt;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Signs receipts and the manifests of exports, so that whoever is shown one can check it, with the JWKS while the key still signs and with the receipt keys ever after. */
public final class ReceiptSigner {
    private static final String TYPE = "portcullis-receipt+jwt";
    private static final String TYPE_OF_MANIFEST = "portcullis-export+jwt";

    private final SigningKeys keys;
    private final String issuer;

    public ReceiptSigner(SigningKeys keys, String issuer) {
        this.keys = keys;
        this.issuer = issuer;
    }

    /** The receipt with its signature in place of whatever it had. */
    public Receipt sign(Receipt receipt) {
        List<Map<String, Object>> nodes = receipt.nodes().stream()
                .map(node -> Map.<String, Object>of("node", node.node(), "milliseconds", node.milliseconds()))
                .toList();
        String until = receipt.suspendedUntil() == null
                ? null
                : receipt.suspendedUntil().toString();
        return receipt.signed(signed(
                TYPE,
                receipt.id(),
                receipt.at(),
                claims -> claims.claim("action", receipt.action().wire())
                        .claim("by", receipt.by())
                        .claim("reason", receipt.reason())
                        .claim("matched", receipt.matched())
                        .claim("ended", receipt.ended())
                        .claim("suspended", receipt.suspended())
                        .claim("released", receipt.released())
                        .claim("unchanged", receipt.unchanged())
                        .claim("alreadyEnded", receipt.alreadyEnded())
                        .claim("suspendedUntil", until)
                        .claim("lockedAccounts", receipt.lockedAccounts())
                        .claim("lockedNetworks", receipt.lockedNetworks())
                        .claim("fence", receipt.fence())
                        .claim("digest", receipt.digest())
                        .claim("nodes", nodes)));
    }

    /** The manifest with its signature in place of whatever it had. */
    public ExportManifest sign(ExportManifest manifest) {
        String asOf = manifest.asOf() == null ? null : manifest.asOf().toString();
        return manifest.signed(signed(
                TYPE_OF_MANIFEST,
                manifest.id(),
                manifest.completedAt(),
                claims -> claims.claim("by", manifest.by())
                        .claim("query", manifest.query())
                        .claim("states", manifest.states())
                        .claim("asOf", asOf)
                        .claim("format", manifest.format().wire())
                        .claim("begunAt", manifest.begunAt().toString())
                        .claim("completedAt", manifest.completedAt().toString())
                        .claim("count", manifest.count())
                        .claim("bytes", manifest.bytes())
                        .claim("digest", manifest.digest())));
    }

    private String signed(String type, UUID id, Instant at, UnaryOperator<JwtBuilder> claims) {
        KeySet.Signing key = keys.signing();
        JwtBuilder token = Jwts.builder()
                .header()
                .type(type)
                .keyId(key.kid())
                .and()
                .issuer(issuer)
                .id(id.toString())
                .issuedAt(Date.from(at));
        return claims.apply(token).signWith(key.key(), Es256.INSTANCE).compact();
    }
}
