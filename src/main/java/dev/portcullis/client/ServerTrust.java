package dev.portcullis.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * By what a server is believed to be the one that it says it is: certificates that were pinned for it, and then by nothing else; or, if none was, by what the computer
 * trusts ({@code javax.net.ssl.trustStore}), with the host's name in it.
 *
 * @param pins none for what the computer trusts
 */
public record ServerTrust(List<CertificatePin> pins) {
    /** What the computer trusts. */
    public static final ServerTrust PUBLIC = new ServerTrust(List.of());

    public ServerTrust {
        pins = List.copyOf(pins);
    }

    /** These certificates, each within its validity, and nothing else. */
    public static ServerTrust pinned(Fingerprint... fingerprints) {
        return new ServerTrust(
                Arrays.stream(fingerprints).map(CertificatePin::of).toList());
    }

    /** A context of its own: what was negotiated under one trust is never resumed under another. */
    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own(), new TrustManager[] {new PinningTrustManager(publicTrust(), pins)}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static X509ExtendedTrustManager publicTrust() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("Java has no trust manager for X.509"));
    }

    /** The client's own certificate, where a proxy asks for one: Java's default context takes it from there too. Null for none. */
    private static KeyManager @Nullable [] own() throws GeneralSecurityException, IOException {
        String file = System.getProperty("javax.net.ssl.keyStore", "");
        if (file.isEmpty() || file.equals("NONE")) {
            return null;
        }
        char[] password =
                System.getProperty("javax.net.ssl.keyStorePassword", "").toCharArray();
        KeyStore store = KeyStore.getInstance(Objects.requireNonNullElse(
                System.getProperty("javax.net.ssl.keyStoreType"), KeyStore.getDefaultType()));
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            store.load(in, password);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory.getKeyManagers();
    }
}
