package dev.portcullis.command;

import dev.portcullis.bench.Generator;
import dev.portcullis.bench.Survey;
import dev.portcullis.seed.Happenings;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code bench console} without a server that is given: the console runs in a process of its own, as at somebody's desk, so that its memory and its pauses are its own. The
 * two talk line by line: what begins with {@link #MARK} is for this side, the rest is shown.
 *
 * @param rate changes a second, when they are asked for
 * @param jvm options of the process
 */
record ConductedDesk(PrintWriter out, Survey.Pace pace, int rate, List<String> jvm) {
    private static final Logger LOG = LoggerFactory.getLogger(ConductedDesk.class);

    private static final String MARK = "@";
    private static final String BEGIN = MARK + "begin";
    private static final String END = MARK + "end";

    /** Of which the changes tell in turn: those at the top of the list, and as many again as the table holds. */
    private static final int SESSIONS = 10_000;

    /** By this a launcher of jpackage's knows that it has been started by itself; one that another starts must not believe so. */
    private static final String LAUNCHED = "_JPACKAGE_LAUNCHER";

    /** So the variables begin that stand for options. */
    private static final String OPTIONS = "PORTCULLIS_";

    private static final Duration BEAT = Duration.ofSeconds(1);

    /** The other side: asks for changes. */
    static DeskBench.Changes asking(PrintWriter out, BufferedReader in) {
        return new DeskBench.Changes() {
            @Override
            public void begin() throws IOException {
                ask(BEGIN);
            }

            @Override
            public String end() throws IOException {
                return ask(END);
            }

            private String ask(String what) throws IOException {
                out.println(what);
                out.flush();
                return Objects.requireNonNullElse(in.readLine(), "");
            }
        };
    }

    /** @throws FailureException if the console could not be measured */
    void run(BenchedServer server) throws InterruptedException {
        say("server: " + server.description());
        try (Belongings belongings = new Belongings();
                Generator generator = new Generator(server.address());
                Survey survey = Survey.begin(generator, server.operator(), pace)) {
            survey.settle();
            say(String.format(Locale.ROOT, "population: %,d active sessions", survey.active()));
            Path password = belongings.make(ThrowAwayFolder::make).path().resolve("password");
            Files.writeString(password, server.operator().password());
            Happenings happenings =
                    new Happenings(Objects.requireNonNull(server.running()).database(), survey.handles(SESSIONS));
            Process desk = start(command(server, password));
            belongings.keep(desk::destroy);
            conduct(desk, happenings);
            int code = desk.waitFor();
            if (code != 0) {
                throw new FailureException("the console could not be measured: it ended with exit code " + code);
            }
        } catch (IOException e) {
            throw new FailureException("the console cannot be started: " + FileTrouble.reason(e), e);
        }
    }

    private static Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        // What the environment says of options is said to this process; the other gets all of its own on its command
        // line.
        builder.environment().keySet().removeIf(name -> name.equals(LAUNCHED) || name.startsWith(OPTIONS));
        return builder.start();
    }

    private List<String> command(BenchedServer server, Path password) {
        List<String> command = new ArrayList<>();
        Optional<Path> installed = launcher().filter(_ -> jvm.isEmpty());
        if (installed.isPresent()) {
            command.add(installed.get().toString());
        } else {
            command.add(java().toString());
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
            command.addAll(jvm);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Portcullis.class.getName()));
        }
        command.addAll(List.of("bench", "console", "--conducted"));
        command.addAll(List.of("--server", server.address().toString()));
        command.addAll(List.of("--email", server.operator().email(), "--password-file", password.toString()));
        command.addAll(List.of("--for", pace.time().toSeconds() + "s"));
        return command;
    }

    /** The console's own launcher, where this is installed with one: then that is what is measured. */
    private static Optional<Path> launcher() {
        return Optional.ofNullable(System.getProperty("jpackage.app-path"))
                .map(path -> Path.of(path).resolveSibling("portcullis-console"))
                .filter(Files::isExecutable);
    }

    /** As it is installed, this process is not Java's own program, but a launcher. */
    private static Path java() {
        Path directory = Path.of(System.getProperty("java.home"), "bin");
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        return directory.resolve(windows ? "java.exe" : "java");
    }

    /** Until the console's output ends; of one that has ended before it could be answered, its exit code tells more. */
    private void conduct(Process desk, Happenings happenings) {
        try (var background = Executors.newVirtualThreadPerTaskExecutor();
                Load load = new Load(happenings, rate);
                BufferedReader from = desk.inputReader();
                BufferedWriter to = desk.outputWriter()) {
            CompletableFuture<Void> running = CompletableFuture.completedFuture(null);
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                switch (line) {
                    case BEGIN -> {
                        running = CompletableFuture.runAsync(load, background);
                        answer(to, "");
                    }
                    case END -> {
                        load.stop();
                        running.join();
                        answer(to, String.format(Locale.ROOT, "%,.0f changes/s", load.rate()));
                    }
                    default -> say(line);
                }
            }
        } catch (IOException e) {
            LOG.debug("the console does not listen any more", e);
        }
    }

    private static void answer(BufferedWriter to, String line) throws IOException {
        to.write(line);
        to.newLine();
        to.flush();
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Changes until it is told to stop. */
    private static final class Load implements Runnable, AutoCloseable {
        private final Happenings happenings;
        private final int wanted;
        private volatile boolean stopped;
        private volatile double rate;

        Load(Happenings happenings, int wanted) {
            this.happenings = happenings;
            this.wanted = wanted;
        }

        @Override
        public void run() {
            long begun = System.nanoTime();
            long events = 0;
            try {
                while (!stopped) {
                    events += happenings.refreshes(wanted, BEAT);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            rate = events / ((System.nanoTime() - begun) / 1e9);
        }

        void stop() {
            stopped = true;
        }

        /** What runs it would be waited for without end otherwise. */
        @Override
        public void close() {
            stop();
        }

        double rate() {
            return rate;
        }
    }
}
