package dev.portcullis.gateway;

import dev.portcullis.support.Jvm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for 127.0.0.1 that nobody has signed, and its key.
 *
 * @param certificate PEM
 * @param key PEM (PKCS #8)
 * @param both in one file
 * @param trust what trusts it, and nothing else
 */
record Certificate(Path certificate, Path key, Path both, SSLContext trust) {
    private static final String PASSWORD = "nothing to protect";

    static Certificate make(Path folder) throws IOException, GeneralSecurityException {
        Path file = folder.resolve("keys.p12");
        Jvm.keytool(List.of(
                "-genkeypair",
                "-alias",
                "gateway",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Key key = keys.getKey("gateway", PASSWORD.toCharArray());
        String certificate = pem("CERTIFICATE", keys.getCertificate("gateway").getEncoded());
        String secret = pem("PRIVATE KEY", key.getEncoded());
        return new Certificate(
                Files.writeString(folder.resolve("gateway.crt"), certificate),
                Files.writeString(folder.resolve("gateway.key"), secret),
                Files.writeString(folder.resolve("gateway.pem"), certificate + secret),
                trusting(keys));
    }

    private static SSLContext trusting(KeyStore keys) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("gateway", keys.getCertificate("gateway"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static String pem(String kind, byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }
}
