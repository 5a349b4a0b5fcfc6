package dev.portcullis.seed;

import dev.portcullis.api.EventType;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Puts events into the feed at a steady rate, as another server over the same database would: in many small transactions, on two connections, so that they commit in
 * another order than they began. The sessions stay as they are.
 */
public final class Happenings {
    private static final int CONNECTIONS = 2;
    private static final Duration EACH = Duration.ofMillis(10);

    private final Database database;
    private final List<UUID> sessions;

    /** @param sessions that the events tell of, in turn */
    public Happenings(Database database, List<UUID> sessions) {
        this.database = database;
        this.sessions = List.copyOf(sessions);
    }

    /**
     * Has so many refreshes a second told.
     *
     * @return how many it was; fewer than the rate says if the database is not fast enough
     */
    public long refreshes(int rate, Duration time) throws InterruptedException {
        long events = 0;
        try (ExecutorService writers = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<Long>> all = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int part = rate / CONNECTIONS + (i < rate % CONNECTIONS ? 1 : 0);
                int first = i;
                all.add(writers.submit(() -> write(first, part, time)));
            }
            for (Future<Long> each : all) {
                events += each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("no events could be written", e.getCause());
        }
        return events;
    }

    private long write(int first, int rate, Duration time) {
        long begun = System.nanoTime();
        long written = 0;
        int next = first;
        for (long passed = 0; passed < time.toNanos(); passed = System.nanoTime() - begun) {
            int due = (int) (Math.min(passed + EACH.toNanos(), time.toNanos()) * (double) rate / 1e9 - written);
            List<UUID> told = new ArrayList<>();
            for (int i = 0; i < Math.min(due, rate); i++) {
                told.add(sessions.get(next));
                next = (next + CONNECTIONS) % sessions.size();
            }
            if (!told.isEmpty()) {
                database.transact(transaction -> {
                    EventStore.append(transaction, EventType.TOKEN_REFRESHED, told);
                    return true;
                });
                written += told.size();
            }
            LockSupport.parkNanos(begun + passed + EACH.toNanos() - System.nanoTime());
        }
        return written;
    }
}
