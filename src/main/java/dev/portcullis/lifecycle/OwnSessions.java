package dev.portcullis.lifecycle;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.api.OwnSession;
import dev.portcullis.api.OwnSessionPage;
import dev.portcullis.cluster.Feed;
import dev.portcullis.session.Session;
import dev.portcullis.store.AccountSessions;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user sees and ends their own sessions (ASVS 7.5.2). */
public final class OwnSessions {
    private final Database database;
    private final Feed feed;

    public OwnSessions(Database database, Feed feed) {
        this.database = database;
        this.feed = feed;
    }

    /**
     * A page of the user's active sessions, newest first.
     *
     * @param own the one that asks
     * @param after the last handle of the page before; null for the first page
     */
    public OwnSessionPage list(Session own, @Nullable UUID after, int limit) {
        UUID account = own.account().id();
        return database.read(transaction -> {
            List<Session> found = AccountSessions.page(transaction, account, after, limit + 1);
            boolean more = found.size() > limit;
            List<OwnSession> items = found.stream()
                    .limit(limit)
                    .map(session -> shown(session, own.handle()))
                    .toList();
            return new OwnSessionPage(
                    items,
                    AccountSessions.count(transaction, account),
                    more ? items.getLast().handle() : null);
        });
    }

    /** Ends one of them. False if the user has no such active session: whether somebody else has is not said. */
    public boolean end(Session own, UUID handle) {
        boolean ended = database.transact(transaction -> {
            boolean found =
                    SessionStore.ofAccount(transaction, own.account().id()).contains(handle);
            return found && end(transaction, own, List.of(handle)) == 1;
        });
        feed.nudge();
        return ended;
    }

    /**
     * Ends all of them but the one that asks; how many these were. Also those whose time seems to have passed: as long as that is not written down, a use that waits to be
     * written could bring one back.
     */
    public int endOthers(Session own) {
        int ended = database.transact(transaction -> end(
                transaction,
                own,
                SessionStore.ofAccount(transaction, own.account().id()).stream()
                        .filter(handle -> !handle.equals(own.handle()))
                        .toList()));
        feed.nudge();
        return ended;
    }

    private static int end(Transaction transaction, Session own, List<UUID> handles) throws SQLException {
        SessionStore.Ended ended = SessionStore.end(
                transaction, handles, EndReason.LOGOUT, own.account().email(), null);
        EventStore.append(transaction, EventType.SESSION_ENDED, ended.all());
        return ended.byUs().size();
    }

    private static OwnSession shown(Session session, UUID own) {
        return new OwnSession(
                session.handle(),
                session.handle().equals(own),
                session.createdAt(),
                session.lastSeenAt(),
                session.idleExpiresAt(),
                session.expiresAt(),
                session.client().address(),
                session.client().device().text(),
                session.client().device().type(),
                session.location().network(),
                session.location().country(),
                session.novelty().device(),
                session.novelty().network(),
                session.client().delivery());
    }
}
