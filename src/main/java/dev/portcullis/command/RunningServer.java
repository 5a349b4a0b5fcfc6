package dev.portcullis.command;

import dev.portcullis.place.GeoTroubleException;
import dev.portcullis.server.PortcullisServer;
import dev.portcullis.server.ServerConfig;
import dev.portcullis.server.TlsTroubleException;
import dev.portcullis.store.Database;
import dev.portcullis.store.EmbeddedDatabase;
import dev.portcullis.store.PrivateFile;
import dev.portcullis.store.StoreUnavailableException;
import dev.portcullis.token.MasterKey;
import dev.portcullis.token.SigningKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server with what it stands on, started in order and stopped in the reverse order. */
final class RunningServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /**
     * Starts it in a data folder, which it keeps until it is closed.
     *
     * @param address where the database is; null for the embedded one
     * @param keyFile the master key; null for the one in the data folder, which is made if there is none
     */
    static RunningServer start(
            DataFolder folder, Database.@Nullable Address address, @Nullable Path keyFile, ServerConfig config) {
        return start(folder, address, EmbeddedDatabase.POOL_SIZE, keyFile, config);
    }

    /**
     * The same.
     *
     * @param ownPool connections to the embedded database at most, if it is that; an address says it itself
     */
    static RunningServer start(
            DataFolder folder,
            Database.@Nullable Address address,
            int ownPool,
            @Nullable Path keyFile,
            ServerConfig config) {
        RunningServer running = new RunningServer();
        running.parts.push(folder);
        try {
            running.start(folder, running.database(folder, address, ownPool), masterKey(folder, keyFile), config);
            return running;
        } catch (IOException
                | StoreUnavailableException
                | SigningKeys.WrongMasterKeyException
                | TlsTroubleException
                | GeoTroubleException e) {
            running.close();
            throw new FailureException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private Database database(DataFolder folder, Database.@Nullable Address address, int ownPool) throws IOException {
        if (address != null) {
            return Database.open(address);
        }
        EmbeddedDatabase embedded = EmbeddedDatabase.start(folder.database());
        parts.push(embedded);
        return Database.open(embedded.address(ownPool));
    }

    private void start(DataFolder folder, Database database, MasterKey master, ServerConfig config) throws IOException {
        parts.push(database);
        PortcullisServer server = PortcullisServer.start(database, master, config);
        parts.push(server);
        if (server.makeFirstAccount(folder.firstPassword())) {
            LOG.info("made the first account; its password is in {}", folder.firstPassword());
        }
        folder.announce(server.address());
    }

    private static MasterKey masterKey(DataFolder folder, @Nullable Path keyFile) throws IOException {
        Path file = keyFile == null ? folder.masterKey() : keyFile;
        String text = keyFile == null ? PrivateFile.readOrMake(file) : PrivateFile.read(file);
        return MasterKey.parse(text)
                .orElseThrow(() -> new UsageException(file + " must hold 32 bytes in base64url, and nothing else"));
    }

    PortcullisServer server() {
        return part(PortcullisServer.class);
    }

    Database database() {
        return part(Database.class);
    }

    private <T> T part(Class<T> type) {
        return parts.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}
