package dev.portcullis.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.portcullis.account.Argon2;
import dev.portcullis.account.FirstAccount;
import dev.portcullis.seed.Population;
import dev.portcullis.seed.Seeding;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.PopulationStore;
import dev.portcullis.support.PostgresBinaries;
import dev.portcullis.support.TestServer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bench}: the figure is the last line, with what it depends on before it; an error is said, and is exit code 1. */
class BenchCommandTest {
    private static final String[] SHORT = {"--for", "1s", "--warm-up", "0s", "--connections", "4", "--accounts", "8"};

    private static final String NO_OPERATOR =
            "select count(*) = 0 from session_now where over_reason is null and email = '" + TestServer.ADMIN + "'";

    private final StringWriter errors = new StringWriter();
    private final List<String> lines = new ArrayList<>();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bench                                | Missing required parameter
            bench login --for 0s                 | --for, in seconds, must be from 1 to 3600, not 0
            bench login --connections 0          | --connections must be from 1 to 1000, not 0
            bench login --accounts 3             | --accounts must be from 32 to 100000, not 3
            bench login --hash m=7,t=1,p=1       | is not default, minimal or such as m=7168,t=5,p=1
            bench login --argon2 fast            | is not default, minimal or such as m=7168,t=5,p=1
            bench login --server http://x        | --server and --password-file go together
            bench login --password-file /nowhere | --server and --password-file go together
            bench login --sessions 1000          | --sessions and --data-dir are for list, facet, plan, export, feed and console
            bench list --sessions 0              | --sessions must be from 1 to
            bench list --data-dir /nowhere       | --data-dir: there is no database in /nowhere
            bench plan --sessions 5 --data-dir . | --data-dir: there is no database in .
            bench login --server http://x --password-file /nowhere | --password-file: cannot read /nowhere
            bench login --server example.com:7480 --password-file /nowhere | --server: not the address of a server: example.com:7480
            bench list --server example.com:7480 --password-file /nowhere | --server: not the address of a server: example.com:7480
            bench export --server http:/x --password-file /nowhere | --server: not the address of a server: http:/x
            bench console --server http://x:70000 --password-file /nowhere | --server: not the address of a server: http://x:70000
            bench list --server http://x --password-file /nowhere --argon2 minimal | --hash is for the server that bench starts
            bench list --connections 4           | --connections is for login, refresh and verify
            bench console --accounts 50          | --accounts is for login, refresh and verify
            bench verify --rate 5                | --rate is for feed and console, where bench starts the server
            bench console --server http://x --password-file /nowhere --rate 5 | --rate is for feed and console, where bench starts the server
            bench console --readers 5            | --readers is for feed
            bench login --jvm=-Xmx1g             | --jvm is for console, where bench starts the server
            bench login --email a@example.com    | --email is for a server that is given with --server
            bench export --for 1s                | --for is for login, refresh, verify, list, facet, plan, feed and console
            bench console --warm-up 1s           | --warm-up is for login, refresh, verify, list, facet, plan and feed
            bench feed --rate 0                  | --rate must be from 1 to 100000, not 0
            bench feed --readers 0               | --readers must be from 1 to 100, not 0
            """)
    void aMistakeIsNamed(String arguments, String message) {
        assertThat(Portcullis.run(new PrintWriter(errors, true), arguments.split(" ")))
                .isEqualTo(2);
        assertThat(errors.toString()).contains(message).hasLineCount(1);
    }

    /** It speaks to all commands: what it says of a server's data and of who logs in is neither measured nor wrong here, and the command line wins. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bench login --connections 0          | --connections must be from 1 to 1000, not 0
            bench login --email a@example.com    | --email is for a server that is given with --server
            bench feed --readers 0               | --readers must be from 1 to 100, not 0
            bench list --sessions 0              | --sessions must be from 1 to
            bench list --data-dir /nowhere/else  | --data-dir: there is no database in /nowhere/else
            """)
    void whatTheEnvironmentSaysOfAServerIsNoMistake(String arguments, String message) {
        Map<String, String> environment = Map.of(
                "PORTCULLIS_DATA_DIR", "/nowhere",
                "PORTCULLIS_PASSWORD_FILE", "/nowhere",
                "PORTCULLIS_EMAIL", "b@example.com");
        assertThat(Portcullis.run(new PrintWriter(errors, true), environment, arguments.split(" ")))
                .isEqualTo(2);
        assertThat(errors.toString()).contains(message).hasLineCount(1);
    }

    /** A server in its own process, as durable as any: a figure of one that may lose what it acknowledged would be worth nothing. */
    @Test
    void itStartsAServerOfItsOwnAndSaysHowDurableThatIsAndWhatAHashCosts() throws IOException {
        assertThat(bench("login", "--hash", "minimal")).isZero();
        assertThat(lines.getFirst()).contains("fsync on, synchronous_commit on, full_page_writes on");
        assertThat(lines.get(1)).matches("hash: Argon2id m=8 KiB t=1 p=1: \\S+ ms alone, \\S+ ms with \\d+ at once");
        assertThat(lines.get(2))
                .isEqualTo("load: login over HTTP, 4 connections, 8 accounts, 1 s after 0 s of warm-up");
        assertThat(lines.get(3)).matches("each second: \\d+");
        assertThat(lines.get(4)).matches("latency: p50 \\S+ ms, p95 \\S+ ms, p99 \\S+ ms, max \\S+ ms");
        assertThat(lines.get(5)).isEqualTo("errors: none");
        assertThat(lines.getLast()).matches("login: [1-9]\\d*/s \\(hash m=8 KiB t=1 p=1: \\S+ ms\\)");
    }

    @Test
    void aServerThatRunsAlreadyIsMeasuredThroughItsPublicApiAlone() throws IOException {
        try (TestServer server = TestServer.start()) {
            assertThat(bench("refresh", onto(server))).isZero();
            assertThat(lines.getLast()).matches("refresh: [1-9]\\d*/s");
            assertThat(server.isTrue("select max(refresh_generation) > 1 and count(*) filter (where refresh_reused) = 0"
                            + " and bool_and(delivery = 'tokens') from session join account a on a.id = account_id"
                            + " where a.email like 'bench-%'"))
                    .isTrue();
            assertThat(bench("verify", onto(server))).isZero();
            assertThat(lines.getLast()).matches("verify: [1-9]\\d*/s, [1-9]\\d*/s with ETag \\(304\\)");
            assertThat(lines).filteredOn("errors: none"::equals).hasSize(2);
            assertThat(server.isTrue(NO_OPERATOR)).isTrue();
        }
    }

    /** The numbers are few here; what is measured is the same. */
    @Test
    void whatOperatorsAskIsAskedAtSeveralNumbersOfSessionsAndTheRatioIsSaid() throws IOException {
        assertThat(run("bench", "plan", "--sessions", "200,50", "--for", "0s", "--warm-up", "0s"))
                .isZero();
        assertThat(lines).filteredOn(line -> line.startsWith("server: ")).hasSize(2);
        assertThat(lines)
                .anyMatch(line -> line.matches("population: 5\\d active sessions; the counts were made after \\S+ s"))
                .anyMatch(line -> line.matches(
                        "everything \\(2\\d\\d\\) +p50 +\\S+ ms, p99 +\\S+ ms, max +\\S+ ms, \\d+ answers"))
                .anyMatch(line ->
                        line.matches("everything \\(2\\d\\d\\) +\\S+ ms at 5\\d, +\\S+ ms at 20\\d: \\S+ times"));
        assertThat(lines.getLast())
                .matches(
                        "plan: p50 \\S+ ms, p99 \\S+ ms at 20\\d sessions for the slowest question \\(.*\\), \\S+ times that at 5\\d");
    }

    @Test
    void aServerThatHasManySessionsIsAskedAsItIs() throws Exception {
        try (TestServer server = TestServer.start()) {
            Population population = new Population(
                    new Population.Plan(7, 300, 50, server.database().read(PopulationStore::now), "x"));
            new Seeding(server.database(), population, 0, _ -> {}).run();
            List<String> quickly = new ArrayList<>(List.of("--for", "0s", "--warm-up", "0s"));
            quickly.addAll(List.of(onto(server)));
            String[] options = quickly.toArray(String[]::new);
            assertThat(run("bench", "list", options)).isZero();
            assertThat(lines)
                    .filteredOn(line -> line.contains(" p50 ") && !line.startsWith("list:"))
                    .hasSize(18);
            assertThat(lines.getLast()).matches("list: p50 .* at 30\\d sessions for the slowest question .*");
            assertThat(run("bench", "facet", options)).isZero();
            assertThat(lines).anyMatch(line -> line.startsWith("stats, 30 days"));
            assertThat(run("bench", "export", onto(server))).isZero();
            assertThat(lines)
                    .anyMatch(line -> line.matches(
                            "csv: 30\\d sessions, \\d+ MiB in \\S+ s, \\S+/s; heap: at most \\d+ MiB of .*"));
            assertThat(lines.getLast()).matches("export: jsonl \\S+/s, csv \\S+/s at 30\\d sessions");
            assertThat(server.isTrue(NO_OPERATOR)).isTrue();
        }
    }

    /** A server with the least hash would make the hash of whoever logs in anew. */
    @Test
    void aDataDirectoryIsMeasuredAndKeepsItsHashes() throws IOException {
        Path data = folder.resolve("data");
        PostgresBinaries.intoDataDirectory(data);
        assertThat(run("bench", "seed", "--sessions", "40", "--data-dir", data.toString()))
                .isZero();
        assertThat(run("bench", "plan", "--data-dir", data.toString(), "--for", "0s", "--warm-up", "0s"))
                .isZero();
        assertThat(lines.getLast()).startsWith("plan: ");
        try (SeedTarget target = SeedTarget.of(data)) {
            String stored = target.database()
                    .read(transaction -> AccountStore.byEmail(transaction, FirstAccount.EMAIL))
                    .orElseThrow()
                    .passwordHash();
            assertThat(Argon2.DEFAULT.made(stored)).isTrue();
        }
    }

    @Test
    void whoFollowsTheFeedMissesNothing() throws IOException {
        assertThat(run(
                        "bench",
                        "feed",
                        "--sessions",
                        "50",
                        "--rate",
                        "1000",
                        "--readers",
                        "3",
                        "--for",
                        "1s",
                        "--warm-up",
                        "0s"))
                .isZero();
        assertThat(lines)
                .filteredOn(
                        line -> line.matches("a reader: [\\d,]+ events, 0 missing, 0 out of order, 0 resyncs; lag .*"))
                .hasSize(3);
        assertThat(lines.getLast())
                .matches("feed: \\S+ events/s to 3 readers, none missing, lag p50 \\S+ ms, p99 \\S+ ms");
    }

    @Test
    void whatIsNotTheAnswerThatWasToComeIsSaidAndIsExitCode1() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer moody = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        moody.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Set-Cookie", "session=x");
            exchange.sendResponseHeaders(asked.incrementAndGet() % 50 == 0 ? 503 : 201, -1);
            exchange.close();
        });
        moody.start();
        try {
            String address = "http://127.0.0.1:" + moody.getAddress().getPort();
            assertThat(bench("login", "--server", address, "--password-file", password("x")))
                    .isEqualTo(1);
            assertThat(lines).anyMatch(line -> line.matches("errors: \\d+ × POST /v1/sessions: status 503"));
            assertThat(lines.getLast()).startsWith("login: ");
        } finally {
            moody.stop(0);
        }
    }

    @Test
    void whoMayNotMakeAccountsIsToldSo() throws IOException {
        try (TestServer server = TestServer.start()) {
            assertThat(bench(
                            "login",
                            "--server",
                            server.uri().toString(),
                            "--email",
                            TestServer.ADMIN,
                            "--password-file",
                            password("wrong")))
                    .isEqualTo(1);
            assertThat(errors).hasToString("portcullis: POST /v1/sessions: status 401\n");
        }
    }

    /** Before a console is opened at which nobody could log in. */
    @Test
    void aConsoleAtWhichNobodyCanLogInIsALineAndExitCode1() throws IOException {
        try (TestServer server = TestServer.start()) {
            assertThat(run(
                            "bench",
                            "console",
                            "--server",
                            server.uri().toString(),
                            "--email",
                            TestServer.ADMIN,
                            "--password-file",
                            password("wrong")))
                    .isEqualTo(1);
            assertThat(errors.toString()).startsWith("portcullis: ").hasLineCount(1);
        }
        errors.getBuffer().setLength(0);
        assertThat(run("bench", "console", "--server", "http://127.0.0.1:1", "--password-file", password("x")))
                .isEqualTo(1);
        assertThat(errors).hasToString("portcullis: http://127.0.0.1:1: nothing listens there\n");
    }

    @Test
    void aServerThatIsNotThereIsALineAndExitCode1() throws IOException {
        assertThat(bench("login", "--server", "http://127.0.0.1:1", "--password-file", password("x")))
                .isEqualTo(1);
        assertThat(errors.toString())
                .startsWith("portcullis: cannot connect: Connection refused")
                .hasLineCount(1);
    }

    private String[] onto(TestServer server) throws IOException {
        return new String[] {
            "--server",
            server.uri().toString(),
            "--email",
            TestServer.ADMIN,
            "--password-file",
            password(TestServer.ADMIN_PASSWORD)
        };
    }

    private String password(String text) throws IOException {
        return Files.writeString(folder.resolve("password"), text).toString();
    }

    private int bench(String subject, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of(SHORT));
        options.addAll(List.of(more));
        return run("bench", subject, options.toArray(String[]::new));
    }

    private int run(String command, String subject, String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of(command, subject));
        all.addAll(List.of(more));
        Path printed = folder.resolve("printed");
        PrintStream before = System.out;
        try (PrintStream out = new PrintStream(Files.newOutputStream(printed), true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            return Portcullis.run(new PrintWriter(errors, true), all.toArray(String[]::new));
        } finally {
            System.setOut(before);
            lines.clear();
            lines.addAll(Files.readAllLines(printed));
        }
    }
}
