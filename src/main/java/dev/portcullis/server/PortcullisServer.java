package dev.portcullis.server;

import dev.portcullis.account.Accounts;
import dev.portcullis.account.FirstAccount;
import dev.portcullis.cluster.Node;
import dev.portcullis.lifecycle.Policies;
import dev.portcullis.lifecycle.Sweeper;
import dev.portcullis.store.Database;
import dev.portcullis.token.MasterKey;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running session server. */
public final class PortcullisServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PortcullisServer.class);
    private static final Duration FLUSH = Duration.ofSeconds(1);
    private static final Duration SETTLE = Duration.ofMillis(50);
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Duration RENEW = Duration.ofSeconds(1);
    private static final Duration LOOK_AT_KEYS = Duration.ofSeconds(1);
    private static final Duration REMOVE = Duration.ofMinutes(10);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Services services;
    private final HttpGate gate;
    private final Housekeeping housekeeping;
    private final Node node;
    private final URI address;
    private final List<HttpServer> listeners = new CopyOnWriteArrayList<>();

    private PortcullisServer(
            Vertx vertx, Services services, HttpGate gate, Housekeeping housekeeping, Node node, URI address) {
        this.vertx = vertx;
        this.services = services;
        this.gate = gate;
        this.housekeeping = housekeeping;
        this.node = node;
        this.address = address;
    }

    /**
     * Starts it over a database. The caller keeps the database, and closes it after the server.
     *
     * @throws IOException if it cannot listen
     */
    public static PortcullisServer start(Database database, MasterKey master, ServerConfig config) throws IOException {
        int port = config.port() == 0 ? freePort(config.host()) : config.port();
        URI address = URI.create(
                "http://" + (config.host().contains(":") ? "[" + config.host() + "]" : config.host()) + ":" + port);
        URI publicUrl = config.publicUrl();
        Services services = Services.of(database, master, config, publicUrl == null ? address : publicUrl);
        HttpGate gate = new HttpGate(publicUrl != null && publicUrl.getScheme().equals("https"));
        Vertx vertx = Vertx.vertx();
        Node node = new Node(database, config.node() == null ? hostName() + ":" + port : config.node());
        Sweeper sweeper = new Sweeper(database, config.retention(), services.feed());
        Housekeeping housekeeping = new Housekeeping();
        PortcullisServer server = new PortcullisServer(vertx, services, gate, housekeeping, node, address);
        try {
            services.feed().start();
            node.renew();
            server.listen(new Routes(gate, services), config.host(), port);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
        housekeeping.every(RENEW, "the node's lease", node::renew);
        housekeeping.every(LOOK_AT_KEYS, "looking at the signing keys", services.keys()::tend);
        housekeeping.every(FLUSH, "writing last uses", services.lastSeen()::flush);
        housekeeping.every(SETTLE, "counting attempts to log in", services.guesses()::flush);
        housekeeping.every(SWEEP, "sweeping lapsed sessions", sweeper::sweep);
        housekeeping.every(REMOVE, "removing what is old", sweeper::remove);
        LOG.info("listening at {}", address);
        return server;
    }

    /** Where it answers. */
    public URI address() {
        return address;
    }

    /** The accounts, for those who started it. */
    public Accounts accounts() {
        return services.accounts();
    }

    /** The policy, for those who started it. */
    public Policies policies() {
        return services.policies();
    }

    /** Makes the first account if there is none; its password is in that file. */
    public boolean makeFirstAccount(Path passwordFile) throws IOException {
        return FirstAccount.makeIfNone(services.database(), services.accounts(), passwordFile);
    }

    /** Answers what it has begun to answer, writes what waits, and stops. */
    @Override
    public void close() {
        services.feed().close(); // ends the streams, which would never end by themselves
        drain();
        await(vertx.close());
        housekeeping.close();
        try {
            services.lastSeen().flush();
            services.guesses().flush();
        } catch (RuntimeException e) {
            LOG.warn("last uses, or counts of attempts to log in, were not written: {}", e.getMessage());
        }
        node.leave();
        gate.close();
    }

    /** From here on nobody new is let in; those who are in are answered. */
    private void drain() {
        List<Future<Void>> stopped = listeners.stream()
                .map(listener -> listener.shutdown(STOP.toMillis(), TimeUnit.MILLISECONDS))
                .toList();
        await(Future.join(stopped).mapEmpty());
        try {
            if (!gate.drain(STOP)) {
                LOG.warn("some requests were not answered in {} s", STOP.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(Routes routes, String host, int port) throws IOException {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setMaxInitialLineLength(4 * 1024)
                .setMaxHeaderSize(16 * 1024)
                .setDecoderInitialBufferSize(256)
                .setIdleTimeout(30)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setTcpNoDelay(true)
                .setReuseAddress(true)
                .setHttp2ClearTextEnabled(false) // the limits here are those of HTTP/1.1
                .setHandle100ContinueAutomatically(true)
                .setCompressionSupported(false); // answers carry secrets beside what a caller chose (BREACH)
        DeploymentOptions everyProcessor =
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        Future<String> deployed =
                vertx.deployVerticle(() -> (Deployable) new Listener(options, routes), everyProcessor);
        try {
            deployed.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("cannot listen at " + host + ":" + port + ": " + cause.getMessage(), e);
        }
    }

    private final class Listener extends VerticleBase {
        private final HttpServerOptions options;
        private final Routes routes;

        Listener(HttpServerOptions options, Routes routes) {
            this.options = options;
            this.routes = routes;
        }

        @Override
        public Future<HttpServer> start() {
            SlowRequests slow = new SlowRequests(vertx);
            HttpServer listener = vertx.createHttpServer(options);
            listeners.add(listener);
            return listener.connectionHandler(slow::connected)
                    .invalidRequestHandler(HttpGate::refuseUnreadable)
                    .requestHandler(slow.watching(routes.router(vertx)))
                    .listen();
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "node";
        }
    }

    private static int freePort(String host) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
            return socket.getLocalPort();
        }
    }

    private static void await(Future<Void> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the HTTP server did not stop cleanly", e);
        }
    }
}
