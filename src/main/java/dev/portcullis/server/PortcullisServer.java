package dev.portcullis.server;

import dev.portcullis.account.Accounts;
import dev.portcullis.account.FirstAccount;
import dev.portcullis.cluster.Node;
import dev.portcullis.cluster.Nodes;
import dev.portcullis.cluster.Rollups;
import dev.portcullis.lifecycle.NetworkNaming;
import dev.portcullis.lifecycle.Policies;
import dev.portcullis.lifecycle.PolicyApplication;
import dev.portcullis.lifecycle.Sweeper;
import dev.portcullis.store.Database;
import dev.portcullis.token.MasterKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running session server. */
public final class PortcullisServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PortcullisServer.class);
    private static final Duration FLUSH = Duration.ofSeconds(1);
    private static final Duration SETTLE = Duration.ofMillis(50);
    private static final Duration SUM_UP = Duration.ofSeconds(10);
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Duration POLICY = Duration.ofSeconds(1);
    private static final Duration LOOK_AT_PLACES = Duration.ofSeconds(5);
    private static final Duration LOOK_AT_KEYS = Duration.ofSeconds(1);
    private static final Duration LOOK_AT_HASHES = Duration.ofMinutes(10);
    private static final Duration LOOK_AT_CERTIFICATE = Duration.ofSeconds(1);
    private static final Duration REVOKE = Duration.ofSeconds(1);
    private static final Duration REMOVE_PLANS = Duration.ofMinutes(1);
    private static final Duration GIVE_UP_EXPORTS = Duration.ofMinutes(1);
    private static final Duration REMOVE = Duration.ofMinutes(10);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Listeners listeners;
    private final Housekeeping housekeeping = new Housekeeping();
    private final Metrics metrics = new Metrics();
    private final Gauges gauges = new Gauges(metrics.registry());
    private final ServerConfig config;
    private final URI address;
    private final @Nullable URI management;
    private final @Nullable Tls tls;
    private final Services services;
    private final Answers answers;
    private final HttpGate gate;
    private final Node node;
    private final Rollups rollups;
    private volatile boolean leaving;

    private PortcullisServer(Database database, MasterKey master, ServerConfig config, @Nullable Tls tls)
            throws IOException {
        this.config = config;
        this.tls = tls;
        this.address = Addresses.at(tls == null ? "http" : "https", config.host(), config.port());
        ServerConfig.Management aside = config.management();
        this.management = aside == null ? null : Addresses.at("http", aside.host(), aside.port());
        URI publicUrl = config.publicUrl() == null ? address : config.publicUrl();
        this.services = Services.of(database, master, config, publicUrl);
        this.answers = new Answers(
                publicUrl.getScheme().equals("https"), services.cors(), metrics, new AccessLog(config.accessLog()));
        this.gate = new HttpGate(answers, services.clients());
        Throughput throughput = new Throughput(metrics::answeredVerifications, metrics::logins, System::nanoTime);
        this.node = new Node(
                database,
                services.feed(),
                config.node() == null ? Addresses.hostName() + ":" + address.getPort() : config.node(),
                version(),
                address.toString(),
                () -> throughput.now(database));
        this.rollups = new Rollups(database, node.name());
        this.vertx = Vertx.vertx(); // last: whatever fails before leaves no threads behind
        this.listeners = new Listeners(vertx);
    }

    /**
     * Starts it over a database. The caller keeps the database, and closes it after the server.
     *
     * @throws IOException if it cannot listen
     * @throws TlsTroubleException if its certificate or key cannot be used
     * @throws dev.portcullis.place.GeoTroubleException if a database of addresses cannot be used
     */
    public static PortcullisServer start(Database database, MasterKey master, ServerConfig config) throws IOException {
        Tls tls = config.tls() == null ? null : new Tls(config.tls());
        PortcullisServer server = new PortcullisServer(database, master, config, tls);
        try {
            server.run();
            return server;
        } catch (IOException | RuntimeException e) {
            server.stop();
            throw e;
        }
    }

    private void run() throws IOException {
        Database database = services.database();
        EventStreamEndpoint events = new EventStreamEndpoint(services.callers(), services.feed());
        SessionCounts counts = measure(database, events);
        Routes routes = new Routes(
                gate,
                services,
                events,
                new AdminNodesEndpoint(services.callers(), new Nodes(database, node.name())),
                new HealthEndpoint(database, () -> leaving),
                new MetricsEndpoint(metrics.registry()));
        services.feed().start();
        node.renew();
        rollups.start();
        listeners.listen(
                config.host(), address.getPort(), tls, new Listeners.Handling(routes::router, gate::refuseUnreadable));
        if (management != null && config.management() != null) {
            listeners.listenAside(
                    config.management().host(),
                    management.getPort(),
                    new Listeners.Handling(routes::management, gate::refuseUnreadable));
        }
        Sweeper sweeper = new Sweeper(database, config.retention(), services.feed());
        NetworkNaming naming = new NetworkNaming(database, services.locator(), services.feed());
        PolicyApplication application = new PolicyApplication(database, services.feed());
        housekeeping.every(Node.RENEW, "the node's lease", node::renew);
        housekeeping.every(LOOK_AT_KEYS, "looking at the signing keys", services.keys()::tend);
        housekeeping.every(LOOK_AT_HASHES, "looking at the password hashes", services.accounts()::look);
        housekeeping.every(FLUSH, "writing last uses", services.lastSeen()::flush);
        housekeeping.every(SETTLE, "counting attempts to log in", services.guesses()::settle);
        housekeeping.every(SUM_UP, "summing up failed logins", services.guesses()::sumUp);
        housekeeping.every(SUM_UP, "summing up refused attempts", services.refusedAttempts()::sumUp);
        housekeeping.every(POLICY, "looking for a new policy", services.policies()::refresh);
        housekeeping.every(POLICY, "applying the policy", application::run);
        housekeeping.every(POLICY, "naming networks", naming::run);
        housekeeping.every(LOOK_AT_PLACES, "looking at the databases of addresses", services.locator()::look);
        housekeeping.every(SWEEP, "sweeping lapsed sessions", sweeper::sweep);
        housekeeping.every(SWEEP, "releasing suspended sessions", sweeper::releaseSuspended);
        housekeeping.every(POLICY, "looking for locked networks", services.locks()::refresh);
        housekeeping.every(REVOKE, "carrying revocations out", services.revocationWork()::run);
        housekeeping.every(REMOVE_PLANS, "removing expired plans", sweeper::removePlans);
        housekeeping.every(GIVE_UP_EXPORTS, "giving up exports of servers that are gone", sweeper::giveUpExports);
        housekeeping.every(REMOVE, "removing what is old", sweeper::remove);
        housekeeping.every(SessionCounts.EVERY, "counting sessions", counts::count);
        Tls certificate = tls;
        if (certificate != null) {
            housekeeping.every(LOOK_AT_CERTIFICATE, "the certificate", () -> certificate.look(listeners.main()));
        }
        LOG.atInfo()
                .addKeyValue("version", version())
                .addKeyValue("node", node.name())
                .addKeyValue("database", database.url())
                .log("listening at {}", address);
    }

    private SessionCounts measure(Database database, EventStreamEndpoint events) {
        SessionCounts counts = new SessionCounts(database);
        gauges.jvm(version());
        gauges.sessions(counts);
        gauges.feed(services.feed());
        gauges.hashes(services.hashes());
        gauges.eventStreams(events);
        gauges.audit(database);
        if (tls != null) {
            gauges.tls(tls);
        }
        database.measure(metrics.registry());
        database.onCommit(happenings -> {
            metrics.happened(happenings);
            SecurityLog.happened(happenings);
        });
        return counts;
    }

    /** Where it answers. */
    public URI address() {
        return address;
    }

    /** Where it answers operations, if that is a place of its own. */
    public Optional<URI> management() {
        return Optional.ofNullable(management);
    }

    /** The accounts, for those who started it. */
    public Accounts accounts() {
        return services.accounts();
    }

    /** The policy, for those who started it. */
    public Policies policies() {
        return services.policies();
    }

    /** Writes at once what waits to be written with more of its kind: last uses, and counts of what was refused. */
    public void writeWaiting() {
        services.lastSeen().flush();
        services.guesses().settle();
        services.guesses().sumUp();
        services.refusedAttempts().sumUp();
    }

    /** Makes the first account if there is none; its password is in that file. */
    public boolean makeFirstAccount(Path passwordFile) throws IOException {
        return FirstAccount.makeIfNone(services.database(), services.accounts(), passwordFile);
    }

    /** Says that it is going away, answers what it has begun to answer, writes what waits, and stops. */
    @Override
    public void close() {
        leave();
        stop();
    }

    private void stop() {
        services.revocationWork().stop();
        services.feed().close(); // ends the streams, which would never end by themselves
        drain();
        await(vertx.close());
        housekeeping.close();
        rollups.close();
        try {
            writeWaiting();
        } catch (RuntimeException e) {
            LOG.warn("last uses, or counts of attempts to log in, were not written: {}", e.getMessage());
        }
        node.leave();
        gate.close();
        gauges.close();
    }

    /** Tells balancers and clients to go elsewhere, and serves as ever until they have had time to. */
    private void leave() {
        leaving = true;
        answers.leave();
        try {
            Thread.sleep(config.shutdownDelay());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** From here on nobody new is let in; those who are in are answered. */
    private void drain() {
        await(listeners.shutDown(STOP));
        try {
            if (!gate.drain(STOP)) {
                LOG.warn("some requests were not answered in {} s", STOP.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String version() {
        String version = PortcullisServer.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
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
