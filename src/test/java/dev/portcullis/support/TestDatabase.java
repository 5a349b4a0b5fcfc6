package dev.portcullis.support;

import dev.portcullis.store.Database;
import dev.portcullis.store.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
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
