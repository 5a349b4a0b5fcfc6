package dev.portcullis.server;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Reads a private key from PEM: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017) for RSA, SEC 1 (RFC 5915) for elliptic curves. */
final class PrivateKeyPem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:RSA |EC |ENCRYPTED |DSA )?PRIVATE KEY)-----([^-]*)-----END \\1-----");
    private static final String[] ALGORITHMS = {"EC", "RSA", "EdDSA"};

    private PrivateKeyPem() {}

    /**
     * The first private key in the text.
     *
     * @throws GeneralSecurityException if there is none that can be read; its message says why, and quotes nothing
     */
    static PrivateKey read(String pem) throws GeneralSecurityException {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new GeneralSecurityException("there is no private key in PEM in it");
        }
        if (block.group(1).startsWith("ENCRYPTED") || block.group(2).contains("ENCRYPTED")) {
            throw new GeneralSecurityException("the key is encrypted, and there is no option for its password");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(block.group(2));
            return switch (block.group(1)) {
                case "PRIVATE KEY" -> pkcs8(der);
                case "RSA PRIVATE KEY" -> pkcs1(der);
                case "EC PRIVATE KEY" -> sec1(der);
                default -> throw new GeneralSecurityException("its kind of key is of no use for TLS");
            };
        } catch (IOException | IllegalArgumentException | ClassCastException | IllegalStateException e) {
            throw new GeneralSecurityException("the key in it is damaged", e);
        }
    }

    private static PrivateKey pkcs8(byte[] der) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (java.security.spec.InvalidKeySpecException ofAnotherAlgorithm) {
                // the next one
            }
        }
        throw new GeneralSecurityException("the key in it is damaged, or none of RSA, EC and EdDSA");
    }

    private static PrivateKey pkcs1(byte[] der) throws GeneralSecurityException, IOException {
        AlgorithmIdentifier rsa = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
        return pkcs8(new PrivateKeyInfo(rsa, RSAPrivateKey.getInstance(der)).getEncoded());
    }

    private static PrivateKey sec1(byte[] der) throws GeneralSecurityException, IOException {
        ECPrivateKey key = ECPrivateKey.getInstance(der);
        AlgorithmIdentifier curve =
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject());
        return pkcs8(new PrivateKeyInfo(curve, key).getEncoded());
    }
}
