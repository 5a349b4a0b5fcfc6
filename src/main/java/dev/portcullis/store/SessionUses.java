package dev.portcullis.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** That sessions are used: noted a moment later, many at once. What is suspended or over is not used. */
public final class SessionUses {
    private SessionUses() {}

    /** Notes one use at once. False if the session has ended meanwhile. */
    public static boolean see(Transaction transaction, UUID handle) throws SQLException {
        SessionStore.hold(transaction, List.of(handle));
        return transaction.update("""
                        update session
                        set last_seen_at = statement_timestamp(),
                            idle_expires_at = statement_timestamp() + make_interval(secs => idle_ttl)
                        where handle = ? and ended_at is null
                            and statement_timestamp() < idle_expires_at and statement_timestamp() < expires_at
                            and (suspended_until is null or suspended_until <= statement_timestamp())
                        """, handle) == 1;
    }

    /** A use that can be noted: no end of its session is written down, and it was in time then, whatever the time is now. */
    private static final String IN_TIME = """
            s.ended_at is null and s.last_seen_at < used.at and used.at < s.idle_expires_at and used.at < s.expires_at
                and (s.suspended_until is null or s.suspended_until <= statement_timestamp())
            """;

    /**
     * Notes many uses. What has ended meanwhile stays so; what somebody else holds is passed over, see {@link #unseen}. Of a session that was suspended since, the limit
     * may be a later one already.
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
                    where %s
                    order by s.handle for no key update of s skip locked
                )
                update session s
                set last_seen_at = held.at,
                    idle_expires_at = greatest(s.idle_expires_at, held.at + make_interval(secs => s.idle_ttl))
                from held where s.handle = held.handle
                returning s.handle
                """.formatted(IN_TIME), row -> Transaction.uuid(row, "handle"), handles, times);
    }

    /** Which of these uses are not noted, although they can be: somebody held their sessions. */
    public static List<UUID> unseen(Transaction transaction, Map<UUID, Instant> uses) throws SQLException {
        List<UUID> handles = List.copyOf(uses.keySet());
        List<Instant> times = handles.stream().map(uses::get).toList();
        return transaction.query("""
                select s.handle
                from session s join unnest(?::uuid[], ?::timestamptz[]) used (handle, at) using (handle)
                where %s
                """.formatted(IN_TIME), row -> Transaction.uuid(row, "handle"), handles, times);
    }
}
