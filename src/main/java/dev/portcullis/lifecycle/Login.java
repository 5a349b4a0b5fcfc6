package dev.portcullis.lifecycle;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.cluster.Feed;
import dev.portcullis.lifecycle.Authentication.Demand;
import dev.portcullis.session.Client;
import dev.portcullis.session.Credential;
import dev.portcullis.session.Ids;
import dev.portcullis.session.Secret;
import dev.portcullis.session.Session;
import dev.portcullis.store.AccountStore.Account;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.RefreshTokenStore;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Login: it is proven who somebody is, then a new session begins, whatever the client brought along (session fixation: ASVS 7.2.4, RSPEC-5876). An unknown session id
 * is never taken over.
 */
public final class Login {
    private final Authentication authentication;
    private final Policies policies;
    private final Feed feed;

    public Login(Authentication authentication, Policies policies, Feed feed) {
        this.authentication = authentication;
        this.policies = policies;
        this.feed = feed;
    }

    /**
     * A new session.
     *
     * @param cookie opens the session; shown to its client once, here
     * @param refresh rotates the tokens; shown once, here
     */
    public record LoggedIn(Session session, Credential cookie, Credential refresh) {}

    /**
     * Logs in.
     *
     * @param presented the credential of the cookie that came with the request, if any; if it opens an active session, that one ends as {@code replaced}
     */
    public Authentication.Outcome<LoggedIn> logIn(
            String email, Offered offered, Client client, Optional<Credential> presented) {
        Authentication.Outcome<LoggedIn> outcome = authentication.authenticate(
                email,
                offered,
                client.address(),
                Demand.EVERYTHING,
                (transaction, account, factors) -> begin(transaction, account, factors, client, presented));
        feed.nudge();
        return outcome;
    }

    private LoggedIn begin(
            Transaction transaction,
            Account account,
            List<String> factors,
            Client client,
            Optional<Credential> presented)
            throws SQLException {
        Credential cookie = new Credential(Ids.next(), Secret.random());
        Credential refresh = new Credential(cookie.handle(), Secret.random());
        replace(transaction, presented);
        Session begun = SessionStore.begin(
                transaction,
                new SessionStore.Beginning(
                        cookie.handle(),
                        account.id(),
                        cookie.secret().hash(),
                        client,
                        account.effectivePermissions(),
                        factors,
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        policies.current().lifetime()));
        RefreshTokenStore.add(transaction, begun.handle(), 1, refresh.secret().hash());
        EventStore.append(transaction, EventType.SESSION_STARTED, begun.handle());
        return new LoggedIn(begun, cookie, refresh);
    }

    private static void replace(Transaction transaction, Optional<Credential> presented) throws SQLException {
        if (presented.isEmpty()) {
            return;
        }
        Optional<Session> old = SessionStore.find(transaction, presented.get().handle())
                .filter(Session::active)
                .filter(session -> presented.get().secret().matches(session.secretHash()));
        if (old.isPresent()) {
            SessionStore.Ended ended = SessionStore.end(
                    transaction,
                    List.of(old.get().handle()),
                    EndReason.REPLACED,
                    old.get().account().email(),
                    null);
            EventStore.append(transaction, EventType.SESSION_ENDED, ended.all());
        }
    }
}
