package dev.portcullis.command;

import dev.portcullis.account.Argon2;
import dev.portcullis.account.FirstAccount;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.seed.Population;
import dev.portcullis.seed.Seeding;
import dev.portcullis.server.ServerConfig;
import dev.portcullis.session.Secret;
import dev.portcullis.store.Database;
import dev.portcullis.store.Durability;
import dev.portcullis.store.PolicyStore;
import dev.portcullis.store.PopulationStore;
import dev.portcullis.store.PrivateFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server that {@code bench} measures.
 *
 * @param operator who may make accounts there
 */
record BenchedServer(
        URI address,
        LoginRequest operator,
        String description,
        @Nullable RunningServer running,
        @Nullable ThrowAwayFolder folder)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BenchedServer.class);

    /** One that runs already. */
    static BenchedServer given(URI address, String email, Path passwordFile) {
        try {
            String password = Files.readString(passwordFile).strip();
            return new BenchedServer(
                    address, new LoginRequest(email, password, null), "the one at " + address, null, null);
        } catch (IOException _) {
            throw new UsageException("--password-file: cannot read " + passwordFile);
        }
    }

    /** One in this process, on an embedded PostgreSQL as durable as any, in a folder that goes with it. */
    static BenchedServer start(Argon2 argon2) {
        try {
            ThrowAwayFolder folder = ThrowAwayFolder.make();
            try {
                return start(argon2, folder);
            } catch (IOException | RuntimeException e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw new FailureException("cannot start a server: " + FileTrouble.reason(e), e);
        }
    }

    /** The same with so many made-up sessions. */
    static BenchedServer populated(Argon2 argon2, int sessions) {
        BenchedServer server = start(argon2);
        try {
            Database database = Objects.requireNonNull(server.running).database();
            Instant now = database.read(PopulationStore::now);
            String nobodys = argon2.hash(Secret.random().text());
            Population population = new Population(new Population.Plan(1, sessions, sessions / 4, now, nobodys));
            new Seeding(database, population, database.read(PolicyStore::version), _ -> {}).run();
            return server;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            server.close();
            throw new FailureException("interrupted", e);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** One in this process, over a data directory of which no server runs. */
    static BenchedServer over(Argon2 argon2, Path dataDir) {
        try {
            return start(argon2, dataDir, null);
        } catch (IOException e) {
            throw new FailureException("cannot start a server over " + dataDir + ": " + FileTrouble.reason(e), e);
        }
    }

    private static BenchedServer start(Argon2 argon2, ThrowAwayFolder folder) throws IOException {
        return start(argon2, folder.path(), folder);
    }

    private static BenchedServer start(Argon2 argon2, Path path, @Nullable ThrowAwayFolder folder) throws IOException {
        DataFolder data = DataFolder.take(path)
                .orElseThrow(() -> new FailureException("another Portcullis uses the data directory " + path));
        RunningServer running =
                RunningServer.start(data, null, null, ServerConfig.loopback().withArgon2(argon2));
        try {
            String password = PrivateFile.read(DataFolder.firstPassword(path));
            return new BenchedServer(
                    running.server().address(),
                    new LoginRequest(FirstAccount.EMAIL, password, null),
                    "in this process, on a PostgreSQL of its own (" + Durability.of(running.database()) + ")",
                    running,
                    folder);
        } catch (IOException | RuntimeException e) {
            running.close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (running != null) {
            running.close();
        }
        if (folder != null) {
            try {
                folder.close();
            } catch (IOException e) {
                LOG.warn("{} is left behind: {}", folder.path(), e.getMessage());
            }
        }
    }
}
