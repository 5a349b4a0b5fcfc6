package dev.portcullis.lifecycle;

import dev.portcullis.api.EventType;
import dev.portcullis.cluster.Feed;
import dev.portcullis.lifecycle.Authentication.Demand;
import dev.portcullis.session.Credential;
import dev.portcullis.session.Secret;
import dev.portcullis.session.Session;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.RefreshTokenStore;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The user of a session proves again who they are (ASVS 7.5.1, 7.5.3), by every factor that the account has. The session goes on under its handle, with a new
 * secret and new tokens; the old ones open nothing any more (ASVS 7.2.4).
 */
public final class StepUp {
    private final Authentication authentication;
    private final Feed feed;

    public StepUp(Authentication authentication, Feed feed) {
        this.authentication = authentication;
        this.feed = feed;
    }

    /**
     * The session as it is now.
     *
     * @param cookie opens it; shown to its client once, here
     * @param refresh rotates its tokens; shown once, here
     */
    public record Renewed(Session session, Credential cookie, Credential refresh) {}

    /** Proves it, and renews the session. What came of it is empty if the session has ended meanwhile. */
    public Authentication.Outcome<Optional<Renewed>> stepUp(
            Session session, Offered offered, @Nullable String address) {
        Authentication.Outcome<Optional<Renewed>> outcome = authentication.authenticate(
                session.account().email(),
                offered,
                Whence.address(address),
                Demand.EVERYTHING,
                (transaction, account, factors, _) ->
                        account.id().equals(session.account().id())
                                ? renew(transaction, session.handle(), factors)
                                : Optional.empty());
        feed.nudge();
        return outcome;
    }

    private static Optional<Renewed> renew(Transaction transaction, UUID handle, List<String> factors)
            throws SQLException {
        Optional<Session> held = SessionStore.lock(transaction, handle).filter(Session::active);
        if (held.isEmpty()) {
            return Optional.empty();
        }
        Credential cookie = new Credential(handle, Secret.random());
        Credential refresh = new Credential(handle, Secret.random());
        SessionStore.reauthenticate(transaction, handle, cookie.secret().hash(), factors);
        RefreshTokenStore.supersede(transaction, handle, held.get().refresh().generation());
        Session renewed = SessionStore.rotate(transaction, held.get(), UUID.randomUUID());
        RefreshTokenStore.add(
                transaction,
                handle,
                renewed.refresh().generation(),
                refresh.secret().hash());
        EventStore.append(transaction, EventType.SESSION_CHANGED, handle);
        return Optional.of(new Renewed(renewed, cookie, refresh));
    }
}
