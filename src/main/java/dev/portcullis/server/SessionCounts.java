package dev.portcullis.server;

import dev.portcullis.api.Delivery;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.FacetStore;
import dev.portcullis.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What only the database knows, for the metrics: asked beside the requests for them and remembered, so that they are answered at once whatever the database does,
 * and cost it the same however often they are asked for. Nobody asks, nothing is counted; and nobody goes through the sessions for it: while the counts that follow the
 * feed cannot be used, how many there are is not known.
 */
final class SessionCounts {
    /** How often it is counted. */
    static final Duration EVERY = Duration.ofSeconds(10);

    /** After so long an old count says nothing, and nothing is what is shown. */
    private static final Duration STALE = Duration.ofSeconds(45);

    /** After so long without being asked for, it is not counted any more. */
    private static final Duration UNASKED = Duration.ofMinutes(5);

    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** What was found, and when. */
    private record Sample<T>(T found, long at) {}

    private final Database database;
    private volatile @Nullable Sample<Map<Delivery, Long>> active;
    private volatile @Nullable Sample<Duration> heldBack;
    private volatile long askedAt = System.nanoTime();

    SessionCounts(Database database) {
        this.database = database;
    }

    /**
     * Counts, if somebody has asked lately.
     *
     * @throws StoreUnavailableException if the database is away; then nothing is known any more
     */
    void count() {
        if (System.nanoTime() - askedAt > UNASKED.toNanos()) {
            return;
        }
        try {
            database.readWithin(LONGEST, transaction -> {
                Optional<Map<Delivery, Long>> counted = FacetStore.activeByDelivery(transaction);
                Duration waiting = EventStore.heldBack(transaction);
                long now = System.nanoTime();
                counted.ifPresent(found -> active = new Sample<>(found, now));
                heldBack = new Sample<>(waiting, now);
                return true;
            });
        } catch (StoreUnavailableException e) {
            active = null;
            heldBack = null;
            throw e;
        }
    }

    /** Active sessions; NaN if that is not known. */
    double active(Delivery delivery) {
        Map<Delivery, Long> latest = latest(active);
        return latest == null ? Double.NaN : latest.getOrDefault(delivery, 0L);
    }

    /** For how long events have been waiting for somebody's transaction, in seconds; NaN if that is not known. */
    double heldBack() {
        Duration latest = latest(heldBack);
        return latest == null ? Double.NaN : latest.toMillis() / 1000.0;
    }

    private <T> @Nullable T latest(@Nullable Sample<T> sample) {
        long now = System.nanoTime();
        askedAt = now;
        return sample == null || now - sample.at() > STALE.toNanos() ? null : sample.found();
    }
}
