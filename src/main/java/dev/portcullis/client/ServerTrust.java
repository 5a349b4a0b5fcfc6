package dev.portcullis.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
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

    private static final String KEY_STORE = "javax.net.ssl.keyStore";

    public ServerTrust {
        pins = List.copyOf(pins);
    }

    /** These certificates, each within its validity, and nothing else. */
    public static ServerTrust pinned(Fingerprint... fingerprints) {
        return new ServerTrust(
                Arrays.stream(fingerprints).map(CertificatePin::of).toList());
    }

    /**
     * A context of its own: what was negotiated under one trust is never resumed under another.
     *
     * @throws GeneralSecurityException if what Java was told to use cannot be used; the message says which
     */
    SSLContext context() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own(), new TrustManager[] {new PinningTrustManager(publicTrust(), pins)}, null);
        return context;
    }

    /** For a client that never speaks TLS: reads nothing, has no key and trusts nobody. */
    static SSLContext none() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static X509ExtendedTrustManager publicTrust() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        try {
            factory.init((KeyStore) null);
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException(told("javax.net.ssl.trustStore", e), e);
        }
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("Java has no trust manager for X.509"));
    }

    /** The client's own certificate, where a proxy asks for one: Java's default context takes it from there too. Null for none. */
    private static KeyManager @Nullable [] own() throws GeneralSecurityException {
        String file = System.getProperty(KEY_STORE, "");
        if (file.isEmpty() || file.equals("NONE")) {
            return null;
        }
        char[] password = System.getProperty(KEY_STORE + "Password", "").toCharArray();
        KeyStore store = KeyStore.getInstance(
                Objects.requireNonNullElse(System.getProperty(KEY_STORE + "Type"), KeyStore.getDefaultType()));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            store.load(in, password);
            factory.init(store, password);
        } catch (IOException | InvalidPathException | GeneralSecurityException e) {
            throw new GeneralSecurityException(told(KEY_STORE, e), e);
        }
        return factory.getKeyManagers();
    }

    /** Never its password. */
    private static String told(String property, Exception why) {
        String reason = switch (why) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "it may not be read";
            default -> String.valueOf(why.getMessage());
        };
        return "the Java option " + property + "=" + System.getProperty(property, "") + " cannot be used: " + reason;
    }
}
