package dev.portcullis.command;

import dev.portcullis.server.ServerConfig;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.Database;
import dev.portcullis.store.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The database that a population is put into. There is somebody in it who can administer it: a server makes its first account only where there is none at all. */
record SeedTarget(
        Database database,
        @Nullable EmbeddedDatabase embedded,
        @Nullable DataFolder folder) implements AutoCloseable {

    /** One that is given. */
    static SeedTarget of(Database.Address address) {
        SeedTarget target = new SeedTarget(Database.open(address), null, null);
        if (target.database.read(AccountStore::any)) {
            return target;
        }
        target.database.close();
        throw new FailureException(
                "nobody has an account in this database yet: start a server over it first, which makes the first one");
    }

    /** That of a data directory, made if there is none; if a server has it, that server's. */
    static SeedTarget of(Path dataDir) throws IOException {
        Optional<DataFolder> taken = DataFolder.take(dataDir);
        if (taken.isEmpty()) {
            return running(dataDir);
        }
        SeedTarget target = start(taken.get());
        if (target.database.read(AccountStore::any)) {
            return target;
        }
        target.close();
        RunningServer.start(take(dataDir), null, null, ServerConfig.loopback()).close(); // makes the first account
        return start(take(dataDir));
    }

    private static DataFolder take(Path dataDir) {
        return DataFolder.take(dataDir)
                .orElseThrow(() -> new FailureException("another Portcullis uses the data directory " + dataDir));
    }

    private static SeedTarget start(DataFolder folder) throws IOException {
        EmbeddedDatabase embedded = null;
        try {
            embedded = EmbeddedDatabase.start(folder.database());
            return new SeedTarget(Database.open(embedded.address()), embedded, folder);
        } catch (IOException | RuntimeException e) {
            close(null, embedded, folder);
            throw e;
        }
    }

    private static SeedTarget running(Path dataDir) throws IOException {
        Database.Address address = EmbeddedDatabase.running(DataFolder.database(dataDir))
                .orElseThrow(() -> new FailureException("another Portcullis uses the data directory " + dataDir
                        + ", but not its database; name that one with --db-url"));
        return of(address);
    }

    @Override
    public void close() throws IOException {
        close(database, embedded, folder);
    }

    private static void close(
            @Nullable Database database, @Nullable EmbeddedDatabase embedded, @Nullable DataFolder folder)
            throws IOException {
        if (database != null) {
            database.close();
        }
        if (embedded != null) {
            embedded.close();
        }
        if (folder != null) {
            folder.close();
        }
    }
}
