package dev.portcullis.command;

import dev.portcullis.account.Argon2;
import dev.portcullis.seed.Population;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** With how many sessions {@code bench} measures what operators ask. */
final class SurveyOptions {
    private static final int USUAL = 100_000;

    @Option(
            names = "--sessions",
            split = ",",
            paramLabel = "N",
            description =
                    "list, facet, plan, export, feed, console: how many made-up sessions the server that it starts has;"
                            + " of several numbers, each, and the ratio. Default: 100000.")
    private List<Integer> sessions = List.of();

    @Option(
            names = "--data-dir",
            split = ",",
            paramLabel = "DIR",
            description = "The same over data directories of which no server runs, as bench seed fills them. feed and"
                    + " console write events into them; nothing is taken away. Not from the environment.")
    private List<Path> dataDirs = List.of();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec bench;

    /** On the command line. */
    boolean given() {
        return given("--sessions") || given("--data-dir");
    }

    private boolean given(String option) {
        return new Given(Objects.requireNonNull(bench)).has(option);
    }

    /** What the environment or the configuration file names is a server's, and not to be measured unasked. */
    private List<Path> dataDirs() {
        return given("--data-dir") ? dataDirs : List.of();
    }

    private List<Integer> sessions() {
        return given("--data-dir") && !given("--sessions") ? List.of() : sessions;
    }

    void check() {
        for (int each : sessions()) {
            if (each < 1 || each + each / 4 > Population.MOST_SESSIONS) {
                throw new UsageException(
                        "--sessions must be from 1 to " + Population.MOST_SESSIONS / 5 * 4 + ", not " + each);
            }
        }
        for (Path each : dataDirs()) {
            if (!Files.isDirectory(DataFolder.database(each))) {
                throw new UsageException("--data-dir: there is no database in " + each);
            }
        }
        if (!sessions().isEmpty() && !dataDirs().isEmpty()) {
            throw new UsageException("give --sessions or --data-dir, not both");
        }
    }

    /**
     * Each is started when it is asked for.
     *
     * @param argon2 of those in folders that are thrown away
     * @param lasting of those over data directories
     */
    List<Supplier<BenchedServer>> servers(Argon2 argon2, Argon2 lasting) {
        List<Integer> wanted = sessions().isEmpty() && dataDirs().isEmpty() ? List.of(USUAL) : sessions();
        return Stream.concat(
                        wanted.stream()
                                .<Supplier<BenchedServer>>map(each -> () -> BenchedServer.populated(argon2, each)),
                        dataDirs().stream()
                                .<Supplier<BenchedServer>>map(each -> () -> BenchedServer.over(lasting, each)))
                .toList();
    }
}
