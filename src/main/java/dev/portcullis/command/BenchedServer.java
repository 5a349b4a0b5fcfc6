package dev.portcullis.command;

import dev.portcullis.account.Argon2;
import dev.portcullis.account.FirstAccount;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.bench.Generator;
import dev.portcullis.seed.Population;
import dev.portcullis.seed.Seeding;
import dev.portcullis.server.ServerConfig;
import dev.portcullis.session.Lifetime;
import dev.portcullis.session.Secret;
import dev.portcullis.store.Database;
import dev.portcullis.store.Durability;
import dev.portcullis.store.PolicyStore;
import dev.portcullis.store.PopulationStore;
import dev.portcullis.store.PrivateFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The server that {@code bench} measures.
 *
 * @param operator who may make accounts there
 * @param running null for one that runs elsewhere
 * @param belongings what ends with it, however this process ends; null for one that runs elsewhere
 */
record BenchedServer(
        URI address,
        LoginRequest operator,
        String description,
        @Nullable RunningServer running,
        @Nullable Belongings belongings)
        implements AutoCloseable {

    /** One that runs already. */
    static BenchedServer given(URI address, String email, Path passwordFile) {
        if (!Generator.isAddress(address)) {
            throw new UsageException("--server: not the address of a server: " + address);
        }
        LoginRequest operator = new LoginRequest(email, PasswordFile.read(passwordFile), null);
        return new BenchedServer(address, operator, "the one at " + address, null, null);
    }

    /** One in this process, on an embedded PostgreSQL as durable as any, in a folder that goes with it. */
    static BenchedServer start(Argon2 argon2) {
        Belongings belongings = new Belongings();
        try {
            Path path = belongings.make(ThrowAwayFolder::make).path();
            return start(path, ServerConfig.loopback().withArgon2(argon2), belongings);
        } catch (IOException e) {
            belongings.close();
            throw new FailureException("cannot start a server: " + FileTrouble.reason(e), e);
        } catch (RuntimeException e) {
            belongings.close();
            throw e;
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

    /**
     * One in this process, over a data directory of which no server runs. It takes nothing away there, whatever the retention of the server that had it.
     *
     * @param argon2 as that server has it: the hash of whoever logs in is made anew if it is otherwise
     */
    static BenchedServer over(Argon2 argon2, Path dataDir) {
        Belongings belongings = new Belongings();
        try {
            ServerConfig config = ServerConfig.loopback()
                    .withArgon2(argon2)
                    .withRetention(Lifetime.LONGEST)
                    .withKeyRotation(Lifetime.LONGEST);
            return start(dataDir, config, belongings);
        } catch (IOException e) {
            belongings.close();
            throw new FailureException("cannot start a server over " + dataDir + ": " + FileTrouble.reason(e), e);
        } catch (RuntimeException e) {
            belongings.close();
            throw e;
        }
    }

    private static BenchedServer start(Path path, ServerConfig config, Belongings belongings) throws IOException {
        RunningServer running = belongings.make(() -> {
            DataFolder data = DataFolder.take(path)
                    .orElseThrow(() -> new FailureException("another Portcullis uses the data directory " + path));
            return RunningServer.start(data, null, null, config);
        });
        String password = PrivateFile.read(DataFolder.firstPassword(path));
        return new BenchedServer(
                running.server().address(),
                new LoginRequest(FirstAccount.EMAIL, password, null),
                "in this process, on a PostgreSQL of its own (" + Durability.of(running.database()) + ")",
                running,
                belongings);
    }

    @Override
    public void close() {
        if (belongings != null) {
            belongings.close();
        }
    }
}
