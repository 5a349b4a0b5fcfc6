package dev.portcullis.lifecycle;

import dev.portcullis.account.Accounts;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.cluster.Feed;
import dev.portcullis.session.Client;
import dev.portcullis.session.Credential;
import dev.portcullis.session.Ids;
import dev.portcullis.session.Policy;
import dev.portcullis.session.Secret;
import dev.portcullis.session.Session;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.AccountStore.Account;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Login: the password is proven, then a new session begins, whatever the client brought along (session fixation: ASVS 7.2.4, RSPEC-5876). An unknown session id
 * is never taken over.
 */
public final class Login {
    private final Database database;
    private final Accounts accounts;
    private final Policies policies;
    private final Feed feed;

    public Login(Database database, Accounts accounts, Policies policies, Feed feed) {
        this.database = database;
        this.accounts = accounts;
        this.policies = policies;
        this.feed = feed;
    }

    /** What came of it. */
    public sealed interface Outcome {
        /**
         * A new session.
         *
         * @param cookie opens the session; shown to its client once, here
         * @param refresh rotates the tokens; shown once, here
         */
        record LoggedIn(Session session, Credential cookie, Credential refresh) implements Outcome {}

        /** Wrong password, no such account, or a disabled one. */
        record Refused() implements Outcome {}

        /** The password is right, but the account has as many sessions as it may have. */
        record LimitReached(int sessions) implements Outcome {}
    }

    /**
     * Logs in.
     *
     * @param presented the credential of the cookie that came with the request, if any; if it opens an active session, that one ends as {@code replaced}
     */
    public Outcome logIn(String email, String password, Client client, Optional<Credential> presented) {
        Outcome outcome = switch (accounts.prove(email, password)) {
            case Accounts.Proof.Proven(Account account) -> begin(account, client, presented);
            case Accounts.Proof.Failed(Optional<Account> account) -> refuse(account.map(Account::id), client);
        };
        feed.nudge();
        return outcome;
    }

    private Outcome begin(Account proven, Client client, Optional<Credential> presented) {
        Policy policy = policies.current();
        New fresh = New.of(client, List.of("pwd"));
        if (presented.isEmpty() && !policy.quota().limits()) { // nothing ends: all of it is one statement
            Optional<Session> begun =
                    database.atOnce(transaction -> SessionStore.begin(transaction, fresh.session(proven, policy)));
            if (begun.isPresent()) {
                return fresh.loggedIn(begun.get());
            }
        }
        Outcome outcome = database.transact(transaction -> {
            // The account is held, so that a password change or a disabling meanwhile either waits for this session and
            // ends it, or prevents it.
            Optional<Account> account = policy.quota().limits()
                    ? AccountStore.holdAlone(transaction, proven.id(), proven.passwordHash())
                    : AccountStore.hold(transaction, proven.id(), proven.passwordHash());
            if (account.isEmpty()) {
                return new Outcome.Refused();
            }
            if (!makeRoom(transaction, policy.quota(), account.get(), presented)) {
                return new Outcome.LimitReached(policy.quota().sessions());
            }
            return SessionStore.begin(transaction, fresh.session(account.get(), policy))
                    .map(fresh::loggedIn)
                    .orElseThrow(() -> new IllegalStateException("a held account has changed"));
        });
        if (!(outcome instanceof Outcome.LoggedIn)) {
            refuse(Optional.of(proven.id()), client);
        }
        return outcome;
    }

    /** What a login hands over: drawn once, whichever way it takes. */
    private record New(Credential cookie, Credential refresh, Client client, List<String> factors) {
        static New of(Client client, List<String> factors) {
            Credential cookie = new Credential(Ids.next(), Secret.random());
            return new New(cookie, new Credential(cookie.handle(), Secret.random()), client, factors);
        }

        SessionStore.Beginning session(Account account, Policy policy) {
            return new SessionStore.Beginning(
                    cookie.handle(),
                    account,
                    cookie.secret().hash(),
                    refresh.secret().hash(),
                    client,
                    factors,
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    policy.lifetimeOf(account.roles()),
                    policy.version());
        }

        Outcome loggedIn(Session session) {
            return new Outcome.LoggedIn(session, cookie, refresh);
        }
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

    private Outcome refuse(Optional<UUID> account, Client client) {
        database.transact(transaction -> {
            EventStore.appendLoginFailed(transaction, account.orElse(null), client.address());
            return true;
        });
        return new Outcome.Refused();
    }
}
