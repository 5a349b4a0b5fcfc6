package dev.portcullis.seed;

import dev.portcullis.store.Database;
import dev.portcullis.store.PopulationStore;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Puts a population into a database, on two connections, in transactions that last a second or two each: a server that runs over it meanwhile serves on, and its
 * feed is held back no longer than that. Events come last, by one connection in one order, when all sessions that they tell of are there.
 */
public final class Seeding {
    private static final int CONNECTIONS = 2;
    private static final int ACCOUNTS = 50_000;
    private static final int SESSIONS = 20_000;
    private static final int EVENTS = 100_000;

    private final Database database;
    private final Population population;
    private final long policyVersion;
    private final Listener listener;

    /**
     * A part of the work that is done.
     *
     * @param what accounts, sessions with their tokens, or events
     */
    public record Done(String what, long rows, Duration time) {}

    /** Who wants to know how it goes. */
    @FunctionalInterface
    public interface Listener {
        void done(Done done);
    }

    /** @param policyVersion of the policy that holds */
    public Seeding(Database database, Population population, long policyVersion, Listener listener) {
        this.database = database;
        this.population = population;
        this.policyVersion = policyVersion;
        this.listener = listener;
    }

    /**
     * Puts all of it in.
     *
     * @return how many rows
     */
    public long run() throws InterruptedException {
        long rows = part("accounts", population.accounts(), ACCOUNTS, CONNECTIONS, this::accounts);
        rows += part("sessions and tokens", population.sessions(), SESSIONS, CONNECTIONS, this::sessions);
        History history = population.history();
        rows += part(
                "events",
                history.events(),
                EVENTS,
                1,
                (transaction, from, to) -> PopulationStore.addEvents(
                        transaction, IntStream.range(from, to).mapToObj(history::event)));
        database.transact(transaction -> {
            PopulationStore.takeTime(transaction);
            PopulationStore.analyze(transaction);
            return true;
        });
        return rows;
    }

    private long accounts(Transaction transaction, int from, int to) throws SQLException {
        return PopulationStore.addAccounts(
                transaction, IntStream.range(from, to).mapToObj(population::account));
    }

    private long sessions(Transaction transaction, int from, int to) throws SQLException {
        return PopulationStore.addSessions(
                        transaction, IntStream.range(from, to).mapToObj(population::session), policyVersion)
                + PopulationStore.addTokens(
                        transaction, IntStream.range(from, to).boxed().flatMap(i -> population.tokens(i).stream()));
    }

    /** Puts in what has these numbers; done again from the start if the database undoes it. */
    @FunctionalInterface
    private interface Piece {
        long put(Transaction transaction, int from, int to) throws SQLException;
    }

    private long part(String what, int count, int atOnce, int connections, Piece piece) throws InterruptedException {
        long started = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        AtomicLong rows = new AtomicLong();
        Runnable work = () -> {
            for (int from = next.getAndAdd(atOnce); from < count; from = next.getAndAdd(atOnce)) {
                int begin = from;
                int end = Math.min(begin + atOnce, count);
                rows.addAndGet(database.transact(transaction -> {
                    PopulationStore.takeTime(transaction);
                    return piece.put(transaction, begin, end);
                }));
            }
        };
        try (ExecutorService workers = Executors.newFixedThreadPool(connections)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                all.add(workers.submit(work));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
        listener.done(new Done(what, rows.get(), Duration.ofNanos(System.nanoTime() - started)));
        return rows.get();
    }
}
