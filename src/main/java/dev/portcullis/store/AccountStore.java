package dev.portcullis.store;

import dev.portcullis.api.AccountView;
import dev.portcullis.api.Permission;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who can log in. A deleted account is found neither by its address nor by its id. */
public final class AccountStore {
    private AccountStore() {}

    private static final String UNIQUE_VIOLATION = "23505";

    /**
     * An account with what proves its password.
     *
     * @param permissions granted to it by name
     * @param effectivePermissions these and those of its roles: what a login gives its session
     * @param version grows with each change; its ETag
     * @param factorEpoch moves on whenever a second factor begins to count or is taken away
     * @param newcomer whether nobody has logged in with it yet
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
            long version,
            int factorEpoch,
            boolean newcomer) {
        /**
         * As it is shown.
         *
         * @param secondFactor whether it has one: {@link FactorStore#enrolled}
         */
        public AccountView view(boolean secondFactor) {
            return new AccountView(
                    id,
                    email,
                    name,
                    permissions,
                    roles,
                    effectivePermissions,
                    enabled,
                    secondFactor,
                    createdAt,
                    version);
        }

        /** Whether it can administer accounts. */
        public boolean administers() {
            return enabled && effectivePermissions.contains(Permission.ACCOUNTS_WRITE);
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

    public static Optional<Account> byEmail(Transaction transaction, String email) throws SQLException {
        return transaction.first("select * from account where email_key = ?", AccountStore::account, key(email));
    }

    public static Optional<Account> byId(Transaction transaction, UUID id) throws SQLException {
        return transaction.first(
                "select * from account where id = ? and deleted_at is null", AccountStore::account, id);
    }

    private static final String PROVEN =
            "select * from account where id = ? and enabled and password_hash = ? and factor_epoch = ? for ";

    /**
     * Holds the account as it is until the transaction ends: neither its password nor its second factor nor whether it is enabled can change meanwhile.
     *
     * @param proven as it was when it was found, and then proven by its password and its second factor
     * @return empty if it is disabled, or either is another by now
     */
    public static Optional<Account> hold(Transaction transaction, Account proven) throws SQLException {
        return held(transaction, proven, "share");
    }

    /**
     * The same, and against every other login of it: so that what is counted before a session begins still counts when it has begun. {@code for share} is cheaper,
     * and enough where nothing is counted.
     */
    public static Optional<Account> holdAlone(Transaction transaction, Account proven) throws SQLException {
        return held(transaction, proven, "no key update");
    }

    private static Optional<Account> held(Transaction transaction, Account proven, String strength)
            throws SQLException {
        return transaction.first(
                PROVEN + strength, AccountStore::account, proven.id(), proven.passwordHash(), proven.factorEpoch());
    }

    /** Somebody has logged in with the account, which the transaction holds alone, for the first time. */
    public static void noteFirstLogin(Transaction transaction, UUID id) throws SQLException {
        transaction.update("update account set first_login_at = statement_timestamp() where id = ?", id);
    }

    /** Holds the account as it is until the transaction ends, whatever it is. */
    public static Optional<Account> holdAsItIs(Transaction transaction, UUID id) throws SQLException {
        return transaction.first("select * from account where id = ? for share", AccountStore::account, id);
    }

    /** Holds the account against every other change, and every login of it, until the transaction ends. */
    public static Optional<Account> holdToChange(Transaction transaction, UUID id) throws SQLException {
        return transaction.first(
                "select * from account where id = ? and deleted_at is null for update", AccountStore::account, id);
    }

    /** Adds an account with roles that the transaction holds; empty if the address is taken. */
    public static Optional<Account> add(
            Transaction transaction,
            UUID id,
            String email,
            String name,
            String passwordHash,
            List<String> permissions,
            List<String> roles)
            throws SQLException {
        int added = transaction.update("""
                insert into account (id, email, email_key, name, password_hash, permissions, roles)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (email_key) do nothing
                """, id, email.strip(), key(email), name, passwordHash, permissions, roles);
        if (added == 0) {
            return Optional.empty();
        }
        transaction.demandAudit();
        return transaction.first("""
                update account a set effective_permissions = g.permissions
                from account_grant g
                where g.id = a.id and a.id = ?
                returning a.*
                """, AccountStore::account, id);
    }

    /**
     * What an operator decides of an account that the transaction holds. What it may do follows by {@link GrantStore}.
     *
     * @return false if the address is another's; then the transaction can only be undone
     */
    public static boolean change(
            Transaction transaction,
            UUID id,
            String email,
            String name,
            boolean enabled,
            List<String> permissions,
            List<String> roles)
            throws SQLException {
        transaction.demandAudit();
        try {
            return transaction.update("""
                            update account
                            set email = ?, email_key = ?, name = ?, enabled = ?, permissions = ?, roles = ?, version = version + 1
                            where id = ? and deleted_at is null
                            """, email.strip(), key(email), name, enabled, permissions, roles, id) == 1;
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Deletes an account that the transaction holds, and whose sessions it has ended. What it was called stays for as long as they are kept; its address is free.
     *
     * @param unmatched a hash that no password has
     */
    public static void delete(Transaction transaction, UUID id, String unmatched) throws SQLException {
        transaction.demandAudit();
        transaction.update("""
                update account
                set deleted_at = statement_timestamp(), enabled = false, email_key = null, password_hash = ?,
                    permissions = '{}', roles = '{}', effective_permissions = '{}', version = version + 1
                where id = ? and deleted_at is null
                """, unmatched, id);
    }

    /** The sessions of an account that the transaction holds, and has disabled, have been ended: whoever counts sessions need not look at it. */
    public static void sessionsEnded(Transaction transaction, UUID id) throws SQLException {
        transaction.update("""
                delete from disabled_live
                where account_id = ? and not exists (select from session s where s.account_id = ? and s.ended_at is null)
                """, id, id);
    }

    /** Removes accounts that were deleted longer ago than this, and whom no session or receipt names any more. At most {@code limit}. */
    public static int removeDeleted(Transaction transaction, Duration deletedBefore, int limit) throws SQLException {
        return transaction.update("""
                delete from account where id in (
                    select a.id from account a
                    where a.deleted_at < now() - make_interval(secs => ?)
                        and not exists (select from session s where s.account_id = a.id)
                        and not exists (select from revocation r where r.account_id = a.id)
                    limit ? for update skip locked)
                """, SessionStore.seconds(deletedBefore), limit);
    }

    /** A second factor of an account that the transaction holds has begun to count, or has been taken away: whoever was about to log in without or with it is not let in. */
    static void factorsChanged(Transaction transaction, UUID id) throws SQLException {
        transaction.update(
                "update account set factor_epoch = factor_epoch + 1, version = version + 1 where id = ?", id);
    }

    public static void setPassword(Transaction transaction, UUID id, String passwordHash) throws SQLException {
        transaction.demandAudit();
        transaction.update("update account set password_hash = ? where id = ?", passwordHash, id);
    }

    /** Writes the same password under newer parameters; false if it was changed meanwhile. */
    public static boolean rehash(Transaction transaction, UUID id, String oldHash, String newHash) throws SQLException {
        return transaction.update(
                        "update account set password_hash = ? where id = ? and password_hash = ?", newHash, id, oldHash)
                == 1;
    }

    /** The parameters with which the accounts' passwords were hashed, as the hashes say them: some hundred, of each as many as its part of the accounts. Goes through all accounts. */
    public static List<String> hashParameters(Transaction transaction) throws SQLException {
        return transaction.query("""
                select parameters
                from (
                    select split_part(password_hash, '$', 4) as parameters, count(*) as n, sum(count(*)) over () as total
                    from account
                    where deleted_at is null and password_hash like '$argon2id$v=19$%'
                    group by 1
                ) used, generate_series(1, ceil(100 * n / total)::int)
                order by 1
                """, row -> row.getString("parameters"));
    }

    public static boolean any(Transaction transaction) throws SQLException {
        return transaction.one("select exists (select from account)", row -> row.getBoolean(1));
    }

    /** As they are shown. */
    public static List<AccountView> views(Transaction transaction, List<Account> accounts) throws SQLException {
        Set<UUID> enrolled = FactorStore.enrolled(
                transaction, accounts.stream().map(Account::id).toList());
        return accounts.stream()
                .map(account -> account.view(enrolled.contains(account.id())))
                .toList();
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
                row.getLong("version"),
                row.getInt("factor_epoch"),
                row.getObject("first_login_at") == null);
    }
}
