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
import dev.portcullis.store.StoreUnavailableException;
import dev.portcullis.store.SuspensionStore;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Housekeeping: writes down the ends of sessions whose time has passed, and removes what has been kept long enough. Nothing depends on its being prompt: a
 * session whose time has passed is refused whether or not this has run.
 */
public final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final int BATCH = 500;
    private static final int BATCHES = 20;

    /** Of one session that had very many. */
    private static final int TOKENS = 10_000;

    /** So long somebody who is late is told that the plan has expired, and not that there is none. */
    private static final Duration PLANS_KEPT = Duration.ofMinutes(5);

    /** A server that writes an export says so every few seconds. */
    private static final Duration EXPORTS_SILENT = Duration.ofMinutes(2);

    private final Database database;
    private final Duration retention;
    private final Feed feed;

    /** Whether the last round of {@link #sweep} failed. */
    private volatile boolean away;

    /** @param retention how long ended sessions and events are kept */
    public Sweeper(Database database, Duration retention, Feed feed) {
        this.database = database;
        this.retention = retention;
        this.feed = feed;
    }

    /** Writes down ends, in small transactions. After an outage of the database not before the next round: until then uses that waited for it are written, see {@link LastSeen}. */
    public void sweep() {
        if (away) {
            away = !database.reachable();
            return;
        }
        away = true;
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
                break;
            }
        }
        away = false;
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

    /** Removes what is older than the retention, in small transactions. What cannot be removed stands in the way of nothing else. */
    public void remove() {
        remove("sessions", transaction -> SessionStore.remove(transaction, retention, BATCH));
        remove(
                "sessions with very many tokens",
                transaction -> SessionStore.removeLong(transaction, retention, TOKENS) ? BATCH : 0);
        remove("revocations", transaction -> RevocationStore.remove(transaction, retention, BATCH));
        remove("exports", transaction -> ExportStore.remove(transaction, retention, BATCH));
        remove("accounts", transaction -> AccountStore.removeDeleted(transaction, retention, BATCH));
        remove("failed logins", transaction -> GuessStore.remove(transaction, BATCH));
        remove("locks", transaction -> LockStore.removePassed(transaction, BATCH));
        remove("servers", transaction -> NodeStore.remove(transaction, BATCH));
        remove("revoked tokens", transaction -> RevokedTokenStore.removeExpired(transaction, BATCH));
        remove("counts", transaction -> RollupStore.remove(transaction, minutesKept(), BATCH));
        remove("events", transaction -> EventStore.remove(transaction, retention, BATCH));
    }

    private void remove(String what, Database.Work<Integer> removal) {
        try {
            inBatches(removal);
        } catch (StoreUnavailableException e) {
            LOG.warn("removing old {} waits for the database: {}", what, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("removing old {} failed", what, e);
        }
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
