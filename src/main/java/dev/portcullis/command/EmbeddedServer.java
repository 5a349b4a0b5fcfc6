package dev.portcullis.command;

import dev.portcullis.account.FirstAccount;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.LocalServer;
import dev.portcullis.place.IpRange;
import dev.portcullis.server.ServerConfig;
import dev.portcullis.store.PrivateFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server that a console starts for itself, in its own process, on the embedded PostgreSQL. If the same user's other console has one running in the same
 * folder, that one is used.
 */
final class EmbeddedServer implements LocalServer, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);

    private final Path folder;
    private CompletableFuture<Ready> ready;
    private @Nullable RunningServer running;
    private boolean closed;

    /** Begins to start it; see {@link #ready}. */
    EmbeddedServer(Path folder) {
        this.folder = folder;
        this.ready = begin();
    }

    @Override
    public synchronized CompletableFuture<Ready> ready() {
        if (ready.isCompletedExceptionally() && !closed) {
            ready = begin();
        }
        return ready;
    }

    private CompletableFuture<Ready> begin() {
        CompletableFuture<Ready> attempt = new CompletableFuture<>();
        Thread.ofPlatform().name("start").daemon().start(() -> start(attempt));
        return attempt;
    }

    private void start(CompletableFuture<Ready> attempt) {
        try {
            Optional<DataFolder> taken = DataFolder.take(folder);
            URI address = taken.isPresent() ? start(taken.get(), usualPort()) : neighbour();
            if (taken.isEmpty()) {
                succeed(address);
            }
            attempt.complete(new Ready(address, firstLogin()));
        } catch (IOException | RuntimeException e) {
            LOG.warn("the embedded server does not start", e);
            attempt.completeExceptionally(e);
        }
    }

    private synchronized URI start(DataFolder taken, int port) {
        if (closed) {
            letGo(taken);
            throw new FailureException("closed before it was up");
        }
        // Simulated people have addresses: this server is reached from this computer only, whose proxies may say where
        // a request came from.
        ServerConfig config = ServerConfig.loopback()
                .withPort(port)
                .withTrustedProxies(List.of(IpRange.parse("127.0.0.0/8").orElseThrow()));
        RunningServer started = RunningServer.start(taken, null, null, config);
        running = started;
        return started.server().address();
    }

    private static void letGo(DataFolder taken) {
        try {
            taken.close();
        } catch (IOException e) {
            LOG.warn("the data directory stays locked until this process ends", e);
        }
    }

    /** The server of another console, which has the folder. */
    private URI neighbour() {
        URI address = DataFolder.announced(folder)
                .orElseThrow(() -> new FailureException(
                        "another Portcullis uses " + folder + ", but does not say where it answers"));
        try (PortcullisClient client = new PortcullisClient(address, "portcullis-console", Map.of())) {
            LOG.debug("a server answers at {}, logged in: {}", address, client.verify());
            return address;
        } catch (ClientException e) {
            throw new FailureException("another Portcullis uses " + folder + ", but does not answer at " + address, e);
        }
    }

    /** When the neighbour is gone, the server goes on in this process, at the same address: whoever is connected there comes back by itself. */
    private void succeed(URI address) {
        Thread.ofPlatform().name("succeed").daemon().start(() -> {
            try {
                DataFolder taken = DataFolder.await(folder);
                LOG.info("the Portcullis that ran the server is gone; going on in this one");
                start(taken, address.getPort());
            } catch (RuntimeException e) {
                LOG.warn("cannot go on after the other Portcullis: {}", e.getMessage());
            }
        });
    }

    private @Nullable FirstLogin firstLogin() throws IOException {
        Path file = DataFolder.firstPassword(folder);
        return Files.exists(file) ? new FirstLogin(FirstAccount.EMAIL, PrivateFile.read(file), file) : null;
    }

    /** The usual port if it is free, so that tokens keep their issuer over a restart; else any. */
    private static int usualPort() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), ServerCommand.PORT));
            return ServerCommand.PORT;
        } catch (IOException _) {
            return 0;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (running != null) {
            running.close();
        }
    }
}
