package dev.portcullis.store;

import dev.portcullis.api.EndReason;
import dev.portcullis.session.Client;
import dev.portcullis.session.Lifetime;
import dev.portcullis.session.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The sessions: begun, seen, bound to new tokens, ended. Never deleted here. */
public final class SessionStore {
    private SessionStore() {}

    private static final String BY_HANDLE = "select " + SessionRow.COLUMNS + " from session_now where handle = ?";

    private static final String BY_HANDLES =
            "select " + SessionRow.COLUMNS + " from session_now where handle = any (?)";

    public static Optional<Session> find(Transaction transaction, UUID handle) throws SQLException {
        return transaction.first(BY_HANDLE, SessionRow::session, handle);
    }

    public static List<Session> find(Transaction transaction, Collection<UUID> handles) throws SQLException {
        return handles.isEmpty() ? List.of() : transaction.query(BY_HANDLES, SessionRow::session, handles);
    }

    /** The session, held against every other change until the transaction ends. */
    public static Optional<Session> lock(Transaction transaction, UUID handle) throws SQLException {
        transaction.query("select handle from session where handle = ? for update", row -> row.getString(1), handle);
        return find(transaction, handle);
    }

    /** A session to begin. */
    public record Beginning(
            UUID handle,
            UUID accountId,
            byte[] secretHash,
            Client client,
            List<String> permissions,
            UUID accessJti,
            UUID refreshFamily,
            Lifetime lifetime) {}

    /** Writes a new session, at the database's time. */
    public static Session begin(Transaction transaction, Beginning beginning) throws SQLException {
        Lifetime lifetime = beginning.lifetime();
        transaction.update(
                """
                insert into session (handle, account_id, secret_hash, delivery, created_at, authenticated_at, last_seen_at,
                    idle_ttl, idle_expires_at, expires_at, address, user_agent, device, permissions,
                    access_jti, access_issued_at, access_expires_at, refresh_family, refresh_expires_at)
                select ?, ?, ?, ?, now(), now(), now(),
                    ?, now() + make_interval(secs => ?), now() + make_interval(secs => ?), ?::inet, ?, ?, ?,
                    ?, date_trunc('second', now()), date_trunc('second', now()) + make_interval(secs => ?),
                    ?, now() + make_interval(secs => ?)
                """,
                beginning.handle(),
                beginning.accountId(),
                beginning.secretHash(),
                beginning.client().delivery().name().toLowerCase(Locale.ROOT),
                (int) lifetime.idle().toSeconds(),
                seconds(lifetime.idle()),
                seconds(lifetime.absolute()),
                beginning.client().address(),
                beginning.client().userAgent(),
                beginning.client().device(),
                beginning.permissions(),
                beginning.accessJti(),
                seconds(lifetime.access()),
                beginning.refreshFamily(),
                seconds(
                        lifetime.refresh().compareTo(lifetime.absolute()) < 0
                                ? lifetime.refresh()
                                : lifetime.absolute()));
        return find(transaction, beginning.handle())
                .orElseThrow(() -> new SQLException("the session just written is not there"));
    }

    /**
     * Binds the next access token and the next generation of the refresh family to a session that the transaction holds. Counts as use.
     *
     * @return the session as it is now
     */
    public static Session rotate(Transaction transaction, Session session, UUID accessJti, Lifetime lifetime)
            throws SQLException {
        transaction.update("""
                update session
                set access_jti = ?, access_issued_at = date_trunc('second', now()),
                    access_expires_at = date_trunc('second', now()) + make_interval(secs => ?),
                    refresh_generation = refresh_generation + 1,
                    refresh_expires_at = least(expires_at, now() + make_interval(secs => ?)),
                    last_seen_at = now(), idle_expires_at = now() + make_interval(secs => idle_ttl),
                    version = version + 1
                where handle = ?
                """, accessJti, seconds(lifetime.access()), seconds(lifetime.refresh()), session.handle());
        return find(transaction, session.handle()).orElseThrow(() -> new SQLException("a held session is gone"));
    }

    /**
     * Ends those of the sessions that are active, in the order of their handles. One whose time has passed has ended by itself; {@link #sweep} writes that down.
     *
     * @param by who did it; null if nobody in particular
     * @param note why, in their words
     * @return which were ended by this call
     */
    public static List<UUID> end(
            Transaction transaction,
            Collection<UUID> handles,
            EndReason reason,
            @Nullable String by,
            @Nullable String note)
            throws SQLException {
        if (handles.isEmpty()) {
            return List.of();
        }
        return transaction.query("""
                with held as (
                    select s.handle
                    from session s join session_now n using (handle)
                    where s.handle = any (?) and s.ended_at is null and n.over_reason is null
                    order by s.handle for update of s
                )
                update session s
                set ended_at = now(), end_reason = ?, ended_by = ?, end_note = ?, version = s.version + 1
                from held
                where s.handle = held.handle
                returning s.handle
                """, row -> Transaction.uuid(row, "handle"), handles, reason.wire(), by, note);
    }

    /** Marks that a refresh token of a held session has come back. */
    public static void markReused(Transaction transaction, UUID handle) throws SQLException {
        transaction.update("update session set refresh_reused = true where handle = ?", handle);
    }

    /** The handles of an account's sessions that have not ended. */
    public static List<UUID> ofAccount(Transaction transaction, UUID accountId) throws SQLException {
        return transaction.query(
                "select handle from session where account_id = ? and ended_at is null",
                row -> Transaction.uuid(row, "handle"),
                accountId);
    }

    /** Notes one use at once. False if the session has ended meanwhile. */
    public static boolean see(Transaction transaction, UUID handle) throws SQLException {
        return transaction.update("""
                        update session
                        set last_seen_at = now(), idle_expires_at = now() + make_interval(secs => idle_ttl)
                        where handle = ? and ended_at is null and now() < idle_expires_at and now() < expires_at
                        """, handle) == 1;
    }

    /**
     * Notes many uses. What has ended or lapsed meanwhile stays so; what is being changed by somebody else is passed over, and its next use notes it again.
     *
     * @param uses when each was used, by the database's clock
     * @return those that were noted
     */
    public static List<UUID> see(Transaction transaction, Map<UUID, Instant> uses) throws SQLException {
        List<UUID> handles = List.copyOf(uses.keySet());
        List<Instant> times = handles.stream().map(uses::get).toList();
        return transaction.query("""
                with used (handle, at) as (
                    select * from unnest(?::uuid[], ?::timestamptz[])
                ), held as (
                    select s.handle, used.at
                    from session s join used using (handle)
                    where s.ended_at is null and now() < s.idle_expires_at and now() < s.expires_at and s.last_seen_at < used.at
                    order by s.handle for no key update of s skip locked
                )
                update session s
                set last_seen_at = held.at, idle_expires_at = held.at + make_interval(secs => s.idle_ttl)
                from held where s.handle = held.handle
                returning s.handle
                """, row -> Transaction.uuid(row, "handle"), handles, times);
    }

    /**
     * Writes down the end of sessions whose time has passed: housekeeping, since they count as ended already. Several servers may do it at once.
     *
     * @return which, at most {@code limit}
     */
    public static List<UUID> sweep(Transaction transaction, int limit) throws SQLException {
        return transaction.query("""
                update session s
                set ended_at = least(s.idle_expires_at, s.expires_at),
                    end_reason = case when s.expires_at <= s.idle_expires_at then 'expired' else 'idle' end,
                    version = s.version + 1
                from (
                    select handle from session
                    where ended_at is null and least(idle_expires_at, expires_at) <= now()
                    order by least(idle_expires_at, expires_at)
                    limit ? for update skip locked
                ) lapsed
                where s.handle = lapsed.handle
                returning s.handle
                """, row -> Transaction.uuid(row, "handle"), limit);
    }

    /** Removes sessions, with their tokens, that ended longer ago than this. At most {@code limit}. */
    public static int remove(Transaction transaction, Duration endedBefore, int limit) throws SQLException {
        return transaction.update("""
                delete from session where handle in (
                    select handle from session where ended_at < now() - make_interval(secs => ?)
                    limit ? for update skip locked)
                """, seconds(endedBefore), limit);
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
