package dev.portcullis.server;

import dev.portcullis.api.Delivery;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.FacetStore;
import dev.portcullis.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What only the database knows, for the metrics: asked beside the requests for them and remembered, so that they are answered at once whatever the database does,
 * and cost it the same however often they are asked for. Nobody asks, nothing is counted.
 */
final class SessionCounts {
    /** How often it is counted. */
    static final Duration EVERY = Duration.ofSeconds(10);

    /** After so long an old count says nothing, and nothing is what is shown. */
    private static final Duration STALE = Duration.ofSeconds(45);

    /** After so long without being asked for, it is not counted any more. */
    private static final Duration UNASKED = Duration.ofMinutes(5);

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private record Sample(Map<Delivery, Long> active, Duration heldBack, long at) {}

    private final Database database;
    private volatile @Nullable Sample sample;
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
            sample = database.readWithin(
                    LONGEST,
                    transaction -> new Sample(
                            FacetStore.activeByDelivery(transaction),
                            EventStore.heldBack(transaction),
                            System.nanoTime()));
        } catch (StoreUnavailableException e) {
            sample = null;
            throw e;
        }
    }

    /** Active sessions; NaN if that is not known. */
    double active(Delivery delivery) {
        Sample latest = latest();
        return latest == null ? Double.NaN : latest.active().getOrDefault(delivery, 0L);
    }

    /** For how long events have been waiting for somebody's transaction, in seconds; NaN if that is not known. */
    double heldBack() {
        Sample latest = latest();
        return latest == null ? Double.NaN : latest.heldBack().toMillis() / 1000.0;
    }

    private @Nullable Sample latest() {
        long now = System.nanoTime();
        askedAt = now;
        Sample latest = sample;
        return latest == null || now - latest.at() > STALE.toNanos() ? null : latest;
    }
}
