package dev.portcullis.server;

import io.vertx.core.net.KeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/** The certificate that the server shows, with the chain to its root, and the key to it. */
record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
    /**
     * Reads it, and tries whether the key is the certificate's.
     *
     * @throws TlsTroubleException if the files hold no such pair; its message names the file
     */
    static TlsIdentity of(TlsFiles files, TlsFiles.Content content) {
        List<X509Certificate> chain;
        try {
            chain = certificates(content.certificate());
        } catch (GeneralSecurityException e) {
            throw new TlsTroubleException("--tls-cert " + files.certificate() + ": " + e.getMessage(), e);
        }
        PrivateKey key;
        try {
            key = PrivateKeyPem.read(content.key());
        } catch (GeneralSecurityException e) {
            throw new TlsTroubleException("--tls-key " + files.key() + ": " + e.getMessage(), e);
        }
        if (!belong(chain.getFirst(), key)) {
            throw new TlsTroubleException("--tls-key " + files.key()
                    + " is not the key of the first certificate in --tls-cert " + files.certificate());
        }
        return new TlsIdentity(chain, key);
    }

    private static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        int begin = pem.indexOf("-----BEGIN CERTIFICATE-----");
        if (begin < 0) {
            throw new GeneralSecurityException("there is no certificate in PEM in it");
        }
        byte[] bytes = pem.substring(begin).getBytes(StandardCharsets.ISO_8859_1);
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException("a certificate in it is damaged", e);
        }
    }

    private static boolean belong(X509Certificate certificate, PrivateKey key) {
        byte[] anything = {1, 2, 3};
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "EdDSA";
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(anything);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(anything);
            return signature.verify(signed);
        } catch (GeneralSecurityException ofAnotherKind) {
            return false;
        }
    }

    /** When the first of its certificates runs out: from then on clients refuse the connection. */
    Instant expires() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** The serial number, as {@code openssl x509 -serial} writes it. */
    String serial() {
        return chain.getFirst().getSerialNumber().toString(16).toUpperCase(java.util.Locale.ROOT);
    }

    /** For Vert.x. */
    KeyCertOptions options() {
        char[] password = new char[0]; // the store never leaves the memory
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry("server", key, password, chain.toArray(new X509Certificate[0]));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return KeyCertOptions.wrap(Arrays.stream(factory.getKeyManagers())
                    .filter(X509KeyManager.class::isInstance)
                    .map(X509KeyManager.class::cast)
                    .findFirst()
                    .orElseThrow());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JDK does not keep a key", e);
        }
    }

    @Override
    public String toString() {
        return "the certificate " + serial(); // the key is a secret
    }
}
