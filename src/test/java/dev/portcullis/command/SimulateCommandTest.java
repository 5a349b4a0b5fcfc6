package dev.portcullis.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.client.SessionQuery;
import dev.portcullis.support.TestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code simulate}: what is wrong is said in a line. */
class SimulateCommandTest {
    private final StringWriter errors = new StringWriter();

    @TempDir
    private Path folder;

    private Path password;

    @BeforeEach
    void password() throws IOException {
        password = Files.writeString(folder.resolve("password"), TestServer.ADMIN_PASSWORD + "\n");
    }

    private int simulate(String server, String... more) {
        List<String> all = new ArrayList<>(List.of("simulate", "--server", server, "--password-file", "" + password));
        all.addAll(List.of(more));
        return Portcullis.run(new PrintWriter(errors, true), all.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --rate 0      | the rate must be between 0.01 and 10000 actions a second
            --rate fast   | is not a double
            --sessions -1 | the number of sessions must be between 1 and 10000
            --for 5x      | is not a duration such as 30s, 5m, 12h or 30d
            """)
    void aMistakeIsNamed(String arguments, String message) {
        assertThat(simulate("http://127.0.0.1:1", arguments.split(" ", -1))).isEqualTo(2);
        assertThat(errors.toString()).contains(message).hasLineCount(1);
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        assertThat(simulate("localhost")).isEqualTo(2);
        assertThat(errors.toString()).contains("--server: not the address of a server: localhost");
    }

    @Test
    void aServerThatIsNotThereIsALineAndExitCode1() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        assertThat(simulate("http://127.0.0.1:" + port)).isEqualTo(1);
        assertThat(errors).hasToString("portcullis: http://127.0.0.1:" + port + ": nothing listens there\n");
    }

    @Test
    void whoMayNotMakeAccountsIsToldSo() throws IOException {
        try (TestServer server = TestServer.start()) {
            server.account("alice@example.com", "sessions:read");
            Files.writeString(password, TestServer.PASSWORD);
            assertThat(simulate(server.uri().toString(), "--email", "alice@example.com"))
                    .isEqualTo(1);
            assertThat(errors.toString())
                    .contains("alice@example.com may not make accounts")
                    .hasLineCount(1);
        }
    }

    @Test
    void aServerThatBelievesNoAddressIsAWarning() {
        try (TestServer server = TestServer.start(config -> config.withTrustedProxies(List.of()))) {
            String[] options = {"--email", TestServer.ADMIN, "--for", "3s", "--rate", "50"};
            assertThat(simulate(server.uri().toString(), options)).isZero();
            assertThat(errors.toString())
                    .contains("start it with --trusted-proxies 127.0.0.1")
                    .hasLineCount(1);
        }
    }

    @Test
    void itRunsForItsTimeAndLogsItsOperatorOut() {
        try (TestServer server = TestServer.start()) {
            String[] options = {"--email", TestServer.ADMIN, "--for", "1s", "--rate", "50"};
            assertThat(simulate(server.uri().toString(), options)).isZero();
            SessionQuery operators = new SessionQuery(TestServer.ADMIN, "active", "-createdAt", null, 10);
            assertThat(server.admin().sessions(operators).total())
                    .as("the one that asks")
                    .isEqualTo(1);
        }
    }
}
