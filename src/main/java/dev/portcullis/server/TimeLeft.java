package dev.portcullis.server;

import dev.portcullis.api.Stats;
import dev.portcullis.store.Database;
import dev.portcullis.store.StatsStore;
import dev.portcullis.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long the active sessions still have. All of them are gone through for that, beside the requests: who asks is answered with what is known, and not at all before
 * anything is. Nobody asks, nothing is counted; and the database spends a twentieth of one processor on it at most, however many sessions there are.
 */
final class TimeLeft {
    private static final Logger LOG = LoggerFactory.getLogger(TimeLeft.class);
    private static final Duration FRESH = Duration.ofSeconds(5);

    /** After so long an old answer says too little, unless it takes that long to make another. */
    private static final Duration STALE = Duration.ofMinutes(1);

    /** So many times as long as it took, none is made anew. */
    private static final int PAUSES = 20;

    /**
     * An answer.
     *
     * @param at when it was made
     * @param took how long that took
     */
    private record Known(Stats.TimeLeft answer, long at, Duration took) {
        boolean isFresh() {
            return isYoungerThan(longer(FRESH, took.multipliedBy(PAUSES)));
        }

        boolean isStale() {
            return !isYoungerThan(longer(STALE, took.multipliedBy(2L * PAUSES)));
        }

        private boolean isYoungerThan(Duration age) {
            return System.nanoTime() - at < age.toNanos();
        }

        private static Duration longer(Duration one, Duration other) {
            return one.compareTo(other) > 0 ? one : other;
        }
    }

    private final Database database;
    private final AtomicBoolean counting = new AtomicBoolean();
    private volatile @Nullable Known known;

    TimeLeft(Database database) {
        this.database = database;
    }

    /** Null if nothing is known, or only what was long ago. */
    Stats.@Nullable TimeLeft latest() {
        Known last = known;
        if ((last == null || !last.isFresh()) && counting.compareAndSet(false, true)) {
            Thread.ofVirtual().name("time-left").start(this::count);
        }
        return last == null || last.isStale() ? null : last.answer();
    }

    private void count() {
        long begun = System.nanoTime();
        try {
            Stats.TimeLeft answer = database.read(StatsStore::timeLeft);
            long now = System.nanoTime();
            known = new Known(answer, now, Duration.ofNanos(now - begun));
        } catch (StoreUnavailableException e) {
            LOG.debug("not counted: {}", e.getMessage());
        } finally {
            counting.set(false);
        }
    }
}
