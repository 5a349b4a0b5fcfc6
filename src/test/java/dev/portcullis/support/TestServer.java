package dev.portcullis.support;

import dev.portcullis.account.Argon2;
import dev.portcullis.api.Json;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.Permission;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.place.IpRange;
import dev.portcullis.server.PortcullisServer;
import dev.portcullis.server.ServerConfig;
import dev.portcullis.session.Policy;
import dev.portcullis.store.Database;
import dev.portcullis.token.MasterKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A real server on a database of its own, with one account that may do everything. Password hashing is cheap here, and loopback is a trusted proxy, so that tests
 * can come from any address.
 */
public final class TestServer implements AutoCloseable {
    public static final String ADMIN = "admin@example.com";
    public static final String ADMIN_PASSWORD = "correct horse battery staple";
    public static final String PASSWORD = "a password of enough characters";

    private static final MasterKey MASTER = MasterKey.parse(
                    Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]))
            .orElseThrow();

    private final Database.Address address;
    private final ServerConfig config;
    private Database database;
    private PortcullisServer server;
    private boolean running = true;

    private TestServer(Database.Address address, ServerConfig config) {
        this.address = address;
        this.database = Database.open(address);
        this.server = server(database, config);
        this.config = config.withPort(server.address().getPort());
        server.accounts().add(ADMIN, "Ada Admin", ADMIN_PASSWORD, Permission.ALL);
    }

    public static TestServer start() {
        return start(UnaryOperator.identity());
    }

    /** Starts one whose configuration is changed so. */
    public static TestServer start(UnaryOperator<ServerConfig> change) {
        ServerConfig config = ServerConfig.loopback()
                .withArgon2(new Argon2(64, 1, 1))
                .withTrustedProxies(List.of(IpRange.parse("127.0.0.0/8").orElseThrow()));
        return new TestServer(TestDatabase.fresh(), change.apply(config));
    }

    /** Starts one on this database. */
    public static TestServer start(Database.Address address) {
        return new TestServer(address, ServerConfig.loopback().withArgon2(new Argon2(64, 1, 1)));
    }

    /** Starts one on this database whose configuration is changed so. */
    public static TestServer start(Database.Address address, UnaryOperator<ServerConfig> change) {
        return new TestServer(address, change.apply(ServerConfig.loopback().withArgon2(new Argon2(64, 1, 1))));
    }

    /** The key under which this server keeps its signing keys. */
    public static MasterKey masterKey() {
        return MASTER;
    }

    public URI uri() {
        return server.address();
    }

    /** Where it answers operations. */
    public URI management() {
        return server.management().orElseThrow();
    }

    /** Behind the server's back. */
    public Database database() {
        return database;
    }

    public Database.Address databaseAddress() {
        return address;
    }

    /** A connection to its database, behind its back. */
    public Connection connection() throws SQLException {
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }

    /** Runs SQL behind the server's back. */
    public void sql(String statement) {
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Forgets all sessions, events and accounts but the administrator's, and the policy: as if nothing had happened yet. */
    public void clear() {
        sql(
                "update policy set version = 0, document = null, changed_at = null, changed_by = null, applied = 0, networks_version = 0");
        server.policies().refresh();
        sql("""
                update rollup set format = 0;
                delete from minute;
                truncate session cascade;
                truncate guess, known_place;
                delete from event;
                delete from revocation;
                delete from network_lock;
                update account set lock_id = null, locked_at = null, locked_until = null, locked_by = null, lock_reason = null
                    where lock_id is not null;
                delete from account where email <> '%s';
                update account set first_login_at = null
                """.formatted(ADMIN));
    }

    /** Asks behind the server's back. */
    public boolean isTrue(String query) {
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            return rows.next() && rows.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a query in a transaction of its own that stays open, with the locks that it took, until this is closed. */
    public AutoCloseable holding(String query) {
        try {
            Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
            connection.setAutoCommit(false);
            try (Statement sql = connection.createStatement()) {
                sql.execute(query);
            }
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of what is asked behind the server's back, as text. */
    public List<String> rows(String query) {
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether somebody in this database waits for a lock. */
    public boolean waitsForALock() {
        return isTrue("select exists (select from pg_stat_activity where wait_event_type = 'Lock'"
                + " and datname = current_database())");
    }

    /** Has the server write what waits to be written with more of its kind. */
    public void writeWaiting() {
        server.writeWaiting();
    }

    /** Moves a session's times, since the clock is the database's own. */
    public void age(String handle, String assignments) {
        sql("update session set " + assignments + " where handle = '" + handle + "'");
    }

    /** Everything that the database holds, as text; bytes as hex and as base64url. */
    public String dump() {
        StringBuilder everything = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                Statement sql = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = sql.executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet rows = sql.executeQuery("select * from " + table)) {
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            everything.append(rows.getString(i)).append('\n');
                            if (rows.getMetaData().getColumnTypeName(i).equals("bytea") && rows.getBytes(i) != null) {
                                everything.append(
                                        Base64.getUrlEncoder().withoutPadding().encodeToString(rows.getBytes(i)));
                            }
                        }
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return everything.toString();
    }

    /** Changes the policy. */
    public void policy(UnaryOperator<Policy> change) {
        String document =
                new String(Json.write(change.apply(server.policies().current()).document()), StandardCharsets.UTF_8);
        sql("update policy set version = version + 1, changed_at = now(), changed_by = 'test', document = '" + document
                + "'");
        server.policies().refresh();
    }

    /** So many wrong passwords in 15 minutes for an account, and from an address, before the next is 429. */
    public void guesses(int perAccount, int perAddress) {
        policy(policy -> new Policy(
                policy.version(),
                policy.lifetime(),
                policy.roles(),
                policy.quota(),
                policy.secondFactor(),
                policy.stepUp(),
                new Policy.Guessing(perAccount, perAddress, Duration.ofMinutes(15)),
                policy.networks()));
    }

    /** Makes an account with {@link #PASSWORD}. */
    public void account(String email, String... permissions) {
        if (server.accounts()
                .add(email, email, PASSWORD, Stream.of(permissions).sorted().toList())
                .isEmpty()) {
            throw new IllegalStateException(email + " is taken");
        }
    }

    /** So many sessions of an account, written behind the server's back, since as many logins would take too long; their handles. */
    public List<UUID> sessions(String email, int count) {
        return rows("""
                insert into session (handle, account_id, secret_hash, delivery, created_at, authenticated_at, last_seen_at, idle_ttl, idle_expires_at,
                    expires_at, address, device, permissions, access_ttl, refresh_ttl, refresh_grace, access_jti, access_issued_at, access_expires_at,
                    refresh_family, refresh_expires_at)
                select uuidv7(), id, sha256(i::text::bytea), 'cookie', now(), now(), now(), 1800, now() + interval '30 minutes',
                    now() + interval '12 hours', inet '10.0.0.0' + i, 'Test', effective_permissions, 300, 43200, 10, gen_random_uuid(), now(),
                    now() + interval '5 minutes', gen_random_uuid(), now() + interval '12 hours'
                from account, generate_series(1, %d) i where email = '%s'
                returning handle
                """.formatted(count, email)).stream().map(UUID::fromString).toList();
    }

    /** A client that has not logged in. */
    public PortcullisClient client() {
        return new PortcullisClient(uri(), "test", Map.of("User-Agent", "Portcullis-Test/1"));
    }

    /** A client that comes from this address with this program. */
    public PortcullisClient client(String forwardedFor, String userAgent) {
        return new PortcullisClient(uri(), "test", Map.of("User-Agent", userAgent, "X-Forwarded-For", forwardedFor));
    }

    /** A client that is logged in as who may do everything. */
    public PortcullisClient admin() {
        PortcullisClient client = client();
        client.logIn(new LoginRequest(ADMIN, ADMIN_PASSWORD, null));
        return client;
    }

    /** A client that is logged in with {@link #PASSWORD}. */
    public PortcullisClient loggedIn(String email) {
        PortcullisClient client = client();
        client.logIn(new LoginRequest(email, PASSWORD, null));
        return client;
    }

    /** Stops the server and starts another one on the same database, at the same port. */
    public void restart() {
        stop();
        resume();
    }

    /** Stops the server; the database keeps what it has. */
    public void stop() {
        if (running) {
            running = false;
            server.close();
            database.close();
        }
    }

    /** As if the machine were gone: first the database is out of reach, then the server. */
    public void crash() {
        database.close();
        stop();
    }

    /** Starts it again. */
    public void resume() {
        running = true;
        database = Database.open(address);
        server = server(database, config);
    }

    @Override
    public void close() {
        stop();
    }

    private static PortcullisServer server(Database database, ServerConfig config) {
        try {
            return PortcullisServer.start(database, MASTER, config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
