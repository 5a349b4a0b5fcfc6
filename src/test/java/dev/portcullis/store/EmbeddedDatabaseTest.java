package dev.portcullis.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.support.Jvm;
import dev.portcullis.support.PostgresBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** Whoever closes it is rid of it. */
class EmbeddedDatabaseTest {
    private final Path folder;

    EmbeddedDatabaseTest() throws IOException {
        folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "postgresql").toAbsolutePath()), "own");
        PostgresBinaries.into(folder);
    }

    @Test
    void oneThatDiedAndCameBackIsGoneWhenItIsClosedHoweverLongThatTakes() throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start(folder);
        ProcessHandle first = postmaster();
        first.destroyForcibly();
        soon().ignoreExceptions().until(() -> postmaster().pid() != first.pid() && answers(database));
        ProcessHandle second = postmaster();
        try (Connection connection = connect(database)) {
            // PostgreSQL stops when its last process has.
            long busy = number(connection, "select pg_backend_pid()");
            signal("STOP", busy);
            Thread closing = Thread.ofVirtual().start(database::close);
            try {
                soon().until(() -> log().contains("server does not shut down"));
            } finally {
                signal("CONT", busy);
            }
            closing.join();
        }
        assertThat(second.isAlive()).isFalse();
        assertThat(EmbeddedDatabase.running(folder)).isEmpty();
    }

    /** As after a crash of the server while somebody has connected to its database with a tool of their own, who is not waited for, nor is anything left to recover. */
    @Test
    void oneWhoseProcessWasKilledIsShutDownFastWhoeverIsStillConnected() throws Exception {
        Process killed = Jvm.program(KilledOwner.class, List.of(), folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(killed.waitFor()).isEqualTo(KilledOwner.STATUS);
        ProcessHandle orphan = postmaster();
        Database.Address address = EmbeddedDatabase.running(folder).orElseThrow();
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password())) {
            assertThat(number(connection, "select 1")).isEqualTo(1);
            try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
                assertThat(orphan.isAlive()).isFalse();
                assertThat(answers(database)).isTrue();
            }
            assertThat(connection.isValid(5)).isFalse();
        }
        assertThat(log())
                .contains("received fast shutdown request", "terminating connection due to administrator command")
                .doesNotContain("received smart shutdown request", "was not properly shut down");
    }

    /** Dies without a word to its PostgreSQL. */
    static final class KilledOwner {
        static final int STATUS = 137;

        private KilledOwner() {}

        public static void main(String[] arguments) throws IOException {
            EmbeddedDatabase.start(Path.of(arguments[0]));
            Runtime.getRuntime().halt(STATUS);
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60));
    }

    private ProcessHandle postmaster() throws IOException {
        Path file = folder.resolve("data/postmaster.pid");
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst()))
                .orElseThrow();
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    private static boolean answers(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = connect(database)) {
            return number(connection, "select 1") == 1;
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        Database.Address address = database.address();
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    private static void signal(String name, long process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process))
                        .start()
                        .waitFor())
                .isZero();
    }
}
