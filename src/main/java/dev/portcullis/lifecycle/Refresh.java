package dev.portcullis.lifecycle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
import dev.portcullis.store.StoreUnavailableException;
import dev.portcullis.store.Together;
import dev.portcullis.store.Transaction;
import dev.portcullis.token.RefreshTokens;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Refresh with rotation (RFC 9700 §4.14.2, ASVS 10.4.5), in the transaction that holds the session. A client that lost the answer, or raced itself, gets the same
 * successor again within the grace window; after it, a token that comes back is in two hands, and the session ends.
 *
 * <p>Whoever was answered 503 was told to come back, and the refresh may have been done all the same. For them the window begins when they are told, if that is within ten
 * minutes, on the server that answered so, and nobody has shown the successor. A token that had been spent before they asked is judged as ever.
 */
public final class Refresh {
    private static final int MOST_UNTOLD = 100_000;
    private static final Duration UNTOLD = Duration.ofMinutes(10);
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(1);

    private final Database database;
    private final RefreshTokens refreshTokens;
    private final Lapses lapses;
    private final Feed feed;
    private final Together<RefreshTokenStore.Succession, Optional<Session>> successions;

    /** The tokens of those who could not be told whether they were refreshed. */
    private final Cache<Untold, Asked> untold = Caffeine.newBuilder()
            .maximumSize(MOST_UNTOLD)
            .expireAfterWrite(UNTOLD)
            .build();

    /** @param hash of the token's secret */
    private record Untold(UUID handle, ByteBuffer hash) {
        static Untold of(Credential presented) {
            return new Untold(
                    presented.handle(), ByteBuffer.wrap(presented.secret().hash()));
        }
    }

    /**
     * When they asked, by {@link System#nanoTime}.
     *
     * @param told when they were told in the end; null while they have not been
     */
    private record Asked(long at, @Nullable Long told) {}

    public Refresh(Database database, RefreshTokens refreshTokens, Lapses lapses, Feed feed) {
        this.database = database;
        this.refreshTokens = refreshTokens;
        this.lapses = lapses;
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

    /**
     * Rotates: at once if nothing speaks against it, which is one statement; otherwise it is looked into.
     *
     * @throws StoreUnavailableException if it cannot be found out; it may have been done
     */
    public Outcome refresh(Credential presented) {
        long begun = System.nanoTime();
        try {
            Outcome outcome = rotate(presented);
            told(presented);
            return outcome;
        } catch (StoreUnavailableException e) {
            untold.asMap().putIfAbsent(Untold.of(presented), new Asked(begun, null));
            throw e;
        }
    }

    /** From here on the window is the usual one. */
    private void told(Credential presented) {
        untold.asMap()
                .computeIfPresent(
                        Untold.of(presented),
                        (_, asked) -> asked.told() == null ? new Asked(asked.at(), System.nanoTime()) : asked);
    }

    private Outcome rotate(Credential presented) {
        Credential next = refreshTokens.successor(presented);
        Optional<Session> rotated = successions.ask(new RefreshTokenStore.Succession(
                presented.handle(), presented.secret().hash(), next.secret().hash(), UUID.randomUUID()));
        if (rotated.isPresent()) {
            feed.nudge();
            return new Outcome.Refreshed(rotated.get(), next);
        }
        if (!known(presented)) {
            return new Outcome.Refused(); // handles are public: nobody takes a session's lock without its secret
        }
        Outcome outcome = database.<Optional<Outcome>>transact(transaction -> judge(transaction, presented, next))
                .orElseGet(() -> lapses.settle(
                        presented.handle(),
                        transaction -> judge(transaction, presented, next).orElseGet(Outcome.Refused::new)));
        feed.nudge();
        return outcome;
    }

    /** Empty if the session's time seems to have passed, and that is not written down. */
    private Optional<Outcome> judge(Transaction transaction, Credential presented, Credential next)
            throws SQLException {
        Optional<Session> session = SessionStore.lock(transaction, presented.handle());
        if (session.isEmpty()) {
            return Optional.of(new Outcome.Refused());
        }
        if (!session.get().live()) {
            return Lapses.isToBeSettled(session.get()) ? Optional.empty() : Optional.of(new Outcome.Refused());
        }
        Optional<RefreshToken> token = RefreshTokenStore.find(
                transaction, presented.handle(), presented.secret().hash());
        if (token.isEmpty()) {
            return Optional.of(new Outcome.Refused());
        }
        boolean waits = token.get().generation() + 1 == session.get().refresh().generation()
                && wasUntold(
                        presented,
                        token.get().spentFor(),
                        session.get().limits().grace());
        return Optional.of(judge(transaction, session.get(), token.get(), next, waits));
    }

    /** Whether it may have been spent by a request of which its client was not told, and has been told for less than the grace window, if at all. */
    private boolean wasUntold(Credential presented, @Nullable Duration spentFor, Duration grace) {
        Asked asked = untold.getIfPresent(Untold.of(presented));
        long now = System.nanoTime();
        return asked != null
                && spentFor != null
                && spentFor.toNanos() <= now - asked.at() + CLOCKS_DIFFER.toNanos()
                && (asked.told() == null || now - asked.told() <= grace.toNanos());
    }

    private boolean known(Credential presented) {
        byte[] hash = presented.secret().hash();
        return database.read(transaction -> RefreshTokenStore.find(transaction, presented.handle(), hash))
                .isPresent();
    }

    /** @param waits whether its client has not been told of its successor yet */
    private static Outcome judge(
            Transaction transaction, Session session, RefreshToken token, Credential next, boolean waits)
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
        if (spentFor.compareTo(session.limits().grace()) <= 0 || waits) {
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
