package dev.portcullis.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own, in a folder that survives restarts. It listens on loopback, at a port that is free, and asks for a password that is kept beside it
 * (mode 0600). Durable like any other: {@code fsync} and {@code synchronous_commit} are on, whatever the library's own defaults for tests are.
 *
 * <p>The caller sees to it that one process at a time uses a folder; a server that outlived its process is stopped here first.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String NAME = "portcullis";
    private static final long LARGEST_LOG = 1024 * 1024; // bytes; looked at when it is started

    /** Everybody by password; only over loopback. */
    private static final String ACCESS_RULES = """
            # Written by Portcullis.
            host all all 127.0.0.1/32 scram-sha-256
            host all all ::1/128 scram-sha-256
            """;

    private final EmbeddedPostgres postgres;
    private final String password;

    private EmbeddedDatabase(EmbeddedPostgres postgres, String password) {
        this.postgres = postgres;
        this.password = password;
    }

    /**
     * Starts it, making the database if the folder has none.
     *
     * @param folder for the data, the binaries and the password
     */
    public static EmbeddedDatabase start(Path folder) throws IOException {
        PrivateFile.makeFolder(folder);
        Path data = folder.resolve("data");
        stopOrphan(data.resolve("postmaster.pid"));
        String password = PrivateFile.readOrMake(folder.resolve("password"));
        EmbeddedDatabase database = new EmbeddedDatabase(start(folder, data, password), password);
        try {
            database.secure(data.resolve("pg_hba.conf"));
            database.makeDatabase(NAME);
            return database;
        } catch (SQLException e) {
            database.close();
            throw new IOException("the embedded PostgreSQL does not do as it is told: " + e.getMessage(), e);
        }
    }

    private static EmbeddedPostgres start(Path folder, Path data, String password) throws IOException {
        Path log = folder.resolve("log");
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.delete(log);
        }
        try {
            return EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setLocaleConfig("locale", "C")
                    .setConnectConfig("password", password)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("shared_buffers", "128MB")
                    .setServerConfig("timezone", "UTC")
                    .setServerConfig("listen_addresses", "localhost")
                    .setServerConfig("unix_socket_directories", "")
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
        } catch (IllegalStateException | IOException e) {
            // The first is how the library says that initdb or pg_ctl failed.
            throw new IOException("the embedded PostgreSQL does not start; why is in " + log, e);
        }
    }

    /** Where it is. */
    public Database.Address address() {
        return address(NAME);
    }

    /** Where another database of it is, which {@link #makeDatabase} made. */
    public Database.Address address(String name) {
        return new Database.Address(
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + name, "postgres", password, 16);
    }

    /** Makes an empty database unless there is one of this name. */
    public void makeDatabase(String name) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (!statement
                    .executeQuery("select from pg_database where datname = '" + name + "'")
                    .next()) {
                statement.executeUpdate("create database \"" + name + "\"");
            }
        }
    }

    /** Stops it; what was committed is on disk. */
    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            LOG.error("the embedded PostgreSQL did not stop", e);
        }
    }

    private void secure(Path accessRules) throws IOException, SQLException {
        if (Files.readString(accessRules).equals(ACCESS_RULES)) {
            return;
        }
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("alter role postgres password '" + password + "'");
            Files.writeString(accessRules, ACCESS_RULES);
            statement.executeQuery("select pg_reload_conf()").close();
        }
    }

    /** A process that was killed leaves its PostgreSQL running; the folder's owner is gone, so nobody else uses it. */
    private static void stopOrphan(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        ProcessHandle orphan = lines.isEmpty()
                ? null
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                        .filter(process -> process.info().command().orElse("").contains("postgres"))
                        .orElse(null);
        if (orphan == null) {
            return; // PostgreSQL itself recognises a stale file
        }
        LOG.info("stopping the PostgreSQL (process {}) of a Portcullis that was killed", orphan.pid());
        orphan.destroy();
        try {
            orphan.onExit().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("process " + orphan.pid() + " still uses " + pidFile.getParent(), e);
        }
    }
}
