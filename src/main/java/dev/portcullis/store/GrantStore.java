package dev.portcullis.store;

import dev.portcullis.api.EventType;
import dev.portcullis.api.Permission;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Lets what accounts and their live sessions may do follow from what is granted. In SQL throughout, however many they are; and with the accounts held before their
 * sessions, each in one order.
 *
 * <p>A session loses what its account loses, and gains what its account gains. What it lacked before, because somebody took it from this one session, it goes on
 * lacking. The session of a cookie is bound to a new access token, so that the services behind a gateway are told; whose client holds the token itself goes on with
 * it, and is judged by the session.
 */
public final class GrantStore {
    private GrantStore() {}

    private static final String OF_ACCOUNT = "a.id = cast(? as uuid)";
    private static final String OF_ROLE = "a.roles @> array[cast(? as text)]";

    private static final String HOLD_ACCOUNTS =
            "select count(*) from (select from account a where " + OF_ROLE + " order by a.id for update) held";

    private static String holdSessions(String which) {
        return """
            select count(*) from (
                select
                from account a join account_grant g on g.id = a.id join session s on s.account_id = a.id
                where %s and a.effective_permissions <> g.permissions and s.ended_at is null
                order by s.handle for update of s) held
            """.formatted(which);
    }

    private static String sessionsFollow(String which) {
        return """
            with due as (
                select s.handle, array(
                    select p from unnest(g.permissions) p
                    where p = any (s.permissions) or p <> all (a.effective_permissions)
                    order by p collate "C") as permissions
                from account a join account_grant g on g.id = a.id join session s on s.account_id = a.id
                where %s and a.effective_permissions <> g.permissions and s.ended_at is null
                    and statement_timestamp() < s.idle_expires_at and statement_timestamp() < s.expires_at
            ), changed as (
                update session s
                set permissions = due.permissions,
                    access_jti = case s.delivery when 'cookie' then gen_random_uuid() else s.access_jti end,
                    access_issued_at = case s.delivery
                        when 'cookie' then date_trunc('second', statement_timestamp()) else s.access_issued_at end,
                    access_expires_at = case s.delivery
                        when 'cookie' then
                            least(s.expires_at, date_trunc('second', statement_timestamp()) + make_interval(secs => s.access_ttl))
                        else s.access_expires_at end,
                    version = s.version + 1
                from due
                where s.handle = due.handle and s.ended_at is null and s.permissions <> due.permissions
                returning s.handle
            ), told as (
                insert into event (type, session_handle, actor) select ?, handle, ? from changed
            )
            select count(*) from changed
            """.formatted(which);
    }

    private static String accountsFollow(String which) {
        return """
            update account a
            set effective_permissions = g.permissions, version = a.version + ?
            from account_grant g
            where g.id = a.id and a.effective_permissions <> g.permissions and %s
            """.formatted(which);
    }

    /** How many followed. */
    public record Followed(int accounts, int sessions) {}

    /** After a change of an account that the transaction holds. */
    public static Followed accountChanged(Transaction transaction, UUID account, String by) throws SQLException {
        return follow(transaction, OF_ACCOUNT, account.toString(), 0, by);
    }

    /** After a change of a role that the transaction holds. */
    public static Followed roleChanged(Transaction transaction, String role, String by) throws SQLException {
        transaction.one(HOLD_ACCOUNTS, row -> row.getLong(1), role);
        return follow(transaction, OF_ROLE, role, 1, by);
    }

    private static Followed follow(Transaction transaction, String which, String key, int versions, String by)
            throws SQLException {
        transaction.one(holdSessions(which), row -> row.getLong(1), key);
        int sessions =
                transaction.one(sessionsFollow(which), row -> row.getInt(1), key, EventType.SESSION_CHANGED.wire(), by);
        int accounts = transaction.update(accountsFollow(which), versions, key);
        return new Followed(accounts, sessions);
    }

    /** The most permissions that anybody with this role has. */
    public static int mostOfRole(Transaction transaction, String role) throws SQLException {
        return transaction.one(
                "select coalesce(max(cardinality(a.effective_permissions)), 0) from account a where " + OF_ROLE,
                row -> row.getInt(1),
                role);
    }

    /**
     * Lets one at a time ask whether anybody is left who can administer accounts, until its transaction ends: of two that take it from each other, the second sees
     * what the first did. To be taken last, since no other lock may be waited for with it.
     */
    public static void holdAdministration(Transaction transaction) throws SQLException {
        transaction.one("select pg_advisory_xact_lock(hashtext('portcullis administrators'))::text", row -> true);
    }

    /** Whether anybody can administer accounts. */
    public static boolean anyAdministrator(Transaction transaction) throws SQLException {
        return transaction.one(
                "select exists (select from account where enabled and effective_permissions @> array[cast(? as text)])",
                row -> row.getBoolean(1),
                Permission.ACCOUNTS_WRITE);
    }
}
