package dev.portcullis.command;

import dev.portcullis.server.ServerConfig;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.Database;
import dev.portcullis.store.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The database that a population is put into. There is somebody in it who can administer it: a server makes its first account only where there is none at all. */
record SeedTarget(Database database, Belongings belongings) implements AutoCloseable {

    /** One that is given. */
    static SeedTarget of(Database.Address address) {
        Belongings belongings = new Belongings();
        try {
            Database database = belongings.make(() -> Database.open(address));
            if (!database.read(AccountStore::any)) {
                throw new FailureException(
                        "nobody has an account in this database yet: start a server over it first, which makes the first one");
            }
            return new SeedTarget(database, belongings);
        } catch (RuntimeException e) {
            belongings.close();
            throw e;
        }
    }

    /** That of a data directory, made if there is none; if a server has it, that server's. */
    static SeedTarget of(Path dataDir) throws IOException {
        Optional<DataFolder> taken = DataFolder.take(dataDir);
        if (taken.isEmpty()) {
            return running(dataDir);
        }
        SeedTarget target = start(taken.get());
        if (target.hasAccount()) {
            return target;
        }
        target.close();
        makeFirstAccount(dataDir);
        return start(take(dataDir));
    }

    private boolean hasAccount() {
        try {
            return database.read(AccountStore::any);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** As a server does that starts there. */
    private static void makeFirstAccount(Path dataDir) {
        try (Belongings belongings = new Belongings()) {
            var _ = belongings.make(() -> RunningServer.start(take(dataDir), null, null, ServerConfig.loopback()));
        }
    }

    private static DataFolder take(Path dataDir) {
        return DataFolder.take(dataDir)
                .orElseThrow(() -> new FailureException("another Portcullis uses the data directory " + dataDir));
    }

    private static SeedTarget start(DataFolder folder) throws IOException {
        Belongings belongings = new Belongings();
        try {
            belongings.keep(folder);
            EmbeddedDatabase embedded = belongings.make(() -> EmbeddedDatabase.start(folder.database()));
            Database database = belongings.make(() -> Database.open(embedded.address()));
            return new SeedTarget(database, belongings);
        } catch (IOException | RuntimeException e) {
            belongings.close();
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
    public void close() {
        belongings.close();
    }
}
