package dev.portcullis.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Argon2;
import dev.portcullis.account.FirstAccount;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.TokenResponse;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.SessionQuery;
import dev.portcullis.server.ServerConfig;
import dev.portcullis.session.Credential;
import dev.portcullis.session.Secret;
import dev.portcullis.store.Database;
import dev.portcullis.store.PrivateFile;
import dev.portcullis.support.PostgresBinaries;
import dev.portcullis.support.TestDatabase;
import dev.portcullis.support.TestServer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bench seed}: what it puts in is there for a server that runs, and like what came about over its API. */
class SeedCommandTest {
    private static final String PASSWORD = "seven grey herons at dusk";

    private static final StringWriter ERRORS = new StringWriter();
    private static TestServer server;
    private static List<String> printed;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void seed() throws IOException {
        server = TestServer.start();
        Files.writeString(folder.resolve("password"), PASSWORD);
        printed = run(
                0,
                onto(
                        1,
                        "--sessions",
                        "600",
                        "--password-file",
                        folder.resolve("password").toString()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theFigureIsTheLastLineWithWhatItDependsOnBeforeIt() {
        assertThat(printed.getFirst()).contains("fsync on, synchronous_commit off, full_page_writes on");
        assertThat(printed.get(1))
                .isEqualTo("population: 600 active sessions and 150 that have ended, of 125 accounts, seed 1");
        assertThat(printed.get(2)).matches("accounts: 125 rows in \\S+ s, [\\d,]+/s");
        assertThat(printed.getLast()).matches("seed: 600 active sessions in \\S+ s \\([\\d,]+ rows, [\\d,]+/s\\)");
    }

    @Test
    void aServerThatRunsShowsThem() {
        try (PortcullisClient admin = server.admin()) {
            long there = Long.parseLong(server.rows("select count(*) from session_now where over_reason is null")
                    .getFirst());
            assertThat(there).as("another test ends one").isBetween(599L, 650L);
            assertThat(admin.sessions(SessionQuery.active()).total()).isEqualTo(there);
            assertThat(admin.stats().active()).isEqualTo(there);
            assertThat(admin.stats().minutes()).hasSize(60);
        }
    }

    @Test
    void oneOfThemIsRevokedLikeAnyOther() {
        try (PortcullisClient admin = server.admin()) {
            UUID handle = UUID.fromString(
                    server.rows("select handle from session_now where over_reason is null and version = 1"
                                    + " and email like '%-1.example.%' limit 1")
                            .getFirst());
            assertThat(admin.revoke(List.of(handle), "test").ended()).isEqualTo(1);
            assertThat(admin.session(handle).endReason()).isEqualTo(EndReason.REVOKED);
            assertThat(admin.session(handle).state()).isEqualTo(SessionState.ENDED);
        }
    }

    /** Nobody has its token; whoever had it could go on with the family where it is. */
    @Test
    void itsTokensAreRefreshedLikeAnyOthers() {
        String handle = server.rows("select handle from session_now where over_reason is null"
                        + " and delivery = 'tokens' and refresh_expires_at > now() limit 1")
                .getFirst();
        Secret secret = Secret.random();
        server.sql(
                "update refresh_token t set token_hash = '\\x" + HexFormat.of().formatHex(secret.hash())
                        + "' from session s where s.handle = '" + handle
                        + "' and t.session_handle = s.handle and t.generation = s.refresh_generation");
        try (PortcullisClient client = server.client()) {
            TokenResponse next = client.refresh(new Credential(UUID.fromString(handle), secret).text());
            assertThat(client.refresh(String.valueOf(next.refreshToken())).refreshToken())
                    .isNotNull();
        }
    }

    @Test
    void whoWasGivenAPasswordLogsIn() {
        String email = server.rows("select email from account where enabled and email like '%-1.example.%' limit 1")
                .getFirst();
        try (PortcullisClient client = server.client()) {
            assertThat(client.logIn(new LoginRequest(email, PASSWORD, null))
                            .session()
                            .account()
                            .email())
                    .isEqualTo(email);
            client.logOut();
        }
    }

    /** The label is kept beside the program's name; here it is held to what a server reads. */
    @Test
    void eachDeviceIsWhatTheServerWouldHaveReadFromTheUserAgent() {
        server.account("devices@example.com");
        List<String> each =
                server.rows("select distinct concat_ws('\t', user_agent, device, browser, os, device_type) from session"
                        + " join account a on a.id = account_id where a.email like '%-1.example.%'");
        assertThat(each).hasSizeGreaterThan(20).allSatisfy(line -> {
            String userAgent = line.split("\t")[0];
            try (PortcullisClient client = server.client("192.0.2.1", userAgent)) {
                SessionView read = client.logIn(new LoginRequest("devices@example.com", TestServer.PASSWORD, null))
                        .session();
                assertThat(line)
                        .isEqualTo(Stream.of(
                                        userAgent,
                                        read.device(),
                                        read.browser(),
                                        read.os(),
                                        read.deviceType().wire())
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining("\t")));
            }
        });
        server.sql("update account set enabled = false where email = 'devices@example.com'");
    }

    @Test
    void theFeedTellsWhatHappenedInItsOrder() {
        assertThat(server.isTrue("select count(*) > 700 and bool_and(at >= before) from (select at, lag(at, 1, at) over"
                        + " (order by xid, seq) as before from event e where session_handle is not null"
                        + " and at < (select min(s.created_at) from session s join account a on a.id = s.account_id"
                        + " where a.email = '" + TestServer.ADMIN + "')) told"))
                .isTrue();
    }

    @Test
    void whatSessionsMayDoIsWhatTheirAccountsMay() {
        assertThat(server.isTrue("select bool_and(s.permissions = g.permissions) from session s"
                        + " join account_grant g on g.id = s.account_id"))
                .isTrue();
        assertThat(server.isTrue("select count(distinct s.permissions) > 5 from session s"))
                .isTrue();
    }

    @Test
    void theSameNumberDoesNotGoInTwiceButAnotherDoes() throws IOException {
        run(1, onto(1, "--sessions", "5"));
        assertThat(ERRORS.toString())
                .contains("portcullis: a population of --seed 1 is in this database; give another number\n");
        run(0, onto(2, "--sessions", "5", "--ended", "0"));
        server.sql("delete from session where account_id in (select id from account where email like '%-2.example.%')");
    }

    @Test
    void aDatabaseInWhichNobodyHasAnAccountIsLeftAlone() throws IOException {
        Database.Address empty = TestDatabase.fresh();
        run(
                1,
                "--sessions",
                "5",
                "--db-url",
                empty.url(),
                "--db-user",
                empty.user(),
                "--db-password-file",
                databasePassword());
        assertThat(ERRORS.toString())
                .contains("nobody has an account in this database yet: start a server over it first");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --sessions 5 | one of --data-dir and --db-url is needed
            --sessions 5 --data-dir x --db-url jdbc:postgresql:x | one of --data-dir and --db-url is needed
            --sessions 0 --data-dir x | --sessions must be from 1 to 67108864
            --sessions 67108864 --data-dir x | --sessions must be from 1 to 67108864, with those of --ended
            --sessions 5 --ended -1 --data-dir x | --ended must not be negative
            --sessions 5 --seed -1 --data-dir x | --seed must be from 0 to 999999999, not -1
            --sessions 5 --data-dir x --password-file /nowhere | --password-file: cannot read /nowhere
            --data-dir x | Missing required option: '--sessions=N'
            --sessions 5 --data-dir x --seeds 5 | (see portcullis bench seed --help)
            """)
    void aMistakeIsNamed(String arguments, String message) throws IOException {
        run(2, arguments.split(" "));
        assertThat(ERRORS.toString()).contains(message);
    }

    /** In a new data directory, so that a server that starts in it later has somebody who can administer it; and in one in which a server runs. */
    @Test
    void aDataDirectoryIsSeededBeforeItsServerRunsAndWhileItDoes() throws IOException {
        Path data = folder.resolve("data");
        PostgresBinaries.intoDataDirectory(data);
        run(0, "--sessions", "20", "--data-dir", data.toString());
        try (RunningServer running = RunningServer.start(
                        DataFolder.take(data).orElseThrow(),
                        null,
                        null,
                        ServerConfig.loopback().withArgon2(new Argon2(64, 1, 1)));
                PortcullisClient admin = new PortcullisClient(running.server().address(), "test", Map.of())) {
            admin.logIn(new LoginRequest(FirstAccount.EMAIL, PrivateFile.read(DataFolder.firstPassword(data)), null));
            assertThat(admin.sessions(SessionQuery.active()).total()).isEqualTo(21);
            run(0, "--sessions", "30", "--data-dir", data.toString(), "--seed", "2");
            assertThat(admin.sessions(SessionQuery.active()).total()).isEqualTo(51);
        }
    }

    /** The other way round, the command line's directory is what cannot be used. */
    @Test
    void theCommandLineWinsOverADatabaseOfTheEnvironment() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no directory");
        String[] directory = {"bench", "seed", "--sessions", "5", "--data-dir", file.toString()};
        StringWriter said = new StringWriter();
        assertThat(Portcullis.run(
                        new PrintWriter(said, true), Map.of("PORTCULLIS_DB_URL", "jdbc:postgresql:x"), directory))
                .isEqualTo(1);
        assertThat(said.toString()).contains("cannot use the data directory " + file);
        String[] url = {"bench", "seed", "--sessions", "5", "--db-url", "mysql:x"};
        said.getBuffer().setLength(0);
        assertThat(Portcullis.run(new PrintWriter(said, true), Map.of("PORTCULLIS_DATA_DIR", folder.toString()), url))
                .isEqualTo(2);
        assertThat(said.toString())
                .contains("--db-url must begin with jdbc:postgresql:")
                .hasLineCount(1);
        String[] neither = {"bench", "seed", "--sessions", "5"};
        said.getBuffer().setLength(0);
        assertThat(Portcullis.run(
                        new PrintWriter(said, true),
                        Map.of("PORTCULLIS_DATA_DIR", folder.toString(), "PORTCULLIS_DB_URL", "jdbc:postgresql:x"),
                        neither))
                .isEqualTo(2);
        assertThat(said.toString()).contains("one of --data-dir and --db-url is needed");
    }

    private static String[] onto(int seed, String... more) throws IOException {
        return Stream.concat(
                        Stream.of(
                                "--db-url",
                                server.databaseAddress().url(),
                                "--db-user",
                                server.databaseAddress().user(),
                                "--db-password-file",
                                databasePassword(),
                                "--seed",
                                String.valueOf(seed)),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private static String databasePassword() throws IOException {
        return Files.writeString(
                        folder.resolve("database-password"),
                        server.databaseAddress().password())
                .toString();
    }

    private static List<String> run(int exitCode, String... arguments) throws IOException {
        String[] all =
                Stream.concat(Stream.of("bench", "seed"), Stream.of(arguments)).toArray(String[]::new);
        Path out = folder.resolve("printed");
        PrintStream before = System.out;
        ERRORS.getBuffer().setLength(0);
        try (PrintStream stream = new PrintStream(Files.newOutputStream(out), true, StandardCharsets.UTF_8)) {
            System.setOut(stream);
            assertThat(Portcullis.run(new PrintWriter(ERRORS, true), all))
                    .as(ERRORS.toString())
                    .isEqualTo(exitCode);
        } finally {
            System.setOut(before);
        }
        return Files.readAllLines(out);
    }
}
