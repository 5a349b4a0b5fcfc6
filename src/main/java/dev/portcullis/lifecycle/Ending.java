package dev.portcullis.lifecycle;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Paths;
import dev.portcullis.api.Permission;
import dev.portcullis.cluster.Feed;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Session;
import dev.portcullis.session.Subject;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Ends sessions: by their user, with their account's password. By an operator: {@link Revocations}. */
public final class Ending {
    private final Database database;
    private final GuessingLimit guesses;
    private final Feed feed;

    public Ending(Database database, GuessingLimit guesses, Feed feed) {
        this.database = database;
        this.guesses = guesses;
        this.feed = feed;
    }

    /** The user logs out. */
    public void logOut(Session session) {
        database.transact(transaction -> {
            SessionStore.Ended ended = SessionStore.end(
                    transaction,
                    List.of(session.handle()),
                    EndReason.LOGOUT,
                    session.account().email(),
                    null);
            EventStore.append(transaction, EventType.SESSION_ENDED, ended.all());
            return true;
        });
        feed.nudge();
    }

    /** What came of setting a password. */
    public enum PasswordOutcome {
        SET,
        NO_SUCH_ACCOUNT,
        /** The account may do what the operator may not: whoever sets its password could become more than they are. */
        BEYOND_OPERATOR
    }

    /**
     * Sets an account's password, ends its sessions, and forgets how often somebody has guessed the one before, all in one transaction.
     *
     * @throws RefusedException if the account is the operator's own: see {@link OwnPassword}
     */
    public PasswordOutcome setPassword(UUID account, String passwordHash, Operator operator) {
        Authority.requireAnother(account, operator, "PUT " + Paths.ACCOUNT_PASSWORD);
        PasswordOutcome outcome = database.transact(transaction -> {
            Optional<AccountStore.Account> held = AccountStore.holdToChange(transaction, account);
            if (held.isEmpty()) {
                return PasswordOutcome.NO_SUCH_ACCOUNT;
            }
            Authority.requireStanding(transaction, operator);
            if (beyond(held.get(), operator)) {
                return PasswordOutcome.BEYOND_OPERATOR;
            }
            AccountStore.setPassword(transaction, account, passwordHash);
            SessionStore.Ended ended = SessionStore.end(
                    transaction,
                    SessionStore.ofAccount(transaction, account),
                    EndReason.ACCOUNT,
                    operator.name(),
                    null);
            EventStore.append(transaction, EventType.SESSION_ENDED, ended.all());
            EventStore.appendChange(
                    transaction,
                    EventType.ACCOUNT_PASSWORD_CHANGED,
                    Subject.account(account),
                    operator,
                    new Difference()
                            .with("email", held.get().email())
                            .with("sessionsEnded", ended.byUs().size())
                            .detail());
            guesses.forget(transaction, held.get().email());
            return PasswordOutcome.SET;
        });
        feed.nudge();
        return outcome;
    }

    /** Whether the account may do what the operator may not: whoever gets into it would become more than they are. */
    static boolean beyond(AccountStore.Account account, Operator operator) {
        return account.effectivePermissions().stream()
                .anyMatch(permission -> Permission.ALL.contains(permission) && !operator.permits(permission));
    }

    /** Ends the other sessions of a session's account, which the transaction holds (ASVS 7.4.3). */
    static void endOthers(Transaction transaction, Session own) throws SQLException {
        List<UUID> others = SessionStore.ofAccount(transaction, own.account().id()).stream()
                .filter(handle -> !handle.equals(own.handle()))
                .toList();
        SessionStore.Ended ended = SessionStore.end(
                transaction, others, EndReason.ACCOUNT, own.account().email(), null);
        EventStore.append(transaction, EventType.SESSION_ENDED, ended.all());
    }
}
