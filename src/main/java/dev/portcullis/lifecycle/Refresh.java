package dev.portcullis.lifecycle;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.cluster.Feed;
import dev.portcullis.session.Credential;
import dev.portcullis.session.Session;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.RefreshTokenStore;
import dev.portcullis.store.RefreshTokenStore.RefreshToken;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.Together;
import dev.portcullis.store.Transaction;
import dev.portcullis.token.RefreshTokens;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Refresh with rotation (RFC 9700 §4.14.2, ASVS 10.4.5), in the transaction that holds the session. A client that lost the answer, or raced itself, gets the same
 * successor again within the grace window; after it, a token that comes back is in two hands, and the session ends.
 */
public final class Refresh {
    private final Database database;
    private final RefreshTokens refreshTokens;
    private final Feed feed;
    private final Together<RefreshTokenStore.Succession, Optional<Session>> successions;

    public Refresh(Database database, RefreshTokens refreshTokens, Feed feed) {
        this.database = database;
        this.refreshTokens = refreshTokens;
        this.feed = feed;
        this.successions = database.together(RefreshTokenStore::succeed);
    }

    /** What came of it. */
    public sealed interface Outcome {
        /** The session with its new access token bound, and the next refresh token. */
        record Refreshed(Session session, Credential next) implements Outcome {}

        /** The token is right, and the session is suspended: it will be good again, or the session ends. */
        record Suspended() implements Outcome {}

        /** Not a refresh token of an active session (RFC 6749 §5.2 {@code invalid_grant}). */
        record Refused() implements Outcome {}
    }

    /** Rotates: at once if nothing speaks against it, which is one statement; otherwise it is looked into. */
    public Outcome refresh(Credential presented) {
        Credential next = refreshTokens.successor(presented);
        Optional<Session> rotated = successions.ask(new RefreshTokenStore.Succession(
                presented.handle(), presented.secret().hash(), next.secret().hash(), UUID.randomUUID()));
        if (rotated.isPresent()) {
            feed.nudge();
            return new Outcome.Refreshed(rotated.get(), next);
        }
        return known(presented)
                ? judge(presented, next)
                : new Outcome.Refused(); // handles are public: nobody takes a session's lock without its secret
    }

    private Outcome judge(Credential presented, Credential next) {
        Outcome outcome = database.transact(transaction -> {
            Optional<Session> session = SessionStore.lock(transaction, presented.handle());
            if (session.isEmpty() || !session.get().live()) {
                return new Outcome.Refused();
            }
            Optional<RefreshToken> token = RefreshTokenStore.find(
                    transaction, presented.handle(), presented.secret().hash());
            return token.isEmpty() ? new Outcome.Refused() : judge(transaction, session.get(), token.get(), next);
        });
        feed.nudge();
        return outcome;
    }

    private boolean known(Credential presented) {
        byte[] hash = presented.secret().hash();
        return database.read(transaction -> RefreshTokenStore.find(transaction, presented.handle(), hash))
                .isPresent();
    }

    private static Outcome judge(Transaction transaction, Session session, RefreshToken token, Credential next)
            throws SQLException {
        int current = session.refresh().generation();
        Duration spentFor = token.spentFor();
        if (spentFor == null) {
            if (!session.readAt().isBefore(session.refresh().expiresAt())) {
                return new Outcome.Refused();
            }
            if (!session.active()) {
                return new Outcome.Suspended();
            }
            RefreshTokenStore.spend(transaction, session.handle(), current);
            Session rotated = SessionStore.rotate(transaction, session, UUID.randomUUID());
            RefreshTokenStore.add(
                    transaction,
                    session.handle(),
                    rotated.refresh().generation(),
                    next.secret().hash());
            EventStore.append(transaction, EventType.TOKEN_REFRESHED, session.handle());
            return new Outcome.Refreshed(rotated, next);
        }
        if (spentFor.compareTo(session.limits().grace()) <= 0) {
            // Whatever generation is current by now: a duplicate that was delayed on its way is no theft. Its successor
            // has its own window.
            RefreshTokenStore.judge(transaction, session.handle(), token.generation(), "race");
            if (RefreshTokenStore.superseded(transaction, session.handle(), token.generation())) {
                return new Outcome.Refused(); // a re-authentication overtook this refresh, and has given another token
            }
            return session.active() ? new Outcome.Refreshed(session, next) : new Outcome.Suspended();
        }
        RefreshTokenStore.judge(transaction, session.handle(), token.generation(), "stale");
        SessionStore.markReused(transaction, session.handle());
        EventStore.append(transaction, EventType.TOKEN_REUSED, session.handle());
        EventStore.append(
                transaction,
                EventType.SESSION_ENDED,
                SessionStore.end(transaction, List.of(session.handle()), EndReason.REUSE, null, null)
                        .all());
        return new Outcome.Refused();
    }
}
