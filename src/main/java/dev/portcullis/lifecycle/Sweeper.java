package dev.portcullis.lifecycle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portcullis.api.EventType;
import dev.portcullis.cluster.Feed;
import dev.portcullis.session.Operator;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.ExportStore;
import dev.portcullis.store.GuessStore;
import dev.portcullis.store.LockStore;
import dev.portcullis.store.NodeStore;
import dev.portcullis.store.RevocationStore;
import dev.portcullis.store.RevokedTokenStore;
import dev.portcullis.store.RollupStore;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.SuspensionStore;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Housekeeping: writes down the ends of sessions whose time has passed, and removes what has been kept long enough. Nothing depends on its being prompt: a
 * session whose time has passed is refused whether or not this has run.
 */
public final class Sweeper {
    private static final int BATCH = 500;
    private static final int BATCHES = 20;

    /** So long somebody who is late is told that the plan has expired, and not that there is none. */
    private static final Duration PLANS_KEPT = Duration.ofMinutes(5);

    /** A server that writes an export says so every few seconds. */
    private static final Duration EXPORTS_SILENT = Duration.ofMinutes(2);

    private final Database database;
    private final Duration retention;
    private final Feed feed;

    /** @param retention how long ended sessions and events are kept */
    public Sweeper(Database database, Duration retention, Feed feed) {
        this.database = database;
        this.retention = retention;
        this.feed = feed;
    }

    /** Writes down ends, in small transactions. */
    public void sweep() {
        for (int batch = 0; batch < BATCHES; batch++) {
            SessionStore.Swept swept = database.transact(transaction -> {
                SessionStore.Swept done = SessionStore.sweep(transaction, BATCH);
                EventStore.append(transaction, EventType.SESSION_ENDED, done.lapsed());
                return done;
            });
            if (!swept.lapsed().isEmpty()) {
                feed.nudge();
            }
            if (swept.looked() < BATCH) {
                return;
            }
        }
    }

    /** Writes down that suspended sessions go on whose suspension has passed. */
    public void releaseSuspended() {
        inBatches(transaction -> {
            List<UUID> released = SuspensionStore.sweep(transaction, BATCH);
            EventStore.append(
                    transaction,
                    EventType.SESSION_CHANGED,
                    released,
                    JsonNodeFactory.instance.objectNode().put("released", true));
            return released.size();
        });
    }

    /** Writes down that exports broke off whose server is gone. */
    public void giveUpExports() {
        inBatches(transaction -> {
            List<ExportStore.Left> left = ExportStore.giveUp(transaction, EXPORTS_SILENT, BATCH);
            left.forEach(export -> SessionExports.noteBroken(
                    transaction, Operator.OURSELVES, export.id(), export.count(), "the server stopped"));
            return left.size();
        });
    }

    /** Removes what is older than the retention, in small transactions. */
    public void remove() {
        inBatches(transaction -> SessionStore.remove(transaction, retention, BATCH));
        inBatches(transaction -> RevocationStore.remove(transaction, retention, BATCH));
        inBatches(transaction -> ExportStore.remove(transaction, retention, BATCH));
        inBatches(transaction -> AccountStore.removeDeleted(transaction, retention, BATCH));
        inBatches(transaction -> GuessStore.remove(transaction, BATCH));
        inBatches(transaction -> LockStore.removePassed(transaction, BATCH));
        inBatches(transaction -> NodeStore.remove(transaction, BATCH));
        inBatches(transaction -> RevokedTokenStore.removeExpired(transaction, BATCH));
        inBatches(transaction -> RollupStore.remove(transaction, minutesKept(), BATCH));
        inBatches(transaction -> EventStore.remove(transaction, retention, BATCH));
    }

    private Duration minutesKept() {
        return retention.compareTo(RollupStore.KEPT) > 0 ? retention : RollupStore.KEPT;
    }

    /** Removes plans that were not executed in time: soon, since they are large. */
    public void removePlans() {
        inBatches(transaction -> RevocationStore.removeExpired(transaction, PLANS_KEPT, BATCH));
    }

    private void inBatches(Database.Work<Integer> removal) {
        int removed;
        do {
            removed = database.transact(removal);
        } while (removed == BATCH && !Thread.currentThread().isInterrupted());
    }
}
