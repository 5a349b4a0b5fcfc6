package dev.portcullis.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** How many sessions are active. */
public final class ActiveCount {
    private ActiveCount() {}

    private static final String BY_COUNTS = Uncounted.WITH + """
            select %s as usable, sessions + coalesce((select sum(sign) from change), 0) as active from rollup
            """.formatted(Uncounted.USABLE);

    /** "Active" as {@code session_now} says it, in a form that need not join each session to its account. Binds the time twice. */
    static final String ACTIVE = """
            s.ended_at is null and s.idle_expires_at > cast(? as timestamptz) and s.expires_at > cast(? as timestamptz)
                and s.account_id not in (select id from account where not enabled)
            """;

    private record Answer(boolean usable, long active) {}

    /**
     * Exactly how many are active at that time, which is the present: by the counts that follow the feed, with what they lack; or, while those are made, by going through
     * the sessions. In one statement, so of one moment.
     */
    public static long exact(Transaction transaction, Instant now) throws SQLException {
        Optional<Long> counted = byCounts(transaction, now);
        return counted.isPresent() ? counted.get() : bySessions(transaction, now);
    }

    /** By the counts; empty if they cannot be used now. */
    static Optional<Long> byCounts(Transaction transaction, Instant now) throws SQLException {
        Answer answer = transaction.one(
                BY_COUNTS, row -> new Answer(row.getBoolean("usable"), row.getLong("active")), now, now);
        return answer.usable() ? Optional.of(answer.active()) : Optional.empty();
    }

    static long bySessions(Transaction transaction, Instant now) throws SQLException {
        return transaction.one("select count(*) from session s where " + ACTIVE, row -> row.getLong(1), now, now);
    }

    private static final String CHECK = Uncounted.WITH + """
            select %s as usable,
                   sessions + coalesce((select sum(sign) from change), 0) = (select count(*) from session s where %s)
                       and sessions = coalesce((select sum(n) from facet where kind = 'delivery'), 0) as agrees
            from rollup
            """.formatted(Uncounted.USABLE, ACTIVE);

    /** Whether the counts say what the sessions say, looked at in one moment. True also if they cannot be used now. Goes through all sessions. */
    public static boolean agrees(Transaction transaction) throws SQLException {
        Instant now = now(transaction);
        return transaction.one(
                CHECK, row -> !row.getBoolean("usable") || row.getBoolean("agrees"), now, now, now, now);
    }

    /** The database's time. */
    public static Instant now(Transaction transaction) throws SQLException {
        return transaction.one("select statement_timestamp() as now", row -> Transaction.instant(row, "now"));
    }
}
