package dev.portcullis.lifecycle;

import dev.portcullis.api.EventType;
import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.cluster.Feed;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Subject;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.GrantStore;
import dev.portcullis.store.RoleStore;
import dev.portcullis.store.RoleStore.Role;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * An operator makes, changes and deletes roles. A role that changes changes whoever has it and all their live sessions, in one transaction: it is held first, so that
 * nobody is given it meanwhile; then the accounts, so that nobody logs in meanwhile; then the sessions.
 */
public final class RoleChanges {
    /** At once, so that the list of them can be shown whole. */
    private static final int MOST_ROLES = 500;

    private final Database database;
    private final Feed feed;

    public RoleChanges(Database database, Feed feed) {
        this.database = database;
        this.feed = feed;
    }

    /**
     * What an operator has seen of a role.
     *
     * @param version whether it is the one; null if they did not say
     * @param absent whether they say that there is none
     */
    public record Seen(@Nullable LongPredicate version, boolean absent) {}

    /**
     * A role as it is now.
     *
     * @param made whether there was none before
     */
    public record Put(Role role, boolean made) {}

    /**
     * Makes a role, or sets what it permits.
     *
     * @throws RefusedException if it is not
     */
    public Put put(String name, List<String> permissions, Seen seen, Operator operator) {
        Put put = database.transact(transaction -> {
            Optional<Role> before = RoleStore.holdToChange(transaction, name);
            Authority.requireStanding(transaction, operator);
            return before.isPresent()
                    ? new Put(change(transaction, before.get(), permissions, seen, operator), false)
                    : new Put(make(transaction, name, permissions, seen, operator), true);
        });
        feed.nudge();
        return put;
    }

    private static Role make(
            Transaction transaction, String name, List<String> permissions, Seen seen, Operator operator)
            throws SQLException {
        Authority.requireHeld(permissions, operator);
        if (seen.version() != null) {
            throw new RefusedException(ProblemType.PRECONDITION_FAILED, "There is no such role any more.");
        }
        int roles = RoleStore.countToAdd(transaction);
        if (RoleStore.find(transaction, name).isPresent()) { // somebody else was faster
            throw seen.absent() ? exists() : unsaid();
        }
        if (roles >= MOST_ROLES) {
            throw new RefusedException(ProblemType.CONFLICT, "There are " + MOST_ROLES + " roles; delete one first.");
        }
        Role role = RoleStore.add(transaction, name, permissions);
        append(
                transaction,
                EventType.ROLE_CHANGED,
                role,
                new Difference().of("permissions", List.of(), permissions),
                operator);
        return role;
    }

    private static Role change(
            Transaction transaction, Role before, List<String> permissions, Seen seen, Operator operator)
            throws SQLException {
        Authority.requireWithin(before.permissions(), operator);
        Authority.requireHeld(permissions, operator);
        if (seen.absent()) {
            throw exists();
        }
        requireSeen(before, seen);
        if (before.permissions().equals(permissions)) {
            return before;
        }
        Role role = RoleStore.change(transaction, before.name(), permissions);
        GrantStore.Followed followed = GrantStore.roleChanged(transaction, role.name(), operator.actor());
        if (!before.permissions().containsAll(permissions)) {
            Authority.requireFew(GrantStore.mostOfRole(transaction, role.name()));
        }
        Difference difference = new Difference()
                .of("permissions", before.permissions(), permissions)
                .with("accounts", followed.accounts())
                .with("sessions", followed.sessions());
        append(transaction, EventType.ROLE_CHANGED, role, difference, operator);
        if (before.permissions().contains(Permission.ACCOUNTS_WRITE)
                && !permissions.contains(Permission.ACCOUNTS_WRITE)) {
            Authority.requireAdministration(transaction, operator);
        }
        return role;
    }

    /**
     * Deletes a role that nobody has.
     *
     * @throws RefusedException if it is not deleted
     */
    public void delete(String name, Seen seen, Operator operator) {
        database.transact(transaction -> {
            Role role = RoleStore.holdToChange(transaction, name)
                    .orElseThrow(() -> new RefusedException(ProblemType.NOT_FOUND, "No role has this name."));
            Authority.requireStanding(transaction, operator);
            Authority.requireWithin(role.permissions(), operator);
            requireSeen(role, seen);
            long holders = RoleStore.holders(transaction, name);
            if (holders > 0) {
                throw new RefusedException(
                        ProblemType.ROLE_IN_USE,
                        holders == 1 ? "1 account has this role." : holders + " accounts have this role.");
            }
            RoleStore.delete(transaction, name);
            append(
                    transaction,
                    EventType.ROLE_DELETED,
                    role,
                    new Difference().of("permissions", role.permissions(), List.of()),
                    operator);
            return true;
        });
        feed.nudge();
    }

    private static void requireSeen(Role role, Seen seen) {
        LongPredicate version = seen.version();
        if (version == null) {
            throw unsaid();
        }
        if (!version.test(role.version())) {
            throw new RefusedException(
                    ProblemType.PRECONDITION_FAILED, "Somebody has changed the role. Read it again.");
        }
    }

    private static RefusedException exists() {
        return new RefusedException(ProblemType.PRECONDITION_FAILED, "There is such a role.");
    }

    private static RefusedException unsaid() {
        return new RefusedException(
                ProblemType.PRECONDITION_REQUIRED,
                "There is such a role. Say of what this is a change: If-Match with its ETag.");
    }

    private static void append(
            Transaction transaction, EventType type, Role role, Difference difference, Operator operator)
            throws SQLException {
        EventStore.appendChange(
                transaction,
                type,
                Subject.role(role.name()),
                operator,
                difference.with("role", role.name()).detail());
    }
}
