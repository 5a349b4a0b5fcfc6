package dev.portcullis.command;

import dev.portcullis.audit.AuditChain;
import dev.portcullis.store.AuditStore;
import dev.portcullis.store.Database;
import dev.portcullis.store.EmbeddedDatabase;
import dev.portcullis.store.PrivateFile;
import dev.portcullis.store.StoreUnavailableException;
import dev.portcullis.token.AuditKey;
import dev.portcullis.token.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which audit, and the key to it. It is only read: a user of the database that may do nothing else will do, and the server may be running. */
final class AuditSource {
    /** One reads, and one is spare. */
    private static final int CONNECTIONS = 2;

    /** PostgreSQL's insufficient_privilege. */
    private static final String NO_RIGHT = "42501";

    @Option(names = "--config", paramLabel = "FILE", description = "Properties file with options.")
    @SuppressWarnings("UnusedVariable") // read by Configuration, before the other options
    private @Nullable Path config;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The server's data directory: its own PostgreSQL, and its master key.")
    private Path dataDir = DataFolder.ofUser();

    @Mixin
    private final DatabasePlace database = new DatabasePlace();

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The servers' master key. Default: master-key in the data directory.")
    private @Nullable Path keyFile;

    /** Whose command it is. */
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** Null if it is a data directory's; the environment's gives way to a data directory that the command line gives. */
    private Database.@Nullable Address address(Faults faults) {
        Given given = new Given(Objects.requireNonNull(command));
        return given.has("--data-dir") && !given.has("--db-url") ? null : database.address(CONNECTIONS, faults);
    }

    void check(Faults faults) {
        if (address(faults) == null) {
            faults.unless(
                    Files.isDirectory(DataFolder.database(dataDir)),
                    "there is no database in " + dataDir + ": name one with --db-url, or another --data-dir");
        }
        faults.orElse(true, () -> !key().id().isEmpty());
    }

    /** Does something with it. */
    <T> T with(BiFunction<Database, AuditChain, T> work) {
        Faults faults = new Faults();
        Database.Address address = address(faults);
        faults.raise();
        AuditChain chain = new AuditChain(key());
        try {
            return address == null ? withEmbedded(chain, work) : with(address, chain, work);
        } catch (StoreUnavailableException | IOException e) {
            throw new FailureException(String.valueOf(e.getMessage()), e);
        }
    }

    private static <T> T with(Database.Address address, AuditChain chain, BiFunction<Database, AuditChain, T> work) {
        try (Database database = Database.connect(
                new Database.Address(address.url(), address.user(), address.password(), CONNECTIONS))) {
            if (!database.read(AuditStore::exists)) {
                throw new FailureException(
                        "there is no audit in " + database.url() + ": no server of this version has used it yet");
            }
            return work.apply(database, chain);
        } catch (IllegalStateException e) {
            throw refused(e) ? new FailureException(address.user() + " may not read audit_entry and audit_head", e) : e;
        }
    }

    /** Whether the database says that its user has no right to that. */
    private static boolean refused(IllegalStateException trouble) {
        return trouble.getCause() instanceof SQLException cause && NO_RIGHT.equals(cause.getSQLState());
    }

    /** The PostgreSQL in the data directory: the one that runs there, or one that is started for this. */
    private <T> T withEmbedded(AuditChain chain, BiFunction<Database, AuditChain, T> work) throws IOException {
        Optional<DataFolder> taken = DataFolder.take(dataDir);
        if (taken.isEmpty()) {
            Database.Address running = EmbeddedDatabase.running(DataFolder.database(dataDir))
                    .orElseThrow(() -> new FailureException(
                            "another Portcullis uses " + dataDir + ", but its PostgreSQL does not run"));
            return with(running, chain, work);
        }
        try (DataFolder folder = taken.get();
                EmbeddedDatabase embedded = EmbeddedDatabase.start(folder.database())) {
            return with(embedded.address(), chain, work);
        }
    }

    private AuditKey key() {
        Path file = keyFile == null ? DataFolder.masterKey(dataDir) : keyFile;
        try {
            return MasterKey.parse(PrivateFile.read(file))
                    .map(AuditKey::new)
                    .orElseThrow(() -> new UsageException(
                            "the master key " + file + " must hold 32 bytes in base64url, and nothing else"));
        } catch (IOException e) {
            throw new UsageException("cannot read the master key " + file + ": " + FileTrouble.reason(e));
        }
    }
}
