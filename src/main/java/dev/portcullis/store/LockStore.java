package dev.portcullis.store;

import dev.portcullis.api.Lock;
import dev.portcullis.session.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** To which accounts, and from which networks, nobody logs in. A lock whose time has passed is none, whether or not it has been removed. */
public final class LockStore {
    private LockStore() {}

    /**
     * Of accounts and networks alike.
     *
     * @param minutes for how long; null if until it is lifted
     */
    public record Terms(String reason, String by, @Nullable Integer minutes) {}

    /** What stands in the way of a login; for who holds the account. Empty if nothing does. */
    public static Optional<Lock.Kind> refuses(Transaction transaction, UUID account, @Nullable String address)
            throws SQLException {
        return transaction.one(
                """
                select exists (select from account where id = ? and locked_until > statement_timestamp()) as account,
                       exists (select from network_lock where network >>= ?::inet and locked_until > statement_timestamp()) as network
                """,
                row -> row.getBoolean("account")
                        ? Optional.of(Lock.Kind.ACCOUNT)
                        : row.getBoolean("network") ? Optional.of(Lock.Kind.NETWORK) : Optional.empty(),
                account,
                address);
    }

    /** Whether nobody logs in from there. */
    public static boolean refuses(Transaction transaction, String address) throws SQLException {
        return transaction.one(
                "select exists (select from network_lock where network >>= ?::inet and locked_until > statement_timestamp())",
                row -> row.getBoolean(1),
                address);
    }

    /** Whether there is a lock of a network at all. */
    public static boolean anyNetwork(Transaction transaction) throws SQLException {
        return transaction.one(
                "select exists (select from network_lock where locked_until > statement_timestamp())",
                row -> row.getBoolean(1));
    }

    public static int networks(Transaction transaction) throws SQLException {
        return transaction.one("select count(*) from network_lock", row -> row.getInt(1));
    }

    /**
     * Holds the accounts of the sessions that have not ended, in order, so that the sessions can be held after it.
     *
     * @param but not this one
     * @param beyond nor those who hold one of these permissions
     */
    public static List<UUID> holdAccounts(
            Transaction transaction, Collection<UUID> sessions, @Nullable UUID but, Collection<String> beyond)
            throws SQLException {
        return transaction.query("""
                select id from account
                where id in (
                        select account_id from session
                        where handle = any (?) and ended_at is null and statement_timestamp() < least(idle_expires_at, expires_at))
                    and id is distinct from ?::uuid and not effective_permissions && ?::text[] and deleted_at is null
                order by id for update
                """, row -> Transaction.uuid(row, "id"), sessions, but, beyond);
    }

    /** Locks held accounts; one that is locked for longer already stays so. Answers those that this has locked. */
    public static List<UUID> lockAccounts(Transaction transaction, Collection<UUID> held, Terms terms)
            throws SQLException {
        List<UUID> accounts = List.copyOf(held);
        if (accounts.isEmpty()) {
            return accounts;
        }
        transaction.demandAudit();
        return transaction.query(
                """
                update account a
                set lock_id = given.lock_id, locked_at = statement_timestamp(), locked_until = given.until,
                    locked_by = ?, lock_reason = ?
                from (select id, lock_id, coalesce(statement_timestamp() + make_interval(mins => ?::integer), 'infinity') as until
                      from unnest(?::uuid[], ?::uuid[]) given (id, lock_id)) given
                where a.id = given.id and (a.locked_until is null or a.locked_until < given.until)
                returning a.id
                """,
                row -> Transaction.uuid(row, "id"),
                terms.by(),
                terms.reason(),
                terms.minutes(),
                accounts,
                accounts.stream().map(_ -> Ids.next()).toList());
    }

    /** Locks a network; one that is locked for longer already stays so. Answers the lock that holds. */
    public static UUID lockNetwork(Transaction transaction, String network, Terms terms) throws SQLException {
        transaction.demandAudit();
        transaction.update("""
                insert into network_lock as n (lock_id, network, locked_at, locked_until, locked_by, lock_reason)
                values (?, network(?::inet), statement_timestamp(),
                    coalesce(statement_timestamp() + make_interval(mins => ?::integer), 'infinity'), ?, ?)
                on conflict (network) do update
                set lock_id = excluded.lock_id, locked_at = excluded.locked_at, locked_until = excluded.locked_until,
                    locked_by = excluded.locked_by, lock_reason = excluded.lock_reason
                where n.locked_until < excluded.locked_until
                """, Ids.next(), network, terms.minutes(), terms.by(), terms.reason());
        return transaction.one(
                "select lock_id from network_lock where network = network(?::inet)",
                row -> Transaction.uuid(row, "lock_id"),
                network);
    }

    private static final String ALL = """
            (select lock_id, 'account' as kind, id as account_id, email, name, null::text as network, lock_reason, locked_by, locked_at, locked_until
             from account where lock_id is not null and locked_until > statement_timestamp() and deleted_at is null
             union all
             select lock_id, 'network', null, null, null, text(network), lock_reason, locked_by, locked_at, locked_until
             from network_lock where locked_until > statement_timestamp()) l\
            """;

    private static final String COLUMNS =
            "lock_id, kind, account_id, email, name, network, lock_reason, locked_by, locked_at, nullif(locked_until, 'infinity') as until";

    static final String OF_ACCOUNTS =
            "select " + COLUMNS + " from " + ALL + " where account_id = any (?::uuid[]) order by lock_id desc";

    public static Optional<Lock> find(Transaction transaction, UUID id) throws SQLException {
        return transaction.first("select " + COLUMNS + " from " + ALL + " where lock_id = ?", LockStore::lock, id);
    }

    public static Optional<Lock> ofAccount(Transaction transaction, UUID account) throws SQLException {
        return transaction.first(
                "select " + COLUMNS + " from " + ALL + " where account_id = ?", LockStore::lock, account);
    }

    /** A page of those that hold, newest first: their ids sort by the time of their making. */
    public static List<Lock> page(Transaction transaction, @Nullable UUID after, int limit) throws SQLException {
        return transaction.query("select " + COLUMNS + " from " + ALL + """
                         where ?::uuid is null or lock_id < ?::uuid
                        order by lock_id desc limit ?
                        """, LockStore::lock, after, after, limit);
    }

    /** Those of these accounts that hold, newest first. */
    public static List<Lock> ofAccounts(Transaction transaction, Collection<UUID> accounts) throws SQLException {
        return transaction.query(OF_ACCOUNTS, LockStore::lock, accounts);
    }

    /** Lifts it. */
    public static void lift(Transaction transaction, Lock lock) throws SQLException {
        transaction.demandAudit();
        if (lock.kind() == Lock.Kind.NETWORK) {
            transaction.update("delete from network_lock where lock_id = ?", lock.id());
        } else {
            transaction.update("""
                    update account
                    set lock_id = null, locked_at = null, locked_until = null, locked_by = null, lock_reason = null
                    where lock_id = ?
                    """, lock.id());
        }
    }

    /** Removes locks of networks whose time has passed. At most {@code limit}. */
    public static int removePassed(Transaction transaction, int limit) throws SQLException {
        return transaction.update("""
                delete from network_lock where lock_id in (
                    select lock_id from network_lock where locked_until <= now() limit ? for update skip locked)
                """, limit);
    }

    private static Lock lock(ResultSet row) throws SQLException {
        UUID account = row.getObject("account_id", UUID.class);
        return new Lock(
                Transaction.uuid(row, "lock_id"),
                account == null ? Lock.Kind.NETWORK : Lock.Kind.ACCOUNT,
                account == null ? null : new Lock.Account(account, row.getString("email"), row.getString("name")),
                row.getString("network"),
                row.getString("lock_reason"),
                row.getString("locked_by"),
                Transaction.instant(row, "locked_at"),
                Transaction.instantOrNull(row, "until"));
    }
}
