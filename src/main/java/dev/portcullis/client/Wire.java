package dev.portcullis.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one server. Those to servers that are believed as the computer believes them are shared: a client of {@code java.net.http} holds no cookies, so the users of a process can
 * share its connections and its one thread. TLS is set up when it is first needed; plain HTTP needs nothing of it.
 */
final class Wire implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    /** Unused connections are dropped after 20 s: before a server or proxy does (ours after 30 s), so that no request meets a connection that is just closing. */
    private static final String KEEP_ALIVE = "jdk.httpclient.keepalive.timeout";

    static {
        if (System.getProperty(KEEP_ALIVE) == null) {
            System.setProperty(KEEP_ALIVE, "20");
        }
    }

    private static final Wire PLAIN = new Wire(null);
    private static final Wire PUBLIC = new Wire(ServerTrust.PUBLIC);

    private final @Nullable ServerTrust trust;
    private @Nullable HttpClient client;

    /** @param trust null where TLS is not spoken */
    private Wire(@Nullable ServerTrust trust) {
        this.trust = trust;
    }

    static Wire to(URI server, ServerTrust trust) {
        if ("http".equalsIgnoreCase(server.getScheme())) {
            return PLAIN;
        }
        return trust.equals(ServerTrust.PUBLIC) ? PUBLIC : new Wire(trust);
    }

    /**
     * What speaks to the server.
     *
     * @throws GeneralSecurityException if TLS cannot be set up on this side: the message says why. It is tried again the next time
     */
    synchronized HttpClient client() throws GeneralSecurityException {
        HttpClient made = client;
        if (made == null) {
            made = make(trust == null ? ServerTrust.none() : trust.context());
            client = made;
        }
        return made;
    }

    /** Gives up the connections that are nobody else's. */
    @Override
    public synchronized void close() {
        if (this != PLAIN && this != PUBLIC && client != null) {
            client.shutdownNow();
        }
    }

    private static HttpClient make(SSLContext tls) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_LIMIT)
                .sslContext(tls)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }
}
