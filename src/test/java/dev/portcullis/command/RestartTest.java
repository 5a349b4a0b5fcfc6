package dev.portcullis.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portcullis.account.Argon2;
import dev.portcullis.account.FirstAccount;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.server.ServerConfig;
import dev.portcullis.store.EmbeddedDatabase;
import dev.portcullis.store.PrivateFile;
import dev.portcullis.support.Http;
import dev.portcullis.support.Jvm;
import dev.portcullis.support.PostgresBinaries;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server in a data directory: what it makes at its first start, and what outlives it. */
class RestartTest {
    private Path folder = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory(
                        Files.createDirectories(Path.of("target", "restart").toAbsolutePath()), "run")
                .resolve("data");
        PostgresBinaries.intoDataDirectory(folder);
    }

    @Test
    void sessionsSurviveARestartOnTheSameDataDirectory() throws Exception {
        String cookie;
        String bearer;
        int port;
        try (RunningServer running = start(0)) {
            port = running.server().address().getPort();
            Http http = new Http(running.server().address());
            cookie = Http.cookie(http.logIn(FirstAccount.EMAIL, password()));
            bearer = http.get("/v1/verify", "Cookie", cookie)
                    .headers()
                    .firstValue("Authorization")
                    .orElseThrow();
        }
        try (RunningServer running = start(port)) {
            Http http = new Http(running.server().address());
            assertThat(http.get("/v1/verify", "Cookie", cookie).statusCode()).isEqualTo(200);
            assertThat(http.get("/v1/verify", "Authorization", bearer).statusCode())
                    .as("signing keys survive as well")
                    .isEqualTo(200);
        }
    }

    @Test
    void theFirstStartMakesOneAccountWithARandomPasswordThatOnlyItsOwnerMayRead() throws Exception {
        folder = folder.resolveSibling("first"); // in which there is nothing yet
        try (RunningServer running = start(0)) {
            assertThat(password()).hasSizeGreaterThanOrEqualTo(43);
            for (String file : new String[] {"admin-password", "master-key", "postgresql/password"}) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                        .as(file)
                        .isEqualTo("rw-------");
            }
            try (PortcullisClient client = new PortcullisClient(running.server().address(), "test", Map.of())) {
                assertThat(client.logIn(new LoginRequest(FirstAccount.EMAIL, password(), null))
                                .session()
                                .permissions())
                        .contains("sessions:read", "sessions:revoke", "accounts:write");
            }
        }
    }

    @Test
    void theEmbeddedDatabaseAsksForItsPasswordAndWritesToDisk() throws Exception {
        try (RunningServer running = start(0)) {
            assertThat(running.server().address().getHost()).isEqualTo("127.0.0.1");
            String port = Files.readAllLines(folder.resolve("postgresql/data/postmaster.pid"))
                    .get(3);
            String url = "jdbc:postgresql://localhost:" + port + "/portcullis";
            assertThatThrownBy(() -> java.sql.DriverManager.getConnection(url, "postgres", "guess"))
                    .hasMessageContaining("password authentication failed");
            try (var connection = java.sql.DriverManager.getConnection(
                            url, "postgres", PrivateFile.read(folder.resolve("postgresql/password")));
                    var settings = connection
                            .createStatement()
                            .executeQuery("select name, setting from pg_settings where name in"
                                    + " ('fsync', 'synchronous_commit', 'full_page_writes')")) {
                while (settings.next()) {
                    assertThat(settings.getString("setting"))
                            .as(settings.getString("name"))
                            .isEqualTo("on");
                }
            }
        }
    }

    @Test
    void aSecondServerInTheSameDataDirectoryIsRefused() {
        try (RunningServer running = start(0)) {
            assertThat(DataFolder.take(folder)).isEmpty();
            assertThat(DataFolder.announced(folder)).hasValue(running.server().address());
        }
    }

    @Test
    void aConsoleUsesTheServerThatAnotherConsoleRunsInTheFolder() throws Exception {
        try (RunningServer running = start(0);
                EmbeddedServer second = new EmbeddedServer(folder)) {
            URI address = second.ready().get(30, TimeUnit.SECONDS).address();
            assertThat(address).isEqualTo(running.server().address());
        }
    }

    @Test
    void whenTheOtherConsoleIsGoneTheServerGoesOnInThisOneAtTheSameAddress() throws Exception {
        Process other = serverProcess();
        URI address = addressOf(other);
        Http http = new Http(address);
        String cookie = Http.cookie(http.logIn(FirstAccount.EMAIL, password()));
        try (EmbeddedServer survivor = new EmbeddedServer(folder)) {
            assertThat(survivor.ready().get(30, TimeUnit.SECONDS).address()).isEqualTo(address);
            other.destroy();
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> !other.isAlive()
                            && http.get("/v1/verify", "Cookie", cookie).statusCode() == 200);
        }
    }

    @Test
    void aServerThatIsStoppedBeforeItIsUpLeavesNoDatabaseBehind() throws Exception {
        Process early = serverProcess();
        Path database = folder.resolve("postgresql");
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> EmbeddedDatabase.running(database).isPresent());
        early.destroy();
        assertThat(early.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(EmbeddedDatabase.running(database)).isEmpty();
    }

    @Test
    void aServerWhoseProcessWasKilledLeavesAFolderThatTheNextOneCanUse() throws Exception {
        Process killed = serverProcess();
        Http before = new Http(addressOf(killed));
        String cookie = Http.cookie(before.logIn(FirstAccount.EMAIL, password()));
        killed.destroyForcibly();
        killed.waitFor();
        try (RunningServer running = start(0)) {
            assertThat(new Http(running.server().address())
                            .get("/v1/verify", "Cookie", cookie)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aDatabaseThatIsKilledComesBackAndNobodyIsLoggedOut() throws Exception {
        try (RunningServer running = start(0)) {
            Http http = new Http(running.server().address());
            String cookie = Http.cookie(http.logIn(FirstAccount.EMAIL, password()));
            long pid = Long.parseLong(Files.readAllLines(folder.resolve("postgresql/data/postmaster.pid"))
                    .getFirst());
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                int status = http.get("/v1/verify", "Cookie", cookie).statusCode();
                assertThat(status).isIn(200, 503);
                return status == 503;
            });
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                int status = http.get("/v1/verify", "Cookie", cookie).statusCode();
                assertThat(status).isIn(200, 503);
                return status == 200;
            });
        }
    }

    @Test
    void anotherMasterKeyIsRefusedInWords() throws Exception {
        start(0).close();
        Files.delete(folder.resolve("master-key"));
        assertThatThrownBy(() -> start(0))
                .isInstanceOf(FailureException.class)
                .hasMessageStartingWith("the signing keys in this database were encrypted with another master key");
    }

    /** A server in a process of its own. */
    private Process serverProcess() throws IOException {
        return Jvm.program(Portcullis.class, List.of(), "server", "--port", "0", "--data-dir", folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static URI addressOf(Process server) throws IOException {
        String line = server.inputReader().readLine();
        assertThat(line).startsWith("Portcullis answers at http://127.0.0.1:");
        return URI.create(line.substring(line.indexOf("http")));
    }

    private RunningServer start(int port) {
        return RunningServer.start(
                DataFolder.take(folder).orElseThrow(),
                null,
                null,
                ServerConfig.loopback().withPort(port).withArgon2(new Argon2(64, 1, 1)));
    }

    private String password() throws IOException {
        return PrivateFile.read(DataFolder.firstPassword(folder));
    }
}
