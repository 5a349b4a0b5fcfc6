package dev.portcullis.console.login;

import dev.portcullis.api.LoginRequest;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.connection.Connection;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs in at a real server. */
public final class ServerConnector implements Connector {
    private static final Logger LOG = LoggerFactory.getLogger(ServerConnector.class);
    private static final String NAME = "portcullis-console";
    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("console-login").start(task);

    @Override
    public LoggedIn logIn(Connection server, LoginRequest request) {
        return logIn(server, request, () -> {});
    }

    /** The server is greeted first: nothing that is not Portcullis is sent a password. */
    @Override
    public LoggedIn logIn(Connection server, LoginRequest request, Runnable onKnown) {
        PortcullisClient client = client(server);
        try {
            client.greet();
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
        onKnown.run();
        return ask(client, request, server);
    }

    /**
     * The question itself cannot be taken back: while the server hashes the password it may go on to open a session that nobody would know of. So whoever gives up is let go
     * at once, and the answer is waited for by somebody else, who logs out again.
     */
    private static LoggedIn ask(PortcullisClient client, LoginRequest request, Connection server) {
        CompletableFuture<LoggedIn> asked = CompletableFuture.supplyAsync(
                () -> new LoggedIn(client, client.logIn(request).session(), server, false), THREADS);
        try {
            return asked.get();
        } catch (InterruptedException e) {
            var _ = asked.whenCompleteAsync((in, _) -> close(client, in != null), THREADS);
            Thread.currentThread().interrupt();
            throw new ClientException.Unreachable(
                    ClientException.Cause.BROKEN, server.address(), new InterruptedIOException("given up"));
        } catch (ExecutionException e) {
            client.close();
            throw e.getCause() instanceof RuntimeException failure ? failure : new CompletionException(e.getCause());
        }
    }

    private static void close(PortcullisClient client, boolean loggedIn) {
        try (client) {
            if (loggedIn) {
                client.logOut();
            }
        } catch (ClientException e) {
            LOG.warn(
                    "A session that was opened in vain could not be ended; it ends by itself when idle: {}",
                    e.getMessage());
        }
    }

    /** What is asked takes the same way as a login: the HTTP client, the connection, the server's own side of it, and the JSON. */
    @Override
    public void prepare(Connection server) {
        try (PortcullisClient client = client(server)) {
            client.greet();
            client.current();
        } catch (ClientException e) {
            LOG.debug(
                    "Asked in advance: {}",
                    e.getMessage()); // refused, as nobody is logged in; a real trouble meets the login itself
        }
    }

    private static PortcullisClient client(Connection server) {
        return new PortcullisClient(server.address(), NAME, Map.of("User-Agent", userAgent()), server.trust());
    }

    /** What the operator's own session shows as its device. */
    private static String userAgent() {
        return "Portcullis/0.1 (" + System.getProperty("os.name") + ")";
    }
}
