package dev.portcullis.lifecycle;

import dev.portcullis.account.Accounts;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.cluster.Feed;
import dev.portcullis.session.Client;
import dev.portcullis.session.Credential;
import dev.portcullis.session.Ids;
import dev.portcullis.session.Secret;
import dev.portcullis.session.Session;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.AccountStore.Account;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
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
        Credential cookie = new Credential(Ids.next(), Secret.random());
        Credential refresh = new Credential(cookie.handle(), Secret.random());
        SessionStore.Beginning beginning = new SessionStore.Beginning(
                cookie.handle(),
                proven.id(),
                proven.passwordHash(),
                cookie.secret().hash(),
                refresh.secret().hash(),
                client,
                List.of("pwd"),
                UUID.randomUUID(),
                UUID.randomUUID(),
                policies.current().lifetime());
        Optional<Session> session = presented.isEmpty()
                ? database.atOnce(transaction -> SessionStore.begin(transaction, beginning))
                : database.transact(transaction -> {
                    // The account before its sessions, as everybody takes them.
                    if (AccountStore.hold(transaction, proven.id(), proven.passwordHash())
                            .isEmpty()) {
                        return Optional.empty();
                    }
                    replace(transaction, presented.get());
                    return SessionStore.begin(transaction, beginning);
                });
        return session.isPresent()
                ? new Outcome.LoggedIn(session.get(), cookie, refresh)
                : refuse(Optional.of(proven.id()), client);
    }

    private static void replace(Transaction transaction, Credential presented) throws SQLException {
        Optional<Session> old = SessionStore.find(transaction, presented.handle())
                .filter(Session::active)
                .filter(session -> presented.secret().matches(session.secretHash()));
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

    private Outcome refuse(Optional<UUID> account, Client client) {
        database.transact(transaction -> {
            EventStore.appendLoginFailed(transaction, account.orElse(null), client.address());
            return true;
        });
        return new Outcome.Refused();
    }
}
