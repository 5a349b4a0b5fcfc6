package dev.portcullis.lifecycle;

import dev.portcullis.account.Argon2;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.api.ProblemType;
import dev.portcullis.cluster.Feed;
import dev.portcullis.session.Ids;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Subject;
import dev.portcullis.store.AccountStore;
import dev.portcullis.store.AccountStore.Account;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.FactorStore;
import dev.portcullis.store.GrantStore;
import dev.portcullis.store.RoleStore;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * An operator makes, changes and deletes accounts. What that means for live sessions happens in the same transaction: whoever is disabled or deleted is out (ASVS
 * 7.4.2), and whose permissions change has them in every session. A login that is under way holds the account's row, so it is either before the change, and its
 * session follows, or after it.
 *
 * <p>Rows are held in one order: roles, accounts, sessions.
 */
public final class AccountChanges {
    private final Database database;
    private final Feed feed;

    public AccountChanges(Database database, Feed feed) {
        this.database = database;
        this.feed = feed;
    }

    /** What is wanted; null is left as it is. Lists are sorted, with nothing twice. */
    public record Wish(
            @Nullable String email,
            @Nullable String name,
            @Nullable Boolean enabled,
            @Nullable List<String> permissions,
            @Nullable List<String> roles) {}

    /**
     * Makes an account.
     *
     * @throws RefusedException if the address is taken, or it gives away what the operator does not hold
     */
    public Account create(
            String email,
            String name,
            String passwordHash,
            List<String> permissions,
            List<String> roles,
            Operator operator) {
        Account created = database.transact(transaction -> {
            holdRoles(transaction, roles);
            Authority.requireStanding(transaction, operator);
            Account account = AccountStore.add(transaction, Ids.next(), email, name, passwordHash, permissions, roles)
                    .orElseThrow(AccountChanges::addressTaken);
            Authority.requireHeld(account.effectivePermissions(), operator);
            Authority.requireFew(account.effectivePermissions().size());
            Difference made = new Difference()
                    .with("email", account.email())
                    .with("name", account.name())
                    .with("permissions", account.permissions())
                    .with("roles", account.roles());
            append(transaction, EventType.ACCOUNT_CREATED, account, made, operator);
            return account;
        });
        feed.nudge();
        return created;
    }

    /**
     * Changes an account.
     *
     * @param expected whether a version is the one that the operator has seen
     * @return the account as it is now
     * @throws RefusedException if it is not changed
     */
    public Account change(UUID id, LongPredicate expected, Wish wish, Operator operator) {
        Account changed = database.transact(transaction -> {
            if (wish.roles() != null) {
                holdRoles(transaction, wish.roles());
            }
            Account before = hold(transaction, id, expected, operator);
            String name = wish.name() == null ? before.name() : wish.name();
            String email = wish.email() == null ? before.email() : wish.email();
            boolean enabled = wish.enabled() == null ? before.enabled() : wish.enabled();
            List<String> permissions = wish.permissions() == null ? before.permissions() : wish.permissions();
            List<String> roles = wish.roles() == null ? before.roles() : wish.roles();
            Difference difference = new Difference()
                    .of("email", before.email(), email)
                    .of("name", before.name(), name)
                    .of("permissions", before.permissions(), permissions)
                    .of("roles", before.roles(), roles);
            if (difference.empty() && enabled == before.enabled()) {
                return before;
            }
            if (!AccountStore.change(transaction, id, email, name, enabled, permissions, roles)) {
                throw addressTaken();
            }
            if (before.enabled() && !enabled) {
                endSessions(transaction, id, operator);
                AccountStore.sessionsEnded(transaction, id);
            }
            return follow(transaction, before, difference, operator);
        });
        feed.nudge();
        return changed;
    }

    /** Lets everything follow from what was changed, and judges it by what it has come to. */
    private static Account follow(Transaction transaction, Account before, Difference difference, Operator operator)
            throws SQLException {
        UUID id = before.id();
        GrantStore.accountChanged(transaction, id, operator.actor());
        Account now = AccountStore.byId(transaction, id)
                .orElseThrow(() -> new IllegalStateException("a held account is gone"));
        Authority.requireHeld(now.effectivePermissions(), operator);
        if (!before.effectivePermissions().containsAll(now.effectivePermissions())) {
            Authority.requireFew(now.effectivePermissions().size());
        }
        if (!before.email().equals(now.email()) || !before.name().equals(now.name())) {
            SessionStore.accountRenamed(transaction, id, operator.actor());
        }
        if (!difference.empty()) {
            append(transaction, EventType.ACCOUNT_CHANGED, now, difference, operator);
        }
        if (before.enabled() != now.enabled()) {
            EventType type = now.enabled() ? EventType.ACCOUNT_ENABLED : EventType.ACCOUNT_DISABLED;
            append(transaction, type, now, new Difference().with("email", now.email()), operator);
        }
        if (before.administers() && !now.administers()) {
            Authority.requireAdministration(transaction, operator);
        }
        return now;
    }

    /**
     * Deletes an account. It is kept, without its password, second factors and permissions, for as long as its ended sessions are; its address is free at once.
     *
     * @param expected whether a version is the one that the operator has seen
     * @throws RefusedException if it is not deleted
     */
    public void delete(UUID id, LongPredicate expected, Operator operator) {
        database.transact(transaction -> {
            Account account = hold(transaction, id, expected, operator);
            endSessions(transaction, id, operator);
            AccountStore.delete(transaction, id, Argon2.UNMATCHED);
            AccountStore.sessionsEnded(transaction, id);
            FactorStore.remove(transaction, id);
            Difference gone = new Difference()
                    .with("email", account.email())
                    .with("name", account.name())
                    .with("permissions", account.permissions())
                    .with("roles", account.roles());
            append(transaction, EventType.ACCOUNT_DELETED, account, gone, operator);
            if (account.administers()) {
                Authority.requireAdministration(transaction, operator);
            }
            return true;
        });
        feed.nudge();
    }

    private static Account hold(Transaction transaction, UUID id, LongPredicate expected, Operator operator)
            throws SQLException {
        Account account = AccountStore.holdToChange(transaction, id)
                .orElseThrow(() -> new RefusedException(ProblemType.NOT_FOUND, "No account has this id."));
        Authority.requireStanding(transaction, operator);
        Authority.requireWithin(account, operator);
        if (!expected.test(account.version())) {
            throw new RefusedException(
                    ProblemType.PRECONDITION_FAILED, "Somebody has changed the account. Read it again.");
        }
        return account;
    }

    private static void holdRoles(Transaction transaction, List<String> roles) throws SQLException {
        List<String> held = roles.isEmpty() ? roles : RoleStore.holdAsTheyAre(transaction, roles);
        roles.stream().filter(role -> !held.contains(role)).findFirst().ifPresent(role -> {
            throw new RefusedException(ProblemType.INVALID_REQUEST, "There is no role \"" + role + "\".");
        });
    }

    private static void endSessions(Transaction transaction, UUID account, Operator operator) throws SQLException {
        SessionStore.Ended ended = SessionStore.end(
                transaction, SessionStore.ofAccount(transaction, account), EndReason.ACCOUNT, operator.name(), null);
        EventStore.append(transaction, EventType.SESSION_ENDED, ended.all());
    }

    private static void append(
            Transaction transaction, EventType type, Account account, Difference difference, Operator operator)
            throws SQLException {
        EventStore.appendChange(transaction, type, Subject.account(account.id()), operator, difference.detail());
    }

    private static RefusedException addressTaken() {
        return new RefusedException(ProblemType.CONFLICT, "This address has an account.");
    }
}
