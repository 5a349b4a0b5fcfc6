package dev.portcullis.command;

import dev.portcullis.account.Argon2;
import dev.portcullis.seed.Population;
import dev.portcullis.seed.Seeding;
import dev.portcullis.session.Secret;
import dev.portcullis.store.Database;
import dev.portcullis.store.Durability;
import dev.portcullis.store.PolicyStore;
import dev.portcullis.store.PopulationStore;
import dev.portcullis.store.PrivateFile;
import dev.portcullis.store.StoreUnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench seed}: a made-up population, put straight into a database, so that what is slow with many sessions shows. */
@Command(
        name = "seed",
        description =
                "Puts made-up accounts and sessions straight into a database, which a server may be running over.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "The same numbers make the same rows, at times relative to now. Nobody holds their cookies or tokens.",
            "There is no way to take them out again but to delete the database."
        })
final class SeedCommand implements Callable<Integer>, Checked {
    private static final long LARGEST_SEED = 999_999_999;

    @Option(names = "--sessions", required = true, paramLabel = "N", description = "How many are to be active.")
    private int sessions;

    @Option(
            names = "--ended",
            paramLabel = "N",
            description = "How many have ended in the last 30 days. Default: a quarter of --sessions.")
    private @Nullable Integer ended;

    @Option(names = "--seed", paramLabel = "S", description = "A number that decides who and what. Default: 1.")
    private long seed = 1;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "The data directory of a server, which may run.")
    private @Nullable Path dataDir;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--password-file",
            paramLabel = "F",
            description = "A file with the password that all of its accounts get. Default: one that nobody knows.")
    private @Nullable Path passwordFile;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void check(Faults faults) {
        faults.unless(
                sessions >= 1 && sessions + (long) ended() <= Population.MOST_SESSIONS,
                "--sessions must be from 1 to " + Population.MOST_SESSIONS + ", with those of --ended");
        faults.unless(ended() >= 0, "--ended must not be negative");
        faults.unless(seed >= 0 && seed <= LARGEST_SEED, "--seed must be from 0 to " + LARGEST_SEED + ", not " + seed);
        Database.Address address = address(faults);
        faults.unless((address == null) != (dataDir() == null), "one of --data-dir and --db-url is needed");
        faults.orElse("", this::password);
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Database.Address address = address(new Faults());
        try (SeedTarget target =
                address == null ? SeedTarget.of(Objects.requireNonNull(dataDir())) : SeedTarget.of(address)) {
            put(target.database(), out);
            return 0;
        } catch (IOException | StoreUnavailableException e) {
            throw new FailureException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Null if it is a data directory's; the environment's gives way to a data directory that the command line gives. */
    private Database.@Nullable Address address(Faults faults) {
        return given("--data-dir") && !given("--db-url") ? null : database.address(faults);
    }

    /** The environment's gives way to a database that the command line gives. */
    private @Nullable Path dataDir() {
        return given("--db-url") && !given("--data-dir") ? null : dataDir;
    }

    private boolean given(String option) {
        return new Given(Objects.requireNonNull(spec)).has(option);
    }

    private void put(Database into, PrintWriter out) throws InterruptedException {
        long started = System.nanoTime();
        Instant now = into.read(PopulationStore::now);
        Population population =
                new Population(new Population.Plan(seed, sessions, ended(), now, Argon2.DEFAULT.hash(password())));
        requireNew(into, population);
        out.println("database: " + into.url() + " (" + Durability.of(into) + ")");
        out.printf(
                Locale.ROOT,
                "population: %,d active sessions and %,d that have ended, of %,d accounts, seed %d%n",
                sessions,
                ended(),
                population.accounts(),
                seed);
        out.flush();
        long rows = new Seeding(into, population, into.read(PolicyStore::version), done -> report(out, done)).run();
        double time = seconds(System.nanoTime() - started);
        out.printf(
                Locale.ROOT,
                "seed: %,d active sessions in %.1f s (%,d rows, %,.0f/s)%n",
                sessions,
                time,
                rows,
                rows / time);
        out.flush();
    }

    private static void report(PrintWriter out, Seeding.Done done) {
        double time = seconds(done.time().toNanos());
        out.printf(
                Locale.ROOT, "%s: %,d rows in %.1f s, %,.0f/s%n", done.what(), done.rows(), time, done.rows() / time);
        out.flush();
    }

    private void requireNew(Database into, Population population) {
        if (into.read(transaction -> PopulationStore.has(transaction, population.account(0)))) {
            throw new FailureException("a population of --seed " + seed + " is in this database; give another number");
        }
    }

    private int ended() {
        return ended == null ? sessions / 4 : ended;
    }

    private String password() {
        if (passwordFile == null) {
            return Secret.random().text();
        }
        try {
            return PrivateFile.read(passwordFile);
        } catch (IOException e) {
            throw new UsageException("--password-file: cannot read " + passwordFile + ": " + FileTrouble.reason(e));
        }
    }

    private static double seconds(long nanos) {
        return Math.max(nanos, 1) / 1e9;
    }
}
