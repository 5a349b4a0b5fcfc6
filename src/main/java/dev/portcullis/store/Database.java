package dev.portcullis.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The session store's database: a pool of connections, and transactions on them. */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int ATTEMPTS = 5;
    private static final Duration GIVE_UP_CONNECTING = Duration.ofSeconds(2);
    private static final Duration SLOW = Duration.ofMillis(50);

    /** Deadlock, serialisation failure: the database undid the transaction, so it can be done again as it was. */
    private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01");

    private static final String CUT_SHORT = "57014";

    /** Two clocks tell the same time as different by at most one in so many. */
    private static final long CLOCKS_DIFFER = 10;

    /** Shutting down, starting up, crashed, cancelled by a time limit, too many connections, read-only after a failover. */
    private static final Set<String> UNAVAILABLE =
            Set.of("57P01", "57P02", "57P03", "57P05", CUT_SHORT, "25006", "25P03", "25P04");

    /** After a connection was refused, nobody waits for the next one for this long. */
    private static final Duration RESPITE = Duration.ofMillis(500);

    private final HikariDataSource pool;

    /** Until when ({@link System#nanoTime()}) the database is taken to be away; later, somebody tries again. */
    private final AtomicLong awayUntil = new AtomicLong(System.nanoTime());

    /** Whom to tell what was committed. */
    private volatile Consumer<List<Happening>> listener = _ -> {};

    /** Who makes the audit a chain; null as long as nobody does, and nothing can be audited. */
    private volatile @Nullable AuditSeal seal;

    private final LongAdder audited = new LongAdder();

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Where the database is.
     *
     * @param url {@code jdbc:postgresql://host:port/name}
     * @param poolSize how many connections at most
     */
    public record Address(String url, String user, String password, int poolSize) {
        @Override
        public String toString() {
            return url + " as " + user;
        }
    }

    /**
     * Connects, and brings the schema up to date.
     *
     * @throws StoreUnavailableException if it cannot be reached or refuses
     */
    public static Database open(Address address) {
        Database database = connect(address);
        try {
            Flyway.configure()
                    .dataSource(
                            address.url() + (address.url().contains("?") ? "&" : "?") + "connectTimeout=5",
                            address.user(),
                            address.password())
                    .load()
                    .migrate();
        } catch (RuntimeException e) {
            database.close();
            throw new StoreUnavailableException("cannot prepare the schema in " + address + ": " + innermost(e), e);
        }
        return database;
    }

    /**
     * Connects, and leaves the schema as it is: for who only reads, and may have no right to more.
     *
     * @throws StoreUnavailableException if it cannot be reached or refuses
     */
    public static Database connect(Address address) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("portcullis");
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(address.poolSize());
        config.setConnectionTimeout(GIVE_UP_CONNECTING.toMillis());
        config.setValidationTimeout(1000);
        config.setKeepaliveTime(TimeUnit.SECONDS.toMillis(30));
        config.setInitializationFailTimeout(TimeUnit.SECONDS.toMillis(5));
        config.setAutoCommit(true);
        config.addDataSourceProperty("ApplicationName", "portcullis");
        config.addDataSourceProperty("connectTimeout", 2);
        config.addDataSourceProperty("loginTimeout", 3);
        config.addDataSourceProperty("socketTimeout", 15);
        config.addDataSourceProperty("tcpKeepAlive", true);
        config.addDataSourceProperty("logServerErrorDetail", false); // it quotes rows
        config.addDataSourceProperty(
                "options",
                "-c statement_timeout=10s -c lock_timeout=5s -c idle_in_transaction_session_timeout=10s -c timezone=UTC");
        try {
            return new Database(new HikariDataSource(config));
        } catch (RuntimeException e) {
            throw new StoreUnavailableException("cannot connect to " + address + ": " + innermost(e), e);
        }
    }

    /** What a transaction does. May be done more than once, so it must have no effect outside the database. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Transaction transaction) throws SQLException;
    }

    /**
     * Does the work in one transaction (read committed).
     *
     * @throws StoreUnavailableException if the database cannot be reached; whether a commit that was under way took effect is then unknown
     */
    public <T> T transact(Work<T> work) {
        return again(work, this::once);
    }

    /**
     * Does the work, within this time, in one transaction that sees the present of its first statement throughout (repeatable read). It holds the feed back from its
     * first write on: whatever takes long is read before. It has memory for much, so not many of these may run at once.
     *
     * @throws TooSlowException if it takes longer
     * @throws StoreUnavailableException if the database cannot be reached; whether a commit that was under way took effect is then unknown
     */
    public <T> T snapshotWithin(Duration limit, Work<T> work) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            return again(work, (connection, snapshot) -> {
                Transaction transaction = new Transaction(connection, true, deadline);
                T result = committed(connection, transaction, _ -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(
                                "set transaction isolation level repeatable read; set local plan_cache_mode = force_custom_plan;"
                                        + "set local work_mem = '128MB'");
                    }
                    return snapshot.in(transaction);
                });
                tell(transaction.happened());
                return result;
            });
        } catch (StoreUnavailableException e) {
            boolean cutShort = e.getCause() instanceof SQLException cause && CUT_SHORT.equals(cause.getSQLState());
            throw cutShort && isReached(deadline, limit) ? new TooSlowException(e) : e;
        }
    }

    /**
     * Does one statement that is a transaction by itself: it commits with it, in one round trip. Nothing may follow it in the work.
     *
     * @throws StoreUnavailableException if the database cannot be reached; whether the statement took effect is then unknown
     */
    public <T> T atOnce(Work<T> statement) {
        return again(statement, this::inOne);
    }

    /** The same for many callers: those who come at the same time share the statement. */
    public <Q, A> Together<Q, A> together(Together.Statement<Q, A> statement) {
        return new Together<>(this, statement, new Together.Times(SLOW, GIVE_UP_CONNECTING));
    }

    /** Does one statement that is a transaction by itself, once, and tells nothing. */
    <T> T oneStatement(Work<T> statement) throws SQLException {
        try (Connection connection = connection()) {
            return statement.in(new Transaction(connection, false));
        }
    }

    /** Reads with single statements, each seeing the present; cheaper than {@link #transact}. */
    public <T> T read(Work<T> work) {
        try (Connection connection = connection()) {
            return work.in(new Transaction(connection, false));
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    /**
     * Reads with several statements that all see the same state, within this time. Each statement is planned for the values that it binds: of what people ask for,
     * some is rare and some is common.
     *
     * @throws TooSlowException if it takes longer
     */
    public <T> T readWithin(Duration limit, Work<T> work) {
        long deadline = System.nanoTime() + limit.toNanos();
        try (Connection connection = connection()) {
            return committed(connection, new Transaction(connection, true, deadline), transaction -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("set transaction isolation level repeatable read, read only;"
                            + "set local plan_cache_mode = force_custom_plan");
                }
                return work.in(transaction);
            });
        } catch (SQLException e) {
            if (CUT_SHORT.equals(e.getSQLState()) && isReached(deadline, limit)) {
                throw new TooSlowException(e);
            }
            throw translate(e);
        }
    }

    /** Whether it can have been this limit that cut a statement short. PostgreSQL measures it by the clock of the day, which may be set or run faster meanwhile (adjtimex(2)), this by one that only counts. */
    private static boolean isReached(long deadline, Duration limit) {
        return System.nanoTime() - deadline >= -limit.toNanos() / CLOCKS_DIFFER;
    }

    /** Where it is, without what follows a {@code ?}, which could be a password. */
    public String url() {
        return pool.getJdbcUrl().replaceFirst("\\?.*", "");
    }

    /** From now on tells what each transaction of this server has done, after its commit and on its thread. */
    public void onCommit(Consumer<List<Happening>> newListener) {
        listener = newListener;
    }

    /** From now on what is audited is sealed so. */
    public void sealAuditWith(AuditSeal newSeal) {
        seal = newSeal;
    }

    /** How many entries of the audit this server has written. */
    public long audited() {
        return audited.sum();
    }

    /** Shows the pool's connections, and the time that is spent waiting for them, in these metrics. */
    public void measure(MeterRegistry registry) {
        pool.setMetricRegistry(registry);
    }

    /** How many connections are in use now. */
    public int poolInUse() {
        return pool.getHikariPoolMXBean().getActiveConnections();
    }

    /** How many there are at most. */
    public int poolSize() {
        return pool.getMaximumPoolSize();
    }

    /** Whether it answers now. */
    public boolean reachable() {
        try (Connection connection = connection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            LOG.debug("not reachable: {}", e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /**
     * A connection. When the database is away, whoever asks first waits to find out, and the others are told at once: requests that all wait for nothing would
     * fill the server.
     */
    private Connection connection() throws SQLException {
        if (awayUntil.get() - System.nanoTime() > 0) {
            throw new SQLTransientConnectionException("it was not reachable a moment ago");
        }
        try {
            return pool.getConnection();
        } catch (SQLTransientConnectionException e) {
            if (e.getCause() != null) { // connecting failed; without a cause, all connections are in use
                awayUntil.set(System.nanoTime() + RESPITE.toNanos());
            }
            throw e;
        }
    }

    /** How work is done on a connection. */
    @FunctionalInterface
    private interface Manner<T> {
        T doIt(Connection connection, Work<T> work) throws SQLException;
    }

    /** Does it, and again if the database undid it to resolve a conflict. */
    private <T> T again(Work<T> work, Manner<T> manner) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = connection()) {
                return manner.doIt(connection, work);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !undone(e)) {
                    throw translate(e);
                }
                LOG.debug("attempt {}: {}", attempt, e.getSQLState());
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1, 10L << attempt) * 1_000_000);
            }
        }
    }

    private <T> T inOne(Connection connection, Work<T> statement) throws SQLException {
        Transaction transaction = new Transaction(connection, false);
        T result = statement.in(transaction);
        tell(transaction.happened());
        return result;
    }

    private <T> T once(Connection connection, Work<T> work) throws SQLException {
        Transaction transaction = new Transaction(connection, true);
        T result = committed(connection, transaction, work);
        audited.add(transaction.notes().size());
        tell(transaction.happened());
        return result;
    }

    /** It is committed: whatever goes wrong in telling, the transaction has not failed. */
    void tell(List<Happening> happened) {
        if (happened.isEmpty()) {
            return;
        }
        try {
            listener.accept(happened);
        } catch (RuntimeException e) {
            LOG.error("what was committed could not be told", e);
        }
    }

    private <T> T committed(Connection connection, Transaction transaction, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.in(transaction);
            audit(transaction);
            connection.commit();
            return result;
        } catch (Throwable e) { // an Error too: what follows would commit half of it
            rollBack(connection, e);
            throw e;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    /** Last of all: from here on others who are audited wait for the commit. */
    private void audit(Transaction transaction) throws SQLException {
        List<AuditStore.Draft> notes = transaction.notes();
        if (!notes.isEmpty()) {
            AuditSeal sealing = seal;
            if (sealing == null) {
                throw new IllegalStateException("nobody seals the audit");
            }
            AuditStore.write(transaction, notes, sealing);
        }
    }

    private static void rollBack(Connection connection, Throwable why) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            why.addSuppressed(e); // the connection is gone, and the transaction with it
        }
    }

    /** Whether the database undid it to resolve a conflict. */
    static boolean undone(SQLException e) {
        return e.getSQLState() != null && TRY_AGAIN.contains(e.getSQLState());
    }

    /** Whether the database cannot be reached or cannot do it now; otherwise it refuses, and has undone, what it was asked. */
    static boolean unavailable(SQLException e) {
        String state = e.getSQLState();
        return e instanceof SQLTransientConnectionException
                || state == null
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("58")
                || UNAVAILABLE.contains(state)
                || TRY_AGAIN.contains(state)
                || "55P03".equals(state);
    }

    static RuntimeException translate(SQLException e) {
        return unavailable(e)
                ? new StoreUnavailableException("the database does not answer: " + innermost(e), e)
                : new IllegalStateException("the database refused a statement (" + e.getSQLState() + ")", e);
    }

    private static String innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no answer");
    }
}
