package dev.portcullis.command;

import dev.portcullis.account.Argon2;
import dev.portcullis.account.FirstAccount;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.bench.BenchException;
import dev.portcullis.bench.Benchmark;
import dev.portcullis.bench.Generator;
import dev.portcullis.bench.HashCost;
import dev.portcullis.bench.Measurement;
import dev.portcullis.bench.Survey;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.gauge.DeskGauge;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench}: how fast a server is, with what that depends on beside it, and the figure last. */
@Command(
        name = "bench",
        description = {
            "Measures logins, refreshes or verifications a second; how long operators wait who list, count, plan or"
                    + " export among many sessions; or how quick their console is. The figure is the last line."
        },
        subcommands = SeedCommand.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Without --server it starts one in this process, on a PostgreSQL of its own that it throws away",
            "afterwards. On a server that is given, the accounts named \"Bench\" stay."
        })
final class BenchCommand implements Callable<Integer> {
    /** What is measured. */
    enum Subject {
        login,
        refresh,
        verify,
        list,
        facet,
        plan,
        export,
        feed,
        console;

        /** Whether it is what operators ask, of many sessions. */
        boolean ofOperators() {
            return switch (this) {
                case login, refresh, verify -> false;
                case list, facet, plan, export, feed, console -> true;
            };
        }
    }

    /** There need be none before a subcommand. */
    @Parameters(
            arity = "0..1",
            paramLabel = "login|refresh|verify|list|facet|plan|export|feed|console",
            description = "What is measured.")
    private @Nullable Subject subject;

    @Option(
            names = "--for",
            converter = Durations.class,
            paramLabel = "D",
            description = "How long it is measured; list, facet, plan: each question; not export. Default: 10s; 2s of"
                    + " these.")
    private @Nullable Duration time;

    @Option(
            names = "--warm-up",
            converter = Durations.class,
            paramLabel = "D",
            description = "The same load before it, which does not count; not export, console. Default: 5s; 1s of list,"
                    + " facet, plan, feed.")
    private @Nullable Duration warmUp;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "login, refresh, verify: clients at once. Default: 32.")
    private int connections = 32;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            description =
                    "login, refresh, verify: how many log in, or have a session each. Default: 1000; 100 if a hash is"
                            + " dear.")
    private @Nullable Integer accounts;

    @Option(
            names = {"--hash", "--argon2"},
            converter = Argon2Option.class,
            paramLabel = "P",
            description = "Password hash of the server that it starts: m=7168,t=5,p=1 (Argon2id, KiB), default, or"
                    + " minimal, the least that Argon2id knows. Default: default for login and over --data-dir, else"
                    + " minimal.")
    private @Nullable Argon2 argon2;

    @Option(names = "--server", paramLabel = "URL", description = "A server that runs already.")
    private @Nullable URI server;

    @Option(
            names = "--email",
            paramLabel = "E",
            description = "Who makes the accounts there, and asks; needs accounts:write, sessions:read,"
                    + " sessions:revoke. Default: admin@localhost.")
    private String email = FirstAccount.EMAIL;

    @Option(names = "--password-file", paramLabel = "F", description = "A file with their password.")
    private @Nullable Path passwordFile;

    @Option(names = "--rate", paramLabel = "N", description = "feed, console: events a second. Default: 5000; 2000.")
    private @Nullable Integer rate;

    @Option(names = "--readers", paramLabel = "N", description = "feed: how many follow it. Default: 5.")
    private int readers = 5;

    @Option(
            names = "--jvm",
            paramLabel = "OPTIONS",
            description = "console: options of the Java VM that it runs in, such as -Xmx256m. Default: none.")
    private String jvm = "";

    /** It is the other side of a {@link ConductedDesk}. */
    @Option(names = "--conducted", hidden = true)
    private boolean conducted;

    @Mixin
    private final SurveyOptions population = new SurveyOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        check();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (subject() == Subject.feed) {
            return follow(out);
        }
        if (subject() == Subject.console) {
            return desk(out);
        }
        if (subject().ofOperators()) {
            survey(out);
            return 0;
        }
        try (BenchedServer benched = server() == null ? BenchedServer.start(hash()) : given();
                Generator generator = new Generator(benched.address())) {
            say(out, "server: " + benched.description());
            String hash = hashLine(out);
            Benchmark.Plan plan = new Benchmark.Plan(connections, accounts(), warmUp(), time());
            say(
                    out,
                    String.format(
                            Locale.ROOT,
                            "load: %s over HTTP, %d connections, %d accounts, %d s after %d s of warm-up",
                            subject(),
                            plan.connections(),
                            plan.accounts(),
                            time().toSeconds(),
                            warmUp().toSeconds()));
            Benchmark benchmark = Benchmark.prepare(generator, benched.operator(), plan);
            return switch (subject()) {
                case login -> report(out, benchmark.logins(), "login: %.0f/s (hash " + hash + ")");
                case refresh -> report(out, benchmark.refreshes(), "refresh: %.0f/s");
                case verify -> verify(out, benchmark);
                case list, facet, plan, export, feed, console ->
                    throw new IllegalStateException("they are measured otherwise");
            };
        } catch (BenchException e) {
            throw new FailureException(String.valueOf(e.getMessage()), e);
        }
    }

    private void survey(PrintWriter out) throws InterruptedException {
        List<Supplier<BenchedServer>> servers = server() == null ? servers() : List.of(this::given);
        Surveys surveys = new Surveys(out, new Survey.Pace(warmUp(), time()));
        try {
            switch (subject()) {
                case list -> surveys.lists(servers);
                case facet -> surveys.facets(servers);
                case plan -> surveys.plans(servers);
                case export -> surveys.exports(servers);
                case login, refresh, verify, feed, console ->
                    throw new IllegalStateException("they are measured otherwise");
            }
        } catch (BenchException | ClientException e) {
            throw new FailureException(String.valueOf(e.getMessage()), e);
        }
    }

    private int follow(PrintWriter out) throws InterruptedException {
        FeedBench bench = new FeedBench(out, new Survey.Pace(warmUp(), time()), rate(), readers);
        boolean right = true;
        try {
            for (Supplier<BenchedServer> each : servers()) {
                try (BenchedServer benched = each.get()) {
                    right &= bench.run(benched);
                }
            }
            return right ? 0 : Portcullis.FAILED;
        } catch (BenchException e) {
            throw new FailureException(String.valueOf(e.getMessage()), e);
        }
    }

    private int desk(PrintWriter out) throws InterruptedException {
        URI there = server();
        if (there != null) {
            LoginRequest who = given().operator();
            if (!conducted) {
                requireLogin(there, who);
            }
            DeskBench.Changes changes = conducted
                    ? ConductedDesk.asking(
                            out, new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)))
                    : DeskBench.Changes.NONE;
            new DeskBench(out, time()).run(new DeskGauge.Target(there, who.email(), who.password()), changes);
            return 0;
        }
        for (Supplier<BenchedServer> each : servers()) {
            try (BenchedServer benched = each.get()) {
                new ConductedDesk(out, new Survey.Pace(warmUp(), time()), rate(), words(jvm)).run(benched);
            } catch (BenchException e) {
                throw new FailureException(String.valueOf(e.getMessage()), e);
            }
        }
        return 0;
    }

    /** A console at which nobody can log in would be waited for in vain. */
    private static void requireLogin(URI address, LoginRequest who) {
        try (PortcullisClient client = new PortcullisClient(address, "portcullis-bench", Map.of())) {
            client.logIn(who);
            client.logOut();
        } catch (ClientException e) {
            throw new FailureException(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private int rate() {
        return rate != null ? rate : subject() == Subject.console ? 2000 : 5000;
    }

    private BenchedServer given() {
        return BenchedServer.given(Objects.requireNonNull(server()), email, Objects.requireNonNull(passwordFile));
    }

    /** Over a data directory the hash is the one that a server has by default, so that no account's is made anew. */
    private List<Supplier<BenchedServer>> servers() {
        return population.servers(hash(), argon2 != null ? argon2 : Argon2.DEFAULT);
    }

    /** Null for one that bench starts. The environment's gives way to what the command line says of one that bench starts. */
    private @Nullable URI server() {
        boolean own =
                subject() == Subject.feed || population.given() || onCommandLine("--hash") || onCommandLine("--jvm");
        return own && !onCommandLine("--server") ? null : server;
    }

    private boolean onCommandLine(String option) {
        return new Given(Objects.requireNonNull(spec)).has(option);
    }

    private Duration time() {
        return time != null
                ? time
                : Duration.ofSeconds(
                        subject().ofOperators() && subject() != Subject.feed && subject() != Subject.console ? 2 : 10);
    }

    private Duration warmUp() {
        return warmUp != null ? warmUp : Duration.ofSeconds(subject().ofOperators() ? 1 : 5);
    }

    private static int verify(PrintWriter out, Benchmark benchmark) {
        Measurement whole = benchmark.verifications(false);
        int first = report(out, whole, "verify, 200 with a token: %.0f/s");
        Measurement unchanged = benchmark.verifications(true);
        int second = report(out, unchanged, "verify, 304 for an ETag: %.0f/s");
        say(out, String.format(Locale.ROOT, "verify: %.0f/s, %.0f/s with ETag (304)", whole.rate(), unchanged.rate()));
        return Math.max(first, second);
    }

    private static int report(PrintWriter out, Measurement measurement, String figure) {
        measurement.lines().forEach(line -> say(out, line));
        say(out, String.format(Locale.ROOT, figure, measurement.rate()));
        return measurement.clean() ? 0 : Portcullis.FAILED;
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }

    /** Measures it and says so. */
    private String hashLine(PrintWriter out) throws InterruptedException {
        if (server() != null) {
            return "as the server has it";
        }
        Argon2 parameters = hash();
        HashCost cost = HashCost.measure(() -> parameters.hash("correct horse battery staple"));
        say(out, "hash: Argon2id " + Argon2Option.text(parameters) + ": " + cost.line());
        return Argon2Option.text(parameters) + ": " + HashCost.milliseconds(cost.alone());
    }

    private Argon2 hash() {
        return argon2 != null ? argon2 : subject() == Subject.login ? Argon2.DEFAULT : Argon2Option.MINIMAL;
    }

    private Subject subject() {
        if (subject == null) {
            throw new UsageException(
                    "Missing required parameter: login, refresh, verify, list, facet, plan, export, feed or console, or the command seed");
        }
        return subject;
    }

    private int accounts() {
        boolean dear = server() != null || hash().memory() * hash().iterations() > 1024;
        return accounts != null ? accounts : Math.max(dear ? 100 : 1000, connections);
    }

    private void check() {
        URI there = server();
        if (!subject().ofOperators()) {
            within("--connections", connections, 1, 1000);
            within("--accounts", accounts(), connections, 100_000);
        }
        within("--for, in seconds,", time().toSeconds(), subject().ofOperators() ? 0 : 1, 3600);
        within("--warm-up, in seconds,", warmUp().toSeconds(), 0, 600);
        if (there == null ? onCommandLine("--password-file") : passwordFile == null) {
            throw new UsageException("--server and --password-file go together");
        }
        if (population.given() && (there != null || !subject().ofOperators())) {
            throw new UsageException(
                    "--sessions and --data-dir are for list, facet, plan, export, feed and console, and a server that bench starts");
        }
        if (there == null && subject().ofOperators()) {
            population.check();
        }
        if (subject() == Subject.feed && there != null) {
            throw new UsageException(
                    "feed writes events into the database of a server that bench starts; there is no --server");
        }
        if (there != null && onCommandLine("--hash")) {
            throw new UsageException("--hash is for the server that bench starts; one that is given has its own");
        }
        requireOfUse(there != null);
        if (subject() == Subject.feed) {
            within("--readers", readers, 1, 100);
        }
        if (subject() == Subject.feed || subject() == Subject.console) {
            within("--rate", rate(), 1, 100_000);
        }
    }

    /** An option that would do nothing was meant to do something. */
    private void requireOfUse(boolean elsewhere) {
        Subject what = subject();
        boolean console = what == Subject.console;
        boolean feed = what == Subject.feed;
        requireOfUse("--connections", !what.ofOperators(), "login, refresh and verify");
        requireOfUse("--accounts", !what.ofOperators(), "login, refresh and verify");
        requireOfUse("--for", what != Subject.export, "login, refresh, verify, list, facet, plan, feed and console");
        requireOfUse(
                "--warm-up", what != Subject.export && !console, "login, refresh, verify, list, facet, plan and feed");
        requireOfUse("--readers", feed, "feed");
        requireOfUse("--rate", feed || (console && !elsewhere), "feed and console, where bench starts the server");
        requireOfUse("--jvm", console && !elsewhere, "console, where bench starts the server");
        requireOfUse("--email", elsewhere, "a server that is given with --server");
    }

    private void requireOfUse(String option, boolean ofUse, String what) {
        if (!ofUse && onCommandLine(option)) {
            throw new UsageException(option + " is for " + what);
        }
    }

    private static void within(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new UsageException(option + " must be from " + least + " to " + most + ", not " + value);
        }
    }
}
