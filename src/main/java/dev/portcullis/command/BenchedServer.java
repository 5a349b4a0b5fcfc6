package dev.portcullis.command;

import dev.portcullis.account.Argon2;
import dev.portcullis.account.FirstAccount;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.server.ServerConfig;
import dev.portcullis.store.Durability;
import dev.portcullis.store.PrivateFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static BenchedServer start(Argon2 argon2, ThrowAwayFolder folder) throws IOException {
        DataFolder data = DataFolder.take(folder.path())
                .orElseThrow(() -> new FailureException("somebody else uses a folder that was just made"));
        RunningServer running =
                RunningServer.start(data, null, null, ServerConfig.loopback().withArgon2(argon2));
        String password = PrivateFile.read(DataFolder.firstPassword(folder.path()));
        return new BenchedServer(
                running.server().address(),
                new LoginRequest(FirstAccount.EMAIL, password, null),
                "in this process, on a PostgreSQL of its own (" + Durability.of(running.database()) + ")",
                running,
                folder);
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
