package dev.portcullis.command;

import dev.portcullis.account.Argon2;
import dev.portcullis.account.PasswordBlocklist;
import dev.portcullis.server.Network;
import dev.portcullis.server.ServerConfig;
import dev.portcullis.session.Lifetime;
import dev.portcullis.store.Database;
import dev.portcullis.store.PrivateFile;
import dev.portcullis.token.SigningKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
final class ServerCommand implements Callable<Integer> {
    static final int PORT = 7480;

    @Option(names = "--config", paramLabel = "FILE", description = "Properties file with options.")
    @SuppressWarnings(
            "UnusedVariable") // read by Configuration, before the other options; declared here so that it is known and
    // explained
    private @Nullable Path config;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen at. Default: 127.0.0.1.")
    private String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "N", description = "Port to listen at; 0 for a free one. Default: 7480.")
    private int port = PORT;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "How clients reach the server: the issuer of its tokens. https makes the cookie Secure.")
    private @Nullable URI publicUrl;

    @Option(
            names = "--trusted-proxies",
            split = ",",
            paramLabel = "CIDR",
            description = "Networks whose X-Forwarded-For is believed. Default: none.")
    private List<String> trustedProxies = List.of();

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where the server keeps what outlives it.")
    private Path dataDir = DataFolder.ofUser();

    @Option(names = "--db-url", paramLabel = "URL", description = "PostgreSQL: jdbc:postgresql://host:port/name.")
    private @Nullable String dbUrl;

    @Option(names = "--db-user", paramLabel = "NAME", description = "Its user. Default: portcullis.")
    private String dbUser = "portcullis";

    @Option(names = "--db-password-file", paramLabel = "FILE", description = "A file with the user's password.")
    private @Nullable Path dbPasswordFile;

    @Option(names = "--db-pool-size", paramLabel = "N", description = "Connections at most. Default: 16.")
    private int dbPoolSize = 16;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The master key: 32 bytes in base64url, the same for all servers over one database. Default:"
                    + " master-key in the data directory, made at the first start.")
    private @Nullable Path keyFile;

    @Option(names = "--node", paramLabel = "NAME", description = "This server's name among them. Default: host:port.")
    private @Nullable String node;

    @Option(
            names = "--idle-ttl",
            converter = Durations.class,
            paramLabel = "D",
            description = "A session ends after this time without use. Default: 30m.")
    private Duration idleTtl = Lifetime.DEFAULT.idle();

    @Option(
            names = "--absolute-ttl",
            converter = Durations.class,
            paramLabel = "D",
            description = "A session ends after this time in any case. Default: 12h.")
    private Duration absoluteTtl = Lifetime.DEFAULT.absolute();

    @Option(
            names = "--access-ttl",
            converter = Durations.class,
            paramLabel = "D",
            description = "Validity of access tokens. Default: 5m.")
    private Duration accessTtl = Lifetime.DEFAULT.access();

    @Option(
            names = "--refresh-ttl",
            converter = Durations.class,
            paramLabel = "D",
            description = "Validity of refresh tokens. Default: 12h.")
    private Duration refreshTtl = Lifetime.DEFAULT.refresh();

    @Option(
            names = "--refresh-grace",
            converter = Durations.class,
            paramLabel = "D",
            description = "How long a spent refresh token still answers the same successor. Default: 10s.")
    private Duration refreshGrace = Lifetime.DEFAULT.grace();

    @Option(
            names = "--retention",
            converter = Durations.class,
            paramLabel = "D",
            description = "How long ended sessions and events are kept. Default: 30d.")
    private Duration retention = Duration.ofDays(30);

    @Option(
            names = "--password-blocklist",
            paramLabel = "FILE",
            description = "Passwords that nobody may choose, one each line, beside those that are easy to guess.")
    private @Nullable Path passwordBlocklist;

    @Option(
            names = "--signing-key-rotation",
            converter = Durations.class,
            paramLabel = "D",
            description = "How long a key signs tokens before the next one does. Default: 30d.")
    private Duration keyRotation = SigningKeys.PERIOD;

    @Override
    public Integer call() throws InterruptedException {
        ServerConfig serverConfig = serverConfig();
        Database.Address address = address();
        DataFolder folder = DataFolder.take(dataDir)
                .orElseThrow(() -> new FailureException("another Portcullis uses the data directory " + dataDir));
        RunningServer running = RunningServer.start(folder, address, keyFile, serverConfig);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            running.close();
            stopped.countDown();
        }));
        System.out.println("Portcullis answers at " + running.server().address());
        stopped.await();
        return 0;
    }

    private ServerConfig serverConfig() {
        if (port < 0 || port > 65535) {
            throw new UsageException("--port must be from 0 to 65535, not " + port);
        }
        if (dbPoolSize < 1 || dbPoolSize > 500) {
            throw new UsageException("--db-pool-size must be from 1 to 500, not " + dbPoolSize);
        }
        if (retention.toDays() < 1 || retention.compareTo(Lifetime.LONGEST) > 0) {
            throw new UsageException("--retention must be from 1d to " + Lifetime.LONGEST.toDays() + "d");
        }
        if (keyRotation.toHours() < 1 || keyRotation.compareTo(Lifetime.LONGEST) > 0) {
            throw new UsageException("--signing-key-rotation must be from 1h to " + Lifetime.LONGEST.toDays() + "d");
        }
        requireSafeHost();
        try {
            return new ServerConfig(
                    host,
                    port,
                    publicUrl,
                    trustedProxies.stream().map(ServerCommand::network).toList(),
                    node,
                    new Lifetime(idleTtl, absoluteTtl, accessTtl, refreshTtl, refreshGrace),
                    Argon2.DEFAULT,
                    blocklist(),
                    retention,
                    keyRotation);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** Session ids must not cross a network in clear: beyond loopback the server stands behind something that speaks TLS, and says so. */
    private void requireSafeHost() {
        URI url = publicUrl;
        if (url != null && (url.getHost() == null || !List.of("http", "https").contains(url.getScheme()))) {
            throw new UsageException("--public-url must be an http or https address, not " + url);
        }
        InetAddress address = Network.address(host.equals("localhost") ? "127.0.0.1" : host)
                .orElseThrow(() -> new UsageException("--host must be an IP address or localhost, not " + host));
        boolean https = url != null && url.getScheme().equals("https");
        if (!address.isLoopbackAddress() && !https) {
            throw new UsageException("--host " + host + " is reached over a network, where session ids must not pass in"
                    + " clear: put TLS in front and give its https address as --public-url");
        }
    }

    private static Network network(String cidr) {
        return Network.parse(cidr.strip())
                .orElseThrow(
                        () -> new UsageException("--trusted-proxies takes networks such as 10.0.0.0/8, not " + cidr));
    }

    private Database.@Nullable Address address() {
        String url = dbUrl;
        if (url == null) {
            return null;
        }
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new UsageException("--db-url must begin with jdbc:postgresql:");
        }
        return new Database.Address(url, dbUser, password(), dbPoolSize);
    }

    private PasswordBlocklist blocklist() {
        Path file = passwordBlocklist;
        if (file == null) {
            return PasswordBlocklist.NONE;
        }
        try {
            return PasswordBlocklist.read(file);
        } catch (IOException e) {
            throw new UsageException("cannot read --password-blocklist " + file + ": " + FileTrouble.reason(e));
        }
    }

    private String password() {
        Path file = dbPasswordFile;
        if (file == null) {
            return "";
        }
        try {
            return PrivateFile.read(file);
        } catch (IOException e) {
            throw new UsageException("cannot read --db-password-file " + file + ": " + FileTrouble.reason(e));
        }
    }
}
