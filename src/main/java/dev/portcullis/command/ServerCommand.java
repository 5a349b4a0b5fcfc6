package dev.portcullis.command;

import dev.portcullis.server.ServerConfig;
import dev.portcullis.store.Database;
import dev.portcullis.store.PrivateFile;
import dev.portcullis.token.MasterKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code portcullis server}. */
@Command(
        name = "server",
        description = "The session server. Without --db-url it runs on a PostgreSQL of its own in the data directory.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Each option can also be given as an environment variable (--db-url: PORTCULLIS_DB_URL)",
            "or in the file that --config names (db-url=...); the command line wins, then the environment.",
            "Durations are written 30s, 5m, 12h, 30d."
        })
final class ServerCommand implements Callable<Integer>, Checked {
    private static final Logger LOG = LoggerFactory.getLogger(ServerCommand.class);

    static final int PORT = ListenOptions.PORT;

    /** A start that takes longer, and is not wanted any more, is not waited for. */
    private static final Duration LONGEST_START = Duration.ofSeconds(90);

    @Option(names = "--config", paramLabel = "FILE", description = "Properties file with options.")
    @SuppressWarnings(
            "UnusedVariable") // read by Configuration, before the other options; declared here so that it is known and
    // explained
    private @Nullable Path config;

    @Option(names = "--check", description = "Only say whether the configuration is in order: exit code 0 or 2.")
    private boolean checkOnly;

    @Mixin
    private final ListenOptions listen = new ListenOptions();

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where the server keeps what outlives it.")
    private Path dataDir = DataFolder.ofUser();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The master key: 32 bytes in base64url, the same for all servers over one database. Default:"
                    + " master-key in the data directory, made at the first start.")
    private @Nullable Path keyFile;

    @Option(names = "--node", paramLabel = "NAME", description = "This server's name among them. Default: host:port.")
    private @Nullable String node;

    @Mixin
    private final LifetimeOptions lifetimes = new LifetimeOptions();

    @Mixin
    private final HashOptions hashes = new HashOptions();

    @Mixin
    private final PlaceOptions places = new PlaceOptions();

    @Mixin
    private final PasswordOptions passwords = new PasswordOptions();

    @Mixin
    private final LogOptions logs = new LogOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void check(Faults faults) {
        serverConfig(faults);
        database.address(faults);
        faults.orElse(true, this::requireKey);
    }

    @Override
    public Integer call() throws InterruptedException {
        Faults faults = new Faults();
        ServerConfig serverConfig = serverConfig(faults);
        Database.Address address = database.address(faults);
        faults.raise();
        if (checkOnly) {
            CommandLine line = Objects.requireNonNull(spec).commandLine();
            listen.warning().ifPresent(warning -> line.getErr().println("portcullis: " + warning));
            line.getOut().println("The configuration is in order.");
            return 0;
        }
        logs.take();
        listen.warning().ifPresent(LOG::warn);
        DataFolder folder = DataFolder.take(dataDir)
                .orElseThrow(() -> new FailureException("another Portcullis uses the data directory " + dataDir));
        CompletableFuture<RunningServer> up = new CompletableFuture<>();
        CountDownLatch stopped = new CountDownLatch(1);
        // Before it is up: what it has started by then must not outlive it either.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            up.handle((server, _) -> Optional.ofNullable(server))
                    .completeOnTimeout(Optional.empty(), LONGEST_START.toSeconds(), TimeUnit.SECONDS)
                    .join()
                    .ifPresent(RunningServer::close);
            stopped.countDown();
        }));
        RunningServer running = start(folder, address, serverConfig, up);
        System.out.println("Portcullis answers at " + running.server().address());
        stopped.await();
        return 0;
    }

    private RunningServer start(
            DataFolder folder,
            Database.@Nullable Address address,
            ServerConfig config,
            CompletableFuture<RunningServer> up) {
        try {
            RunningServer running = RunningServer.start(folder, address, database.poolSize(), keyFile, config);
            up.complete(running);
            return running;
        } catch (RuntimeException | Error e) {
            up.completeExceptionally(e); // it has let go of what it had
            throw e;
        }
    }

    private ServerConfig serverConfig(Faults faults) {
        ServerConfig listening = listen.apply(ServerConfig.loopback().withNode(node), faults);
        ServerConfig hashing = hashes.apply(lifetimes.apply(listening, faults), faults);
        return logs.apply(places.apply(passwords.apply(hashing, faults), faults), faults);
    }

    private boolean requireKey() {
        if (keyFile != null) {
            try {
                if (MasterKey.parse(PrivateFile.read(keyFile)).isEmpty()) {
                    throw new UsageException(
                            "--key-file " + keyFile + " must hold 32 bytes in base64url, and nothing else");
                }
            } catch (IOException e) {
                throw new UsageException("cannot read --key-file " + keyFile + ": " + FileTrouble.reason(e));
            }
        }
        return true;
    }
}
