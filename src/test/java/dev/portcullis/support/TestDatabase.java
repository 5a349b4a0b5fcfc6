package dev.portcullis.support;

import dev.portcullis.store.Database;
import dev.portcullis.store.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One embedded PostgreSQL for the whole run, and a database of its own for whoever asks. What is written to it need not outlive the machine, and nobody tidies up in the
 * databases that were left behind.
 */
public final class TestDatabase {
    /** Of which the others are copies; the migrations are the same for each, and take longer than most tests. */
    private static final String MIGRATED = "migrated";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabase() {}

    /** A database with an up-to-date schema, and nothing in it. {@link SetClock} wants an {@link #empty} one. */
    public static Database.Address fresh() {
        String name = name();
        execute(Postgres.SHARED.address(), "create database " + name + " template " + MIGRATED);
        return Postgres.SHARED.address(name);
    }

    /** A database without a schema. */
    public static Database.Address empty() {
        String name = name();
        execute(Postgres.SHARED.address(), "create database " + name);
        return Postgres.SHARED.address(name);
    }

    /** A database without a schema, whose owner is a role of this name that is no superuser: as whom a server should connect. */
    public static Database.Address emptyOwnedBy(String role) {
        String name = name();
        execute(
                Postgres.SHARED.address(),
                "create role " + role + " login password 'of " + role + "'",
                "create database " + name + " owner " + role);
        Database.Address address = Postgres.SHARED.address(name);
        return new Database.Address(address.url(), role, "of " + role, address.poolSize());
    }

    /** Starts PostgreSQL, unless it runs. */
    static void start() {
        var _ = Postgres.SHARED;
    }

    private static String name() {
        return "test" + COUNT.incrementAndGet();
    }

    private static void execute(Database.Address address, String... statements) {
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                Statement sql = connection.createStatement()) {
            for (String statement : statements) {
                sql.execute(statement);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Postgres {
        static final EmbeddedDatabase SHARED = start();

        static {
            execute(
                    SHARED.address(),
                    "alter system set autovacuum_naptime = '1h'",
                    "alter role all set synchronous_commit = off", // as the server was started it is on, and fsync too
                    "select pg_reload_conf()",
                    "set scram_iterations = 1", // each connection is asked for its password
                    "alter role " + SHARED.address().user() + " password '"
                            + SHARED.address().password() + "'",
                    "create database " + MIGRATED);
            Database.open(SHARED.address(MIGRATED)).close();
        }

        private static EmbeddedDatabase start() {
            try {
                EmbeddedDatabase database = PostgresBinaries.start();
                Runtime.getRuntime().addShutdownHook(new Thread(database::close));
                return database;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
