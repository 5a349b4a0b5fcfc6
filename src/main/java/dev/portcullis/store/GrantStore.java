package dev.portcullis.store;

import dev.portcullis.api.EventType;
import dev.portcullis.api.Permission;
import dev.portcullis.api.RoleEffect;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Lets what accounts and their live sessions may do follow from what is granted. The accounts are held before their sessions, each in one order; it is one
 * transaction however many they are, but in statements that each take a bounded time.
 *
 * <p>A session loses what its account loses, and gains what its account gains. What it lacked before, because somebody took it from this one session, it goes on
 * lacking. The session of a cookie is bound to a new access token, so that the services behind a gateway are told; whose client holds the token itself goes on with
 * it, and is judged by the session. One that seems idle for too long follows, too, as long as its end is not written down: a use that waits to be written may bring it
 * back.
 */
public final class GrantStore {
    private GrantStore() {}

    private static final int BATCH = 2000;

    private static final String DUE = """
            select s.handle
            from account a join account_grant g on g.id = a.id join session s on s.account_id = a.id
            where a.id = any (?) and a.effective_permissions <> g.permissions and s.ended_at is null
                and statement_timestamp() < s.expires_at
            order by s.handle
            """;

    private static final String SESSIONS_FOLLOW = """
            with held as materialized (
                select handle, account_id, permissions from session
                where handle = any (?) and ended_at is null
                order by handle for update
            ), due as (
                select held.handle, held.permissions as before, array(
                    select p from unnest(g.permissions) p
                    where p = any (held.permissions) or p <> all (a.effective_permissions)
                    order by p collate "C") as permissions
                from held join account a on a.id = held.account_id join account_grant g on g.id = a.id
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
                    and statement_timestamp() < s.expires_at
                returning s.handle, due.before, due.permissions as after
            ), told as (
                insert into event (type, session_handle, actor, detail)
                select ?, handle, ?, jsonb_strip_nulls(jsonb_build_object(
                    'permissionsAdded', nullif(to_jsonb(array(select unnest(after) except select unnest(before))), '[]'::jsonb),
                    'permissionsRemoved', nullif(to_jsonb(array(select unnest(before) except select unnest(after))), '[]'::jsonb)))
                from changed
            )
            select count(*) from changed
            """;

    private static final String ACCOUNTS_FOLLOW = """
            update account a
            set effective_permissions = g.permissions, version = a.version + ?
            from account_grant g
            where g.id = a.id and a.effective_permissions <> g.permissions and a.id = any (?)
            """;

    /** As {@link #DUE} and {@link #SESSIONS_FOLLOW} would find, if the role were so. */
    private static final String ROLE_WOULD_CHANGE = """
            with holder as materialized (
                select a.id, a.effective_permissions as before, array(
                    select p
                    from (select unnest(a.permissions) as p
                          union
                          select unnest(r.permissions) from role r where r.name = any (a.roles) and r.name <> ?
                          union
                          select unnest(cast(? as text[]))) granted
                    order by p collate "C") as after
                from account a where a.roles @> array[cast(? as text)]
            ), due as materialized (
                select * from holder where before <> after
            ), follow as (
                select s.permissions as before, array(
                    select p from unnest(due.after) p
                    where p = any (s.permissions) or p <> all (due.before)
                    order by p collate "C") as after
                from due join session s on s.account_id = due.id
                where s.ended_at is null and statement_timestamp() < s.expires_at
            )
            select (select count(*) from holder) as holders, (select count(*) from due) as accounts,
                count(*) filter (where before <> after) as sessions, count(*) filter (where not after @> before) as narrowed
            from follow
            """;

    /** How many followed. */
    public record Followed(int accounts, int sessions) {}

    /** After a change of an account that the transaction holds. */
    public static Followed accountChanged(Transaction transaction, UUID account, String by) throws SQLException {
        return follow(transaction, List.of(account), 0, by);
    }

    /** After a change of a role that the transaction holds. */
    public static Followed roleChanged(Transaction transaction, String role, String by) throws SQLException {
        List<UUID> accounts = transaction.query(
                "select id from account where roles @> array[cast(? as text)] order by id for update",
                row -> Transaction.uuid(row, "id"),
                role);
        return follow(transaction, accounts, 1, by);
    }

    private static Followed follow(Transaction transaction, List<UUID> held, int versions, String by)
            throws SQLException {
        transaction.demandAudit();
        if (held.isEmpty()) {
            return new Followed(0, 0);
        }
        // Nobody logs in meanwhile, since the accounts are held; who logs out is seen by the statement that follows.
        List<UUID> due = transaction.query(DUE, row -> Transaction.uuid(row, "handle"), held);
        int sessions = 0;
        for (int from = 0; from < due.size(); from += BATCH) {
            List<UUID> some = due.subList(from, Math.min(from + BATCH, due.size()));
            sessions +=
                    transaction.one(SESSIONS_FOLLOW, row -> row.getInt(1), some, EventType.SESSION_CHANGED.wire(), by);
        }
        int accounts = 0;
        for (int from = 0; from < held.size(); from += BATCH) {
            List<UUID> some = held.subList(from, Math.min(from + BATCH, held.size()));
            accounts += transaction.update(ACCOUNTS_FOLLOW, versions, some);
        }
        return new Followed(accounts, sessions);
    }

    /** What would follow now if the role permitted this. Nobody is held for it. */
    public static RoleEffect roleWouldChange(Transaction transaction, String role, List<String> permissions)
            throws SQLException {
        return transaction.one(
                ROLE_WOULD_CHANGE,
                row -> new RoleEffect(
                        row.getLong("holders"),
                        row.getLong("accounts"),
                        row.getLong("sessions"),
                        row.getLong("narrowed")),
                role,
                permissions,
                role);
    }

    /** The most permissions that anybody with this role has. */
    public static int mostOfRole(Transaction transaction, String role) throws SQLException {
        return transaction.one(
                "select coalesce(max(cardinality(effective_permissions)), 0) from account where roles @> array[cast(? as text)]",
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
