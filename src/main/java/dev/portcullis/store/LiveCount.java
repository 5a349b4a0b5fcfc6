package dev.portcullis.store;

import dev.portcullis.query.Query;
import dev.portcullis.store.SessionList.States;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * How many sessions have not ended.
 *
 * @param live all of them
 * @param suspended those of them that are suspended
 */
public record LiveCount(long live, long suspended) {
    /** So many by the counts, and so many that have ended and are kept. */
    record Counted(LiveCount count, long ended) {}

    private record Answer(boolean usable, Counted counted) {}

    /** Those that are not suspended. */
    public long active() {
        return live - suspended;
    }

    /**
     * Exactly how many there are at that time, which is the present: by the counts that follow the feed, with what they lack; or, while those are made, by going through
     * the sessions.
     */
    public static LiveCount exact(Transaction transaction, Instant now) throws SQLException {
        Optional<LiveCount> counted = byCounts(transaction, now);
        return counted.isPresent() ? counted.get() : bySessions(transaction, now);
    }

    /** By the counts; empty if they cannot be used now. */
    static Optional<LiveCount> byCounts(Transaction transaction, Instant now) throws SQLException {
        return counted(transaction, now).map(Counted::count);
    }

    /** The same with those that have ended. */
    static Optional<Counted> counted(Transaction transaction, Instant now) throws SQLException {
        Sql sql = Uncounted.with(now)
                .add(" select " + Uncounted.USABLE + " as usable, " + Uncounted.LIVE + " as live, "
                        + Uncounted.SUSPENDED + " as suspended, " + Uncounted.ENDED + " as ended from rollup");
        Answer answer = transaction.one(
                sql.text(),
                row -> new Answer(
                        row.getBoolean("usable"),
                        new Counted(
                                new LiveCount(row.getLong("live"), row.getLong("suspended")), row.getLong("ended"))),
                sql.parameters());
        return answer.usable() ? Optional.of(answer.counted()) : Optional.empty();
    }

    static LiveCount bySessions(Transaction transaction, Instant now) throws SQLException {
        Query all = new Query.All();
        return new LiveCount(
                SessionCount.of(transaction, SessionRows.of(States.LIVE, now), all),
                SessionCount.of(transaction, SessionRows.of(States.SUSPENDED, now), all));
    }

    /** Whether the counts say what the sessions say, looked at in one moment. True also if they cannot be used now. Goes through all sessions. */
    public static boolean agrees(Transaction transaction) throws SQLException {
        Instant now = now(transaction);
        Sql sql = Uncounted.with(now)
                .add(" select " + Uncounted.USABLE + " as usable, " + Uncounted.LIVE + " = (")
                .add(SessionCount.sql(SessionRows.of(States.LIVE, now), new Query.All()))
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
