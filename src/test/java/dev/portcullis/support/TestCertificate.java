package dev.portcullis.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for localhost that signs itself, made by the JDK's own keytool. */
public record TestCertificate(X509Certificate certificate, PrivateKey key) {
    private static final String PASSWORD = "changeit";

    /** An elliptic one. */
    public static TestCertificate make() {
        return make("EC", "-groupname", "secp256r1");
    }

    /** Of another algorithm. */
    public static TestCertificate make(String algorithm, String... parameters) {
        return make("san=dns:localhost,ip:127.0.0.1", algorithm, List.of(parameters));
    }

    /** One that was over ten days ago. */
    public static TestCertificate expired() {
        return make("san=dns:localhost,ip:127.0.0.1", "EC", List.of("-groupname", "secp256r1", "-startdate", "-40d"));
    }

    /** For another host. */
    public static TestCertificate elsewhere(String host) {
        return make("san=dns:" + host, "EC", List.of("-groupname", "secp256r1"));
    }

    private static TestCertificate make(String names, String algorithm, List<String> parameters) {
        try {
            Path store = Files.createTempFile("certificate", ".p12");
            Files.delete(store);
            List<String> command = new ArrayList<>(List.of("-genkeypair", "-alias", "server", "-keyalg", algorithm));
            command.addAll(parameters);
            command.addAll(List.of(
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    names,
                    "-validity",
                    "30",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD));
            Jvm.keytool(command);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            Files.delete(store);
            return new TestCertificate((X509Certificate) keys.getCertificate("server"), (PrivateKey)
                    keys.getKey("server", PASSWORD.toCharArray()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String certificatePem() {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** PKCS#8. */
    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    public static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + what + "-----\n";
    }

    /** Clients that trust these, and nothing else. */
    public static SSLContext trusting(TestCertificate... certificates) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trustStore(certificates));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyStore trustStore(TestCertificate... certificates) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < certificates.length; i++) {
            store.setCertificateEntry("trusted" + i, certificates[i].certificate());
        }
        return store;
    }
}
