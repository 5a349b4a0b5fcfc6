package dev.portcullis.lifecycle;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.cluster.Feed;
import dev.portcullis.session.Credential;
import dev.portcullis.session.Secret;
import dev.portcullis.session.Session;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.RefreshTokenStore;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.Transaction;
import dev.portcullis.token.AccessToken;
import dev.portcullis.token.AccessTokens;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether there is an active session: what any server asks with each request. */
public final class Verification {
    private final Database database;
    private final AccessTokens accessTokens;
    private final LastSeen lastSeen;
    private final Lapses lapses;
    private final Feed feed;

    public Verification(Database database, AccessTokens accessTokens, LastSeen lastSeen, Lapses lapses, Feed feed) {
        this.database = database;
        this.accessTokens = accessTokens;
        this.lastSeen = lastSeen;
        this.lapses = lapses;
        this.feed = feed;
    }

    /** What came of asking. */
    public sealed interface Result {
        /** It is active. */
        record Active(Session session) implements Result {}

        /** The credential is right, and the session has not ended; but it opens nothing for now. */
        record Suspended(Session session) implements Result {}

        /** The credential is right, but the session has ended. */
        record Ended(EndReason reason) implements Result {}

        /** The credential opens nothing: no such session, or another secret; not told apart. */
        record Unknown() implements Result {}
    }

    /** What a credential opens, as often as it is asked. */
    private interface Opened {
        Optional<Session> in(Transaction transaction) throws SQLException;
    }

    /** By the cookie's credential. Does not count as use: see {@link #used}. */
    public Result byCookie(Credential credential) {
        return result(transaction -> SessionStore.find(transaction, credential.handle())
                .filter(session -> credential.secret().matches(session.secretHash())));
    }

    /** By an access token, whose session must be active too (ASVS 7.4.1: ending stops self-contained tokens as well). */
    public Result byAccessToken(String token) {
        return accessTokens.read(token).map(this::byAccessToken).orElseGet(Result.Unknown::new);
    }

    /** The same for a token that was read before. */
    public Result byAccessToken(AccessToken token) {
        UUID handle = token.session();
        return handle == null ? new Result.Unknown() : result(transaction -> ofToken(transaction, handle, token));
    }

    private static Optional<Session> ofToken(Transaction transaction, UUID handle, AccessToken token)
            throws SQLException {
        Optional<Session> session =
                SessionStore.find(transaction, handle).filter(found -> token.validAt(found.readAt()));
        return session.isPresent() && isReplaced(transaction, token, session.get()) ? Optional.empty() : session;
    }

    /**
     * Whether its session has been given new credentials since: then the token of before has ended (ASVS 7.2.4). Told by its {@code jti}, since its times are whole
     * seconds. An ordinary refresh ends no access token. What a gateway was given for the services behind it lives on: it says who the user is, and shows
     * nothing of how freshly.
     */
    private static boolean isReplaced(Transaction transaction, AccessToken token, Session session) throws SQLException {
        return session.client().delivery() == Delivery.TOKENS
                && !token.jti().equals(session.access().jti())
                && !RefreshTokenStore.goesOn(transaction, session.handle(), token.jti());
    }

    /**
     * Notes that an active session is used.
     *
     * @return false if it has ended meanwhile
     */
    public boolean used(Session session) {
        return lastSeen.used(session);
    }

    /**
     * A cookie's session with an access token that is good for a while: when the bound one nears its end, the next one is bound, and the refresh family moves
     * on with it, which of a cookie's session the server itself keeps.
     */
    public Result withFreshToken(Session session) {
        return nearsItsEnd(session) ? renew(session) : new Result.Active(session);
    }

    /**
     * The access token for the services behind a gateway: the one that is bound to the session, or the one that was presented, if that still says what is so. Where
     * an operator or a policy has narrowed the session since, it says no more than the session has left.
     */
    public String accessToken(Session session, @Nullable String presented) {
        return presented == null ? accessTokens.of(session) : accessTokens.narrowed(session, presented);
    }

    /** Whoever has re-authenticated meanwhile has another cookie: the one of before opens nothing, not even for who is being answered. */
    private Result renew(Session session) {
        Optional<Session> now = database.transact(transaction -> {
            Optional<Session> held = sameSecret(SessionStore.lock(transaction, session.handle()), session);
            if (held.isEmpty() || !held.get().active() || !nearsItsEnd(held.get())) {
                return held;
            }
            RefreshTokenStore.spend(
                    transaction, session.handle(), held.get().refresh().generation());
            Session rotated = SessionStore.rotate(transaction, held.get(), UUID.randomUUID());
            RefreshTokenStore.add(
                    transaction,
                    rotated.handle(),
                    rotated.refresh().generation(),
                    Secret.random().hash());
            EventStore.append(transaction, EventType.TOKEN_REFRESHED, rotated.handle());
            return Optional.of(rotated);
        });
        feed.nudge();
        return result(now, transaction -> sameSecret(SessionStore.find(transaction, session.handle()), session));
    }

    /** Which key signs the tokens that are given now: none of before may count any more. */
    public String signingKey() {
        return accessTokens.kid();
    }

    private static Optional<Session> sameSecret(Optional<Session> found, Session session) {
        return found.filter(now -> MessageDigest.isEqual(now.secretHash(), session.secretHash()));
    }

    private boolean nearsItsEnd(Session session) {
        if (session.client().delivery() != Delivery.COOKIE) {
            return false; // the client holds the refresh token, and decides
        }
        if (!session.access().expiresAt().isBefore(session.expiresAt())) {
            return false; // it reaches as far as the session itself
        }
        Duration left = Duration.between(session.readAt(), session.access().expiresAt());
        Duration fifth = session.limits().access().dividedBy(5);
        return left.compareTo(fifth) < 0;
    }

    private Result result(Opened opened) {
        return result(database.read(opened::in), opened);
    }

    private Result result(Optional<Session> found, Opened opened) {
        Optional<Session> settled = found.isPresent() && Lapses.isToBeSettled(found.get())
                ? lapses.settle(found.get().handle(), opened::in)
                : found;
        return settled.<Result>map(session -> {
                    Session.End over = session.over();
                    return over == null ? live(session) : new Result.Ended(over.reason());
                })
                .orElse(new Result.Unknown());
    }

    private static Result live(Session session) {
        return session.active() ? new Result.Active(session) : new Result.Suspended(session);
    }
}
