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
 * anything is. Nobody asks, nothing is counted.
 */
final class TimeLeft {
    private static final Logger LOG = LoggerFactory.getLogger(TimeLeft.class);
    private static final Duration FRESH = Duration.ofSeconds(5);

    /** After so long an old answer says too little. */
    private static final Duration STALE = Duration.ofMinutes(1);

    private record Known(Stats.TimeLeft answer, long at) {
        boolean youngerThan(Duration age) {
            return System.nanoTime() - at < age.toNanos();
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
        if ((last == null || !last.youngerThan(FRESH)) && counting.compareAndSet(false, true)) {
            Thread.ofVirtual().name("time-left").start(this::count);
        }
        return last == null || !last.youngerThan(STALE) ? null : last.answer();
    }

    private void count() {
        try {
            known = new Known(database.read(StatsStore::timeLeft), System.nanoTime());
        } catch (StoreUnavailableException e) {
            LOG.debug("not counted: {}", e.getMessage());
        } finally {
            counting.set(false);
        }
    }
}
