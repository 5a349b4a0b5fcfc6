package dev.portcullis.store;

import dev.portcullis.api.Suspension;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Sessions that are denied for a while. The limits are moved instead of being looked at in another way, so that everything that asks for them goes on as it is: the
 * idle limit by as long as the session is suspended; and if it is to end then, the absolute limit to that time. A release gives both back.
 */
public final class SuspensionStore {
    private SuspensionStore() {}

    /** Suspends those of the held sessions that have not ended; of those that are suspended, the time and what is said of it become these. */
    public static List<UUID> suspend(
            Transaction transaction, Collection<UUID> held, Instant until, Suspension.Then then, String by, String note)
            throws SQLException {
        transaction.demandAudit();
        return transaction.query("""
                update session s
                set suspended_at = case when s.suspended_until > given.now then s.suspended_at else given.now end,
                    suspended_until = given.until,
                    suspended_then = given.next,
                    suspended_by = given.by,
                    suspended_note = given.note,
                    idle_expires_at = s.idle_expires_at + (given.until - greatest(s.suspended_until, given.now)),
                    expires_at = case given.next
                        when 'end' then least(coalesce(s.unsuspended_expires_at, s.expires_at), given.until)
                        else coalesce(s.unsuspended_expires_at, s.expires_at) end,
                    unsuspended_expires_at = case given.next when 'end' then coalesce(s.unsuspended_expires_at, s.expires_at) end,
                    version = s.version + 1
                from (select greatest(?::timestamptz, statement_timestamp()), statement_timestamp(), ?::text, ?::text, ?::text)
                    given (until, now, next, by, note)
                where s.handle = any (?) and s.ended_at is null and given.now < s.idle_expires_at and given.now < s.expires_at
                returning s.handle
                """, row -> Transaction.uuid(row, "handle"), until, then.wire(), by, note, held);
    }

    /** Lets those of the held sessions be used again that are suspended. */
    public static List<UUID> release(Transaction transaction, Collection<UUID> held) throws SQLException {
        transaction.demandAudit();
        return transaction.query("""
                update session
                set idle_expires_at = idle_expires_at - (suspended_until - statement_timestamp()),
                    expires_at = coalesce(unsuspended_expires_at, expires_at),
                    %s
                where handle = any (?) and ended_at is null and statement_timestamp() < suspended_until
                    and statement_timestamp() < idle_expires_at and statement_timestamp() < expires_at
                returning handle
                """.formatted(NOT_SUSPENDED), row -> Transaction.uuid(row, "handle"), held);
    }

    /** Writes down that sessions go on whose suspension has passed: housekeeping, since they are active already. At most {@code limit}. */
    public static List<UUID> sweep(Transaction transaction, int limit) throws SQLException {
        return transaction.query("""
                update session
                set %s
                where handle in (
                    select handle from session
                    where suspended_at is not null and ended_at is null
                        and suspended_then = 'release' and suspended_until <= statement_timestamp()
                        and statement_timestamp() < least(idle_expires_at, expires_at)
                    order by suspended_until limit ? for update skip locked)
                returning handle
                """.formatted(NOT_SUSPENDED), row -> Transaction.uuid(row, "handle"), limit);
    }

    private static final String NOT_SUSPENDED = """
            suspended_at = null, suspended_until = null, suspended_then = null, suspended_by = null, suspended_note = null,
            unsuspended_expires_at = null, version = version + 1\
            """;
}
