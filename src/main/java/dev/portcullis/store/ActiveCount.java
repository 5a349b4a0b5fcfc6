package dev.portcullis.store;

import dev.portcullis.query.Query;
import dev.portcullis.store.SessionList.States;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** How many sessions are active, and how many have ended. */
public final class ActiveCount {
    private ActiveCount() {}

    /** So many of each, by the counts. */
    record Counted(boolean usable, long active, long ended) {}

    /**
     * Exactly how many are active at that time, which is the present: by the counts that follow the feed, with what they lack; or, while those are made, by going through
     * the sessions.
     */
    public static long exact(Transaction transaction, Instant now) throws SQLException {
        Optional<Long> counted = byCounts(transaction, now);
        return counted.isPresent() ? counted.get() : bySessions(transaction, now);
    }

    /** How many are active by the counts; empty if they cannot be used now. */
    static Optional<Long> byCounts(Transaction transaction, Instant now) throws SQLException {
        return counted(transaction, now).map(Counted::active);
    }

    /** By the counts; empty if they cannot be used now. */
    static Optional<Counted> counted(Transaction transaction, Instant now) throws SQLException {
        Sql sql = Uncounted.with(now)
                .add(" select " + Uncounted.USABLE + " as usable, " + Uncounted.ACTIVE + " as active, "
                        + Uncounted.ENDED + " as ended from rollup");
        Counted answer = transaction.one(
                sql.text(),
                row -> new Counted(row.getBoolean("usable"), row.getLong("active"), row.getLong("ended")),
                sql.parameters());
        return answer.usable() ? Optional.of(answer) : Optional.empty();
    }

    static long bySessions(Transaction transaction, Instant now) throws SQLException {
        return SessionCount.of(transaction, SessionRows.of(States.ACTIVE, now), new Query.All());
    }

    /** Whether the counts say what the sessions say, looked at in one moment. True also if they cannot be used now. Goes through all sessions. */
    public static boolean agrees(Transaction transaction) throws SQLException {
        Instant now = now(transaction);
        Sql sql = Uncounted.with(now)
                .add(" select " + Uncounted.USABLE + " as usable, " + Uncounted.ACTIVE + " = (")
                .add(SessionCount.sql(SessionRows.of(States.ACTIVE, now), new Query.All()))
                .add(
                        ") and sessions = coalesce((select sum(n) from facet where kind = 'delivery'), 0) as agrees from rollup");
        return transaction.one(
                sql.text(), row -> !row.getBoolean("usable") || row.getBoolean("agrees"), sql.parameters());
    }

    /** The database's time. */
    public static Instant now(Transaction transaction) throws SQLException {
        return transaction.one("select statement_timestamp() as now", row -> Transaction.instant(row, "now"));
    }
}
