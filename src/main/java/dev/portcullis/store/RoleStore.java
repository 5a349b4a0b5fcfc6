package dev.portcullis.store;

import dev.portcullis.api.RoleView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Names for permissions. A role's row is held before the rows of the accounts that have it. */
public final class RoleStore {
    private RoleStore() {}

    /** A role as it is stored. */
    public record Role(String name, List<String> permissions, long version) {
        public RoleView view() {
            return new RoleView(name, permissions, version);
        }
    }

    /** All of them, by name. */
    public static List<Role> all(Transaction transaction) throws SQLException {
        return transaction.query("select * from role order by name collate \"C\"", RoleStore::role);
    }

    public static Optional<Role> find(Transaction transaction, String name) throws SQLException {
        return transaction.first("select * from role where name = ?", RoleStore::role, name);
    }

    /**
     * Holds those of these roles that there are, as they are, until the transaction ends: so that a change of one waits for whoever is being given it, and follows.
     *
     * @return their names
     */
    public static List<String> holdAsTheyAre(Transaction transaction, Collection<String> names) throws SQLException {
        return transaction.query(
                "select name from role where name = any (?) order by name collate \"C\" for share",
                row -> row.getString("name"),
                names);
    }

    /** Holds the role against every other change, and against being given to anybody, until the transaction ends. */
    public static Optional<Role> holdToChange(Transaction transaction, String name) throws SQLException {
        return transaction.first("select * from role where name = ? for update", RoleStore::role, name);
    }

    /** Lets one at a time make roles, until its transaction ends; answers how many there are. */
    public static int countToAdd(Transaction transaction) throws SQLException {
        transaction.update("lock table role in share row exclusive mode");
        return transaction.one("select count(*) from role", row -> row.getInt(1));
    }

    /** Makes a role. */
    public static Role add(Transaction transaction, String name, List<String> permissions) throws SQLException {
        transaction.demandAudit();
        return transaction.one(
                "insert into role (name, permissions, version) values (?, ?, nextval('role_version')) returning *",
                RoleStore::role,
                name,
                permissions);
    }

    /** Sets what a held role permits. Whoever has it follows by {@link GrantStore}. */
    public static Role change(Transaction transaction, String name, List<String> permissions) throws SQLException {
        transaction.demandAudit();
        return transaction.one(
                "update role set permissions = ?, version = nextval('role_version') where name = ? returning *",
                RoleStore::role,
                permissions,
                name);
    }

    public static void delete(Transaction transaction, String name) throws SQLException {
        transaction.demandAudit();
        transaction.update("delete from role where name = ?", name);
    }

    /** How many accounts have it. */
    public static long holders(Transaction transaction, String name) throws SQLException {
        return transaction.one(
                "select count(*) from account where roles @> array[cast(? as text)]", row -> row.getLong(1), name);
    }

    private static Role role(ResultSet row) throws SQLException {
        return new Role(row.getString("name"), Transaction.strings(row, "permissions"), row.getLong("version"));
    }
}
