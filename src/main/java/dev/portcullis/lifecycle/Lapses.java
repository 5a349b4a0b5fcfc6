package dev.portcullis.lifecycle;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.cluster.Feed;
import dev.portcullis.session.Session;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.util.UUID;

/**
 * The ends of sessions whose time has passed. Nobody is told of one before it is written down: a use that was under way, and in time, may still have been about to keep the
 * session alive. One that waits here is written before.
 */
public final class Lapses {
    private final Database database;
    private final LastSeen lastSeen;
    private final Feed feed;

    public Lapses(Database database, LastSeen lastSeen, Feed feed) {
        this.database = database;
        this.lastSeen = lastSeen;
        this.feed = feed;
    }

    /** Something that is read of the session when its end, if it has come, is written down. */
    interface Reading<T> {
        T in(Transaction transaction) throws SQLException;
    }

    /** Whether its time seems to have passed, and that is not written down. */
    static boolean isToBeSettled(Session session) {
        Session.End over = session.over();
        return over != null && !over.recorded() && over.reason() != EndReason.ACCOUNT;
    }

    /** Writes a use that waits, then the end of the session if it has come; then reads. */
    <T> T settle(UUID handle, Reading<T> reading) {
        lastSeen.flush(handle);
        T read = database.transact(transaction -> {
            EventStore.append(transaction, EventType.SESSION_ENDED, SessionStore.settle(transaction, handle));
            return reading.in(transaction);
        });
        feed.nudge();
        return read;
    }
}
