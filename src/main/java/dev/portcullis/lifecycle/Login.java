package dev.portcullis.lifecycle;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.cluster.Feed;
import dev.portcullis.lifecycle.Authentication.Demand;
import dev.portcullis.session.Client;
import dev.portcullis.session.Credential;
import dev.portcullis.session.Ids;
import dev.portcullis.session.Policy;
import dev.portcullis.session.Secret;
import dev.portcullis.session.Session;
import dev.portcullis.store.AccountStore.Account;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.RefreshTokenStore;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.util.ArrayList;
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

    /** What a proven login comes to. */
    public sealed interface Begun {
        /**
         * A new session.
         *
         * @param cookie opens the session; shown to its client once, here
         * @param refresh rotates the tokens; shown once, here
         */
        record LoggedIn(Session session, Credential cookie, Credential refresh) implements Begun {}

        /** None: the account has as many sessions as it may have. */
        record LimitReached(int sessions) implements Begun {}
    }

    /**
     * Logs in.
     *
     * @param presented the credential of the cookie that came with the request, if any; if it opens an active session, that one ends as {@code replaced}
     */
    public Authentication.Outcome<Begun> logIn(
            String email, Offered offered, Client client, Optional<Credential> presented) {
        Policy policy = policies.current();
        Authentication.Outcome<Begun> outcome = authentication.authenticate(
                email,
                offered,
                client.address(),
                policy.quota().limits() ? Demand.EVERYTHING_ALONE : Demand.EVERYTHING,
                (transaction, account, factors) -> begin(transaction, policy, account, factors, client, presented));
        feed.nudge();
        return outcome;
    }

    private static Begun begin(
            Transaction transaction,
            Policy policy,
            Account account,
            List<String> factors,
            Client client,
            Optional<Credential> presented)
            throws SQLException {
        if (!makeRoom(transaction, policy.quota(), account, presented)) {
            EventStore.appendLoginFailed(transaction, account.id(), client.address());
            return new Begun.LimitReached(policy.quota().sessions());
        }
        Credential cookie = new Credential(Ids.next(), Secret.random());
        Credential refresh = new Credential(cookie.handle(), Secret.random());
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
                        policy.lifetimeOf(account.roles()),
                        policy.version()));
        RefreshTokenStore.add(transaction, begun.handle(), 1, refresh.secret().hash());
        EventStore.append(transaction, EventType.SESSION_STARTED, begun.handle());
        return new Begun.LoggedIn(begun, cookie, refresh);
    }

    /**
     * Ends the session whose cookie came along, and whatever stands in the way of the quota: in one order of locks, whatever each ends for.
     *
     * @return false if the quota does not admit the login; then nothing has ended
     */
    private static boolean makeRoom(
            Transaction transaction, Policy.Quota quota, Account account, Optional<Credential> presented)
            throws SQLException {
        Optional<Session> replaced = replaced(transaction, presented);
        UUID leaving = replaced.map(Session::handle).orElse(null);
        Optional<List<UUID>> excess = quota.limits()
                ? SessionQuota.makingRoom(transaction, quota, account.id(), leaving)
                : Optional.of(List.of());
        if (excess.isEmpty()) {
            return false;
        }
        List<UUID> ending = new ArrayList<>(excess.get());
        replaced.ifPresent(session -> ending.add(session.handle()));
        if (ending.isEmpty()) {
            return true;
        }
        SessionStore.hold(transaction, ending);
        if (replaced.isPresent()) {
            Session old = replaced.get();
            end(
                    transaction,
                    List.of(old.handle()),
                    EndReason.REPLACED,
                    old.account().email());
        }
        end(transaction, excess.get(), EndReason.QUOTA, account.email());
        return true;
    }

    private static Optional<Session> replaced(Transaction transaction, Optional<Credential> presented)
            throws SQLException {
        if (presented.isEmpty()) {
            return Optional.empty();
        }
        return SessionStore.find(transaction, presented.get().handle())
                .filter(Session::active)
                .filter(session -> presented.get().secret().matches(session.secretHash()));
    }

    private static void end(Transaction transaction, List<UUID> handles, EndReason reason, String by)
            throws SQLException {
        SessionStore.Ended ended = SessionStore.end(transaction, handles, reason, by, null);
        EventStore.append(transaction, EventType.SESSION_ENDED, ended.all());
    }
}
