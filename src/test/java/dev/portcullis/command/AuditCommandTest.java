package dev.portcullis.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.server.ServerConfig;
import dev.portcullis.store.Database;
import dev.portcullis.store.PrivateFile;
import dev.portcullis.support.PostgresBinaries;
import dev.portcullis.support.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code portcullis audit}: what it says, and with which exit code. */
class AuditCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private final StringWriter errors = new StringWriter();
    private String said = "";

    @BeforeEach
    void key() throws Exception {
        PrivateFile.write(folder.resolve("key"), Base64.getUrlEncoder().encodeToString(new byte[32]));
    }

    @Test
    void aChainThatHoldsIsExitCode0AndOneThatDoesNotIs1() throws Exception {
        try (TestServer server = TestServer.start()) {
            assertThat(audit(server, "verify")).isZero();
            assertThat(said).startsWith("The audit holds: ").contains(" entries/s");
            server.account("bob@example.com");
            assertThat(audit(server, "head")).isZero();
            Path head = Files.writeString(folder.resolve("head.json"), said);
            server.account("ann@example.com");
            assertThat(audit(server, "verify", "--head", head.toString()))
                    .as(said)
                    .isZero();
            assertThat(said).contains("as they were at 20");

            server.sql("""
                    alter table audit_entry disable trigger all;
                    alter table audit_head disable trigger all;
                    delete from audit_entry where seq > 1;
                    update audit_head set seq = 1, mac = (select mac from audit_entry)
                    """);
            assertThat(audit(server, "verify")).as("nobody can know").isZero();
            assertThat(audit(server, "verify", "--head", head.toString())).isEqualTo(1);
            assertThat(said).startsWith("The audit does not hold at entry 2. Entries 2 to ");

            server.sql("update audit_entry set detail = '{}'");
            assertThat(audit(server, "verify")).isEqualTo(1);
            assertThat(said)
                    .startsWith("The audit does not hold at entry 1. Entry 1 does not follow from the one before");
            assertThat(errors.toString()).isEmpty();
        }
    }

    /** Who verifies need not be able to do anything else. */
    @Test
    void aUserWhoMayOnlyReadVerifies() throws Exception {
        try (TestServer server = TestServer.start()) {
            server.sql("""
                    create role audit_reader login password 'of a reader';
                    grant select on audit_entry, audit_head to audit_reader
                    """);
            assertThat(audit(server.databaseAddress().url(), "audit_reader", "of a reader", "verify"))
                    .as(errors.toString())
                    .isZero();
        }
    }

    @Test
    void aUserWhoMayNotReadIsToldSoInOneLine() throws Exception {
        try (TestServer server = TestServer.start()) {
            server.sql("create role audit_stranger login password 'of a stranger'");
            assertThat(audit(server.databaseAddress().url(), "audit_stranger", "of a stranger", "verify"))
                    .isEqualTo(1);
            assertThat(errors)
                    .hasToString("portcullis: audit_stranger may not read audit_entry and audit_head"
                            + System.lineSeparator());
        }
    }

    @Test
    void itVerifiesTheDataDirectoryOfAServerThatRunsAndOfOneThatHasStopped() throws Exception {
        Path data = folder.resolve("data");
        PostgresBinaries.intoDataDirectory(data);
        DataFolder taken = DataFolder.take(data).orElseThrow();
        try (RunningServer running =
                RunningServer.start(taken, null, null, ServerConfig.loopback().withPort(0))) {
            assertThat(running.database().audited()).isPositive();
            assertThat(run("verify", "--data-dir", data.toString()))
                    .as(errors.toString())
                    .isZero();
        }
        assertThat(run("verify", "--data-dir", data.toString()))
                .as(errors.toString())
                .isZero();
    }

    @Test
    void wrongOptionsAreExitCode2() throws Exception {
        String key = folder.resolve("key").toString();
        Path noHead = Files.writeString(folder.resolve("no-head"), "{\"seq\":1}");
        Path garbage = Files.writeString(folder.resolve("garbage"), "hello");
        String none = folder.resolve("none").toString();
        assertWrong("there is no database in " + none, "verify", "--data-dir", none, "--key-file", key);
        assertWrong("cannot read the master key", "verify", "--db-url", "jdbc:postgresql:x", "--key-file", none);
        assertWrong("must hold 32 bytes", "verify", "--db-url", "jdbc:postgresql:x", "--key-file", garbage.toString());
        assertWrong(
                "holds no head", "verify", "--db-url", "jdbc:postgresql:x", "--key-file", key, "--head", "" + noHead);
        assertWrong(
                "holds no head", "verify", "--db-url", "jdbc:postgresql:x", "--key-file", key, "--head", "" + garbage);
        assertWrong("cannot read --head", "verify", "--db-url", "jdbc:postgresql:x", "--key-file", key, "--head", none);
        assertWrong(
                "--db-pool-size", "verify", "--db-url", "jdbc:postgresql:x", "--key-file", key, "--db-pool-size", "2");
        assertWrong("--haed", "verify", "--db-url", "jdbc:postgresql:x", "--key-file", key, "--haed", none);
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void aDatabaseThatIsNotThereIsOneLineAndExitCode1() {
        assertThat(run(
                        "verify",
                        "--db-url",
                        "jdbc:postgresql://localhost:1/none",
                        "--key-file",
                        folder.resolve("key").toString()))
                .isEqualTo(1);
        assertThat(errors.toString())
                .startsWith("portcullis: cannot connect to ")
                .hasLineCount(1);
    }

    private void assertWrong(String message, String... arguments) {
        errors.getBuffer().setLength(0);
        assertThat(run(arguments)).as(errors.toString()).isEqualTo(2);
        assertThat(errors.toString())
                .contains(message)
                .contains("(see portcullis audit verify --help)")
                .hasLineCount(1);
    }

    private int audit(TestServer server, String command, String... more) throws Exception {
        Database.Address address = server.databaseAddress();
        return audit(address.url(), address.user(), address.password(), command, more);
    }

    private int audit(String url, String user, String password, String command, String... more) throws Exception {
        Path file = folder.resolve("password");
        Files.deleteIfExists(file);
        PrivateFile.write(file, password);
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--db-url", url, "--db-user", user, "--db-password-file", file.toString()));
        arguments.addAll(List.of("--key-file", folder.resolve("key").toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("audit"));
        all.addAll(List.of(arguments));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            return Portcullis.run(new PrintWriter(errors, true), all.toArray(String[]::new));
        } finally {
            System.setOut(before);
            said = out.toString(StandardCharsets.UTF_8);
        }
    }
}
