package dev.portcullis.store;

import com.sun.management.OperatingSystemMXBean;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own, in a folder that survives restarts. It listens on loopback, at a port that is free, and asks for a password that is kept beside it
 * (mode 0600). Durable like any other: {@code fsync} and {@code synchronous_commit} are on, whatever the library's own defaults for tests are.
 *
 * <p>The caller sees to it that one process at a time uses a folder; a server that outlived its process is stopped here first. One that dies is started again,
 * at the same port.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    /** In MiB. */
    private static final int LEAST_SHARED = 128;

    private static final int MOST_SHARED = 2048;

    /** Connections that a server has to it, unless it is told otherwise. */
    public static final int POOL_SIZE = 16;

    private static final int MOST_CONNECTIONS = 100;

    /** Connections of one pool at most: it keeps some for its superuser, and the feed, the schema and who reads the audit beside the server need one each. */
    public static final int LARGEST_POOL = MOST_CONNECTIONS - 10;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String NAME = "portcullis";

    /** Which line of {@code postmaster.pid} has the port, from 0. */
    private static final int PORT_LINE = 3;

    private static final long LARGEST_LOG = 1024 * 1024; // bytes; looked at when it is started
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private final Path folder;
    private final String password;
    private final CountDownLatch closing = new CountDownLatch(1);
    private EmbeddedPostgres postgres;

    private EmbeddedDatabase(Path folder, String password) throws IOException {
        this.folder = folder;
        this.password = password;
        this.postgres = start(0);
    }

    /**
     * Starts it, making the database if the folder has none.
     *
     * @param folder for the data, the binaries and the password
     */
    public static EmbeddedDatabase start(Path folder) throws IOException {
        PrivateFile.makeFolder(folder);
        stopOrphan(folder);
        EmbeddedDatabase database = new EmbeddedDatabase(folder, PrivateFile.readOrMake(folder.resolve("password")));
        try {
            database.makeDatabase(NAME);
            database.watch();
            return database;
        } catch (SQLException e) {
            database.close();
            throw new IOException("the embedded PostgreSQL does not do as it is told: " + e.getMessage(), e);
        }
    }

    /** @param port 0 for one that is free */
    private EmbeddedPostgres start(int port) throws IOException {
        Path log = folder.resolve("log");
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.delete(log);
        }
        try {
            return EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                    .setDataDirectory(data(folder))
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    // For initdb alone, beyond the locale too: the database has its password before anybody can reach
                    // it.
                    .setLocaleConfig("pwfile", folder.resolve("password").toString())
                    .setLocaleConfig("auth-host", "scram-sha-256")
                    .setLocaleConfig("auth-local", "scram-sha-256")
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setLocaleConfig("locale", "C")
                    .setConnectConfig("password", password)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", String.valueOf(MOST_CONNECTIONS))
                    .setServerConfig("shared_buffers", sharedMegabytes() + "MB")
                    .setServerConfig("timezone", "UTC")
                    .setServerConfig("listen_addresses", "localhost")
                    .setServerConfig("unix_socket_directories", "")
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
        } catch (IllegalStateException | IOException e) {
            // The first is how the library says that initdb or pg_ctl failed.
            IOException failure = new IOException("the embedded PostgreSQL does not start; why is in " + log, e);
            endGivenUp(failure);
            throw failure;
        }
    }

    /**
     * A quarter of the memory, as PostgreSQL's manual advises for a start, and no more than holds two million sessions. It is taken as data come to fill it. A look
     * through a million sessions that it holds takes two thirds of the time.
     */
    private static long sharedMegabytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? Math.clamp(system.getTotalMemorySize() / (4L << 20), LEAST_SHARED, MOST_SHARED)
                : LEAST_SHARED;
    }

    /** Where it is. */
    public Database.Address address() {
        return address(NAME);
    }

    /** The same, for a pool of so many connections at most. */
    public Database.Address address(int poolSize) {
        return address(port(), NAME, password, poolSize);
    }

    /** Where another database of it is. */
    public Database.Address address(String name) {
        return address(port(), name, password, POOL_SIZE);
    }

    private static Database.Address address(int port, String name, String password, int poolSize) {
        return new Database.Address("jdbc:postgresql://localhost:" + port + "/" + name, "postgres", password, poolSize);
    }

    /** Where the one is that another process runs in this folder; empty if none does. */
    public static Optional<Database.Address> running(Path folder) throws IOException {
        if (process(folder).isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(data(folder).resolve("postmaster.pid"));
        return lines.size() <= PORT_LINE
                ? Optional.empty()
                : Optional.of(address(
                        Integer.parseInt(lines.get(PORT_LINE).strip()),
                        NAME,
                        PrivateFile.read(folder.resolve("password")),
                        POOL_SIZE));
    }

    /** Makes an empty database unless there is one of this name. */
    private void makeDatabase(String name) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (!statement
                    .executeQuery("select from pg_database where datname = '" + name + "'")
                    .next()) {
                statement.executeUpdate("create database \"" + name + "\"");
            }
        }
    }

    private synchronized int port() {
        return postgres.getPort();
    }

    /** Stops it; what was committed is on disk. */
    @Override
    public void close() {
        closing.countDown();
        stop();
    }

    private synchronized void stop() {
        try {
            postgres.close(); // waits for 5 s, in which a busy machine does not write all
            ProcessHandle left = process(folder).orElse(null);
            if (left != null) {
                LOG.info("the embedded PostgreSQL (process {}) takes its time to stop", left.pid());
                // Of one whose start it gave up the library knows nothing; who has been told is not told again by this.
                end(left);
            }
        } catch (IOException e) {
            LOG.error("the embedded PostgreSQL did not stop; why is in {}", folder.resolve("log"), e);
        }
    }

    /** The library gives up a start that takes too long, and the process goes on. */
    private void endGivenUp(IOException failure) {
        try {
            ProcessHandle left = process(folder).orElse(null);
            if (left != null) {
                end(left);
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Has it end its connections, write what it has in memory and end; if that takes too long, it ends as if it had crashed, and recovers at its next start. */
    private static void end(ProcessHandle postgres) throws IOException {
        if (!shutDownFast(postgres)) {
            postgres.destroy();
        }
        if (!ended(postgres, LONGEST_STOP)) {
            LOG.warn("the PostgreSQL (process {}) does not stop; it is killed", postgres.pid());
            postgres.destroyForcibly();
            if (!ended(postgres, LONGEST_STOP)) {
                throw new IOException("process " + postgres.pid() + " cannot be ended");
            }
        }
    }

    /**
     * PostgreSQL's fast shutdown. Java itself can ask for the smart one alone, which waits for each connection to end by itself; and on Windows for none.
     *
     * @return whether it has been asked
     */
    private static boolean shutDownFast(ProcessHandle postgres) throws IOException {
        String process = String.valueOf(postgres.pid());
        // Not pg_ctl wherever there is a kill: it does nothing for root.
        List<String> command = WINDOWS
                ? List.of(
                        Path.of(postgres.info().command().orElse("postgres"))
                                .resolveSibling("pg_ctl")
                                .toString(),
                        "kill",
                        "INT",
                        process)
                : List.of("sh", "-c", "kill -INT " + process);
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (IOException e) {
            LOG.debug("no fast shutdown", e);
            return false;
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", e);
    }

    /** Waits for a process that is not a child of ours, which therefore does not tell: Java would look every 5 s. */
    private static boolean ended(ProcessHandle process, Duration patience) throws IOException {
        long begun = System.nanoTime();
        while (process.isAlive()) {
            if (System.nanoTime() - begun > patience.toNanos()) {
                return false;
            }
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        return true;
    }

    /** Killed, or crashed: what was committed is on disk, so it can go on. */
    @SuppressWarnings("FutureReturnValueIgnored") // it does not fail: it starts a thread
    private void watch() throws IOException {
        process(folder)
                .ifPresent(process -> process.onExit()
                        .thenRun(() -> Thread.ofVirtual().name("revive").start(this::revive)));
    }

    private void revive() {
        try {
            while (!closing.await(0, TimeUnit.MILLISECONDS)) {
                LOG.warn("the embedded PostgreSQL has died; starting it again");
                if (startAgain()) {
                    return;
                }
                closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean startAgain() {
        if (closing.getCount() == 0) {
            return true;
        }
        try {
            int port = postgres.getPort();
            postgres.close(); // lets go of the folder
            postgres = start(port);
            watch();
            LOG.info("the embedded PostgreSQL is back");
            return true;
        } catch (IOException e) {
            LOG.warn("not yet: {}", e.getMessage());
            return false;
        }
    }

    /** A process that was killed leaves its PostgreSQL running; the folder's owner is gone, so nobody else uses it. */
    private static void stopOrphan(Path folder) throws IOException {
        ProcessHandle orphan = process(folder).orElse(null);
        if (orphan == null) {
            return; // PostgreSQL itself recognises a stale file
        }
        LOG.info("stopping the PostgreSQL (process {}) of a Portcullis that was killed", orphan.pid());
        end(orphan);
    }

    /** The PostgreSQL that runs in the folder, if one does: a process that has its number by chance is none, or runs elsewhere. */
    private static Optional<ProcessHandle> process(Path folder) throws IOException {
        Path pidFile = data(folder).resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        return lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                        .filter(process -> isPostgres(process.info(), data(folder)));
    }

    private static boolean isPostgres(ProcessHandle.Info process, Path data) {
        boolean postgres = process.command()
                .filter(command -> command.contains("postgres"))
                .isPresent();
        // Where a system does not tell a process's arguments, its name must do.
        return postgres
                && process.arguments()
                        .map(arguments -> Arrays.asList(arguments).contains(data.toString()))
                        .orElse(true);
    }

    private static Path data(Path folder) {
        return folder.resolve("data").toAbsolutePath();
    }
}
