package dev.portcullis.store;

import dev.portcullis.api.AccountView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Who can log in. */
public final class AccountStore {
    private AccountStore() {}

    /**
     * An account with what proves its password.
     *
     * @param permissions granted to it by name
     * @param effectivePermissions these and those of its roles: what a login gives its session
     * @param version grows with each change; its ETag
     */
    public record Account(
            UUID id,
            String email,
            String name,
            String passwordHash,
            List<String> permissions,
            List<String> roles,
            List<String> effectivePermissions,
            boolean enabled,
            Instant createdAt,
            long version) {
        public AccountView view() {
            return new AccountView(id, email, name, permissions, enabled, createdAt);
        }

        @Override
        public String toString() {
            return "Account[" + id + "]";
        }
    }

    /** What two spellings of one address share. */
    public static String key(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    public static Optional<Account> byId(Transaction transaction, UUID id) throws SQLException {
        return transaction.first("select * from account where id = ?", AccountStore::account, id);
    }

    public static Optional<Account> byEmail(Transaction transaction, String email) throws SQLException {
        return transaction.first("select * from account where email_key = ?", AccountStore::account, key(email));
    }

    /**
     * Holds the account as it is until the transaction ends: neither its password nor whether it is enabled can change meanwhile. Empty if it is disabled, or
     * its password is no longer the one that was checked.
     */
    public static Optional<Account> hold(Transaction transaction, UUID id, String passwordHash) throws SQLException {
        return transaction.first(
                "select * from account where id = ? and enabled and password_hash = ? for share",
                AccountStore::account,
                id,
                passwordHash);
    }

    /**
     * The same, and against every other login of it: so that what is counted before a session begins still counts when it has begun. {@code for share} is cheaper,
     * and enough where nothing is counted.
     */
    public static Optional<Account> holdAlone(Transaction transaction, UUID id, String passwordHash)
            throws SQLException {
        return transaction.first(
                "select * from account where id = ? and enabled and password_hash = ? for no key update",
                AccountStore::account,
                id,
                passwordHash);
    }

    /** Holds the account as it is until the transaction ends, whatever it is. */
    public static Optional<Account> holdAsItIs(Transaction transaction, UUID id) throws SQLException {
        return transaction.first("select * from account where id = ? for share", AccountStore::account, id);
    }

    /** Holds the account against every other change, and every login of it, until the transaction ends. */
    public static Optional<Account> holdToChange(Transaction transaction, UUID id) throws SQLException {
        return transaction.first("select * from account where id = ? for update", AccountStore::account, id);
    }

    /** Adds an account; empty if the address is taken. */
    public static Optional<Account> add(
            Transaction transaction, UUID id, String email, String name, String passwordHash, List<String> permissions)
            throws SQLException {
        return transaction.first(
                """
                insert into account (id, email, email_key, name, password_hash, permissions, effective_permissions)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (email_key) do nothing
                returning *
                """,
                AccountStore::account,
                id,
                email.strip(),
                key(email),
                name,
                passwordHash,
                permissions,
                permissions);
    }

    public static void setPassword(Transaction transaction, UUID id, String passwordHash) throws SQLException {
        transaction.update("update account set password_hash = ? where id = ?", passwordHash, id);
    }

    /** Writes the same password under newer parameters, unless it was changed meanwhile. */
    public static void rehash(Transaction transaction, UUID id, String oldHash, String newHash) throws SQLException {
        transaction.update(
                "update account set password_hash = ? where id = ? and password_hash = ?", newHash, id, oldHash);
    }

    public static boolean any(Transaction transaction) throws SQLException {
        return transaction.one("select exists (select from account)", row -> row.getBoolean(1));
    }

    static Account account(ResultSet row) throws SQLException {
        return new Account(
                Transaction.uuid(row, "id"),
                row.getString("email"),
                row.getString("name"),
                row.getString("password_hash"),
                Transaction.strings(row, "permissions"),
                Transaction.strings(row, "roles"),
                Transaction.strings(row, "effective_permissions"),
                row.getBoolean("enabled"),
                Transaction.instant(row, "created_at"),
                row.getLong("version"));
    }
}
