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
 * How long the active sessions still have. Who asks first waits until they have been gone through; afterwards everybody is answered at once with what is known, which
 * is counted again beside the requests when it is some seconds old.
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

    Stats.TimeLeft latest() {
        Known last = known;
        if (last == null || !last.youngerThan(STALE)) {
            return count();
        }
        if (!last.youngerThan(FRESH) && counting.compareAndSet(false, true)) {
            Thread.ofVirtual().name("time-left").start(this::countAside);
        }
        return last.answer();
    }

    private Stats.TimeLeft count() {
        Stats.TimeLeft answer = database.read(StatsStore::timeLeft);
        known = new Known(answer, System.nanoTime());
        return answer;
    }

    private void countAside() {
        try {
            count();
        } catch (StoreUnavailableException e) {
            LOG.debug("not counted: {}", e.getMessage());
        } finally {
            counting.set(false);
        }
    }
}
