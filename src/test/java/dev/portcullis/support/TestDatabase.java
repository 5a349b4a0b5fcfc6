package dev.portcullis.support;

import dev.portcullis.store.Database;
import dev.portcullis.store.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** One embedded PostgreSQL for the whole run, and a database of its own for whoever asks. */
public final class TestDatabase {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabase() {}

    /** An empty database. */
    public static Database.Address fresh() {
        String name = "test" + COUNT.incrementAndGet();
        try {
            Postgres.SHARED.makeDatabase(name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Postgres.SHARED.address(name);
    }

    /** An empty database whose owner is a role of this name that is no superuser: as whom a server should connect. */
    public static Database.Address freshOwnedBy(String role) {
        Database.Address address = fresh();
        String name = address.url().substring(address.url().lastIndexOf('/') + 1);
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                Statement sql = connection.createStatement()) {
            sql.execute("create role " + role + " login password 'of " + role + "'");
            sql.execute("alter database \"" + name + "\" owner to " + role);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Database.Address(address.url(), role, "of " + role, address.poolSize());
    }

    private static final class Postgres {
        static final EmbeddedDatabase SHARED = start();

        private static EmbeddedDatabase start() {
            try {
                Path folder = Files.createTempDirectory(
                        Files.createDirectories(Path.of("target", "postgresql").toAbsolutePath()), "run");
                EmbeddedDatabase database = EmbeddedDatabase.start(folder);
                Runtime.getRuntime().addShutdownHook(new Thread(database::close));
                return database;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
