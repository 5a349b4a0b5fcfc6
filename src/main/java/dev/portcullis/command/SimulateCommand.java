package dev.portcullis.command;

import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.LoginResponse;
import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.StepUpRequest;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.simulate.Counts;
import dev.portcullis.simulate.Outcome;
import dev.portcullis.simulate.Simulation;
import dev.portcullis.simulate.Traffic;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code simulate}: people, services and misfits on a server, until the time is up or Ctrl-C. */
@Command(
        name = "simulate",
        description = "People who log in, work, refresh and log out on a server, and a few who misbehave.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Their accounts are named \"(simulated)\"; each run gives them new passwords.",
            "Each says where it is, in X-Forwarded-For: a server believes that of this computer if it was started with",
            "--trusted-proxies 127.0.0.1. Otherwise all have this computer's address, and none gives a wrong password,",
            "since too many would keep you out as well."
        })
final class SimulateCommand implements Callable<Integer> {
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

    @Option(names = "--server", required = true, paramLabel = "URL", description = "The server's address.")
    private @Nullable URI server;

    @Option(
            names = "--email",
            paramLabel = "E",
            description = "Who makes the accounts; needs accounts:write. Default: admin@localhost.")
    private String email = "admin@localhost";

    @Option(names = "--password-file", required = true, paramLabel = "F", description = "A file with their password.")
    private @Nullable Path passwordFile;

    @Option(names = "--rate", paramLabel = "R", description = "Actions per second, of all people together. Default: 8.")
    private double rate = 8;

    @Option(
            names = "--for",
            converter = Durations.class,
            paramLabel = "D",
            description = "How long: 30s, 5m, 1h. Default: until Ctrl-C.")
    private @Nullable Duration time;

    @Option(
            names = "--sessions",
            paramLabel = "N",
            description = "How many are logged in in the long run. Default: 60.")
    private int sessions = 60;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "A number that decides who does what. Default: another each time.")
    private @Nullable Long seed;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Traffic traffic = traffic();
        String password = password();
        PrintWriter out = spec().commandLine().getOut();
        try (PortcullisClient operator = operator();
                CtrlC ctrlC = new CtrlC()) {
            LoginResponse login = operator.logIn(new LoginRequest(email, password, null));
            if (!login.session().permissions().contains(Permission.ACCOUNTS_WRITE)) {
                throw new FailureException(
                        email + " may not make accounts: the permission " + Permission.ACCOUNTS_WRITE + " is missing");
            }
            operator.onProofWanted(wanted -> {
                if (wanted != ProblemType.STEP_UP_REQUIRED) {
                    return false; // a person at an authenticator app is not simulated
                }
                operator.stepUp(new StepUpRequest(password, null, null));
                return true;
            });
            out.printf(
                    "Simulated people on %s, seed %d.%s%n",
                    operator.server(), traffic.seed(), time == null ? " Ctrl-C ends it." : "");
            out.flush();
            summarise(out, run(operator, traffic, time, ctrlC, out));
            operator.logOut();
            return 0;
        } catch (ClientException e) {
            throw new FailureException(String.valueOf(e.getMessage()), e);
        }
    }

    private record Result(Counts counts, Duration elapsed) {}

    private Result run(
            PortcullisClient operator, Traffic traffic, @Nullable Duration limit, CtrlC ctrlC, PrintWriter out)
            throws InterruptedException {
        Simulation simulation = new Simulation(operator, traffic, this::warn);
        long started = System.nanoTime();
        try {
            simulation.start();
            Duration elapsed = Duration.ZERO;
            while (limit == null || elapsed.compareTo(limit) < 0) {
                Duration left = limit == null ? REPORT_EVERY : limit.minus(elapsed);
                if (ctrlC.await(left.compareTo(REPORT_EVERY) < 0 ? left : REPORT_EVERY)) {
                    break;
                }
                elapsed = since(started);
                report(out, elapsed, simulation.counts());
            }
        } finally {
            simulation.close();
        }
        return new Result(simulation.counts(), since(started));
    }

    private void warn() {
        PrintWriter errors = spec().commandLine().getErr();
        errors.println(
                "portcullis: the server does not believe where simulated people say that they are (X-Forwarded-For),"
                        + " so none of them gives a wrong password: start it with --trusted-proxies 127.0.0.1");
        errors.flush();
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private static void report(PrintWriter out, Duration elapsed, Counts counts) {
        List<String> parts = new ArrayList<>();
        parts.add(counts.live() + " live");
        for (Outcome outcome : Outcome.values()) {
            parts.add(counts.of(outcome) + " " + outcome.plural());
        }
        out.printf(
                "%d:%02d:%02d  %s%n",
                elapsed.toHours(), elapsed.toMinutesPart(), elapsed.toSecondsPart(), String.join(" · ", parts));
        out.flush();
    }

    private static void summarise(PrintWriter out, Result result) {
        Counts counts = result.counts();
        double seconds = result.elapsed().toMillis() / 1000.0;
        out.printf(
                "%d actions in %.1f s, %.1f a second; %d sessions left open; %d errors%n",
                counts.actions(), seconds, counts.actions() / seconds, counts.live(), counts.of(Outcome.FAILED));
        counts.lastError().ifPresent(error -> out.printf("The last error: %s%n", error));
        out.flush();
    }

    private Traffic traffic() {
        try {
            return new Traffic(
                    rate, sessions, seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private PortcullisClient operator() {
        try {
            return new PortcullisClient(
                    Objects.requireNonNull(server), "portcullis-simulate", Map.of("User-Agent", "portcullis-simulate"));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--server: " + e.getMessage());
        }
    }

    private String password() {
        return PasswordFile.read(Objects.requireNonNull(passwordFile));
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }
}
