package dev.portcullis.store;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Stats;
import dev.portcullis.query.Query;
import dev.portcullis.store.SessionList.States;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What happened when. */
public final class StatsStore {
    /** What is counted is summed up by so much, beginning with the hour; {@link Range}s of such steps that begin so are quicker. */
    public static final Duration QUARTER = Duration.ofMinutes(15);

    private StatsStore() {}

    /** The bounds of the histogram of the time left, in seconds. */
    private static final List<Integer> BOUNDS = Arrays.asList(
            60, 300, 900, 1800, 3600, 4 * 3600, 8 * 3600, 24 * 3600, 3 * 24 * 3600, 7 * 24 * 3600, 14 * 24 * 3600);

    private static final List<String> REASONS =
            Arrays.stream(EndReason.values()).map(EndReason::wire).toList();

    /**
     * A stretch of time.
     *
     * @param from the begin of a minute
     * @param until the end of the last step
     * @param step whole minutes
     */
    public record Range(Instant from, Instant until, Duration step) {
        /** Whether it is made of whole quarters of an hour, of which there are fewer to read. */
        private boolean isOfQuarters() {
            return step.toSeconds() % QUARTER.toSeconds() == 0 && from.getEpochSecond() % QUARTER.toSeconds() == 0;
        }
    }

    private record Point(boolean usable, LiveCount count, Stats.Minute minute) {}

    /** So many that have not ended, and what happened in each step. */
    public record Series(LiveCount count, List<Stats.Minute> steps) {}

    private static final String SUMS =
            columns("coalesce(sum(%1$s), 0)::bigint as %1$s", "started", "failed", "refreshed", "reused", "ended")
                    + ", " + reasons("coalesce(sum(ended_%1$s), 0)::bigint as ended_%1$s");

    /** Makes columns of rows {@code (at, what, n)}. */
    private static final String PIVOT = columns(
                    "coalesce(sum(n) filter (where what = '%1$s'), 0)::bigint as %1$s",
                    "started", "failed", "refreshed", "reused")
            + ", coalesce(sum(n) filter (where what like 'ended%%'), 0)::bigint as ended, ".replace("%%", "%")
            + reasons("coalesce(sum(n) filter (where what = 'ended_%1$s'), 0)::bigint as ended_%1$s");

    /** What is asked for, and its steps; and what follows up to the present as one. */
    private static final String ASKED = """
            asked as (
                select cast(? as timestamptz) as first, cast(? as timestamptz) as until, make_interval(secs => ?) as step,
                       cast(? as timestamptz) as now
            ), bin as (
                select at, at + step as till
                from asked cross join generate_series(first, until - interval '1 microsecond', step) as at
                union all
                select until, 'infinity' from asked
            )
            """;

    /** Of {@code line}, rows of minutes from the first that is asked for to the present, and {@code known (usable, live, suspended)}. */
    private static final String STEPS = """
            , binned as (
                select date_bin(step, at, first) as at, %1$s
                from line cross join asked where at >= first group by 1
            )
            select usable, live, suspended, least(at + step, now) as till, started, failed, refreshed, reused, ended, %2$s,
                   live - coalesce(sum(started) over later, 0) + coalesce(sum(ended) over later, 0) as live_then, at < until as asked_for
            from (select at, %3$s, %4$s from bin full join binned using (at)) steps
            cross join asked cross join known
            window later as (order by at desc rows between unbounded preceding and 1 preceding)
            order by at
            """.formatted(
                    SUMS,
                    reasons("ended_%1$s"),
                    columns("coalesce(%1$s, 0) as %1$s", "started", "failed", "refreshed", "reused", "ended"),
                    reasons("coalesce(ended_%1$s, 0) as ended_%1$s"));

    /** The counts of this table are summed step by step along its index: to group a month of minutes would be to sort them, on disk. */
    private static String byCounts(String table) {
        return ", "
                + ASKED
                + """
            , line as (
                select bin.at, counted.*
                from bin cross join lateral (select %1$s from %7$s counted where counted.at >= bin.at and counted.at < bin.till) counted
                union all
                (%2$s and (e.xid, e.seq) > ((select xid from rollup), (select seq from rollup)) group by 1)
                union all
                (select date_trunc('minute', over_at), %3$s
                from (select over_at, 'ended_' || reason as what, 1 as n from lapsed) lapsed group by 1)
            ), known as (
                select %4$s as usable, %5$s as live, %6$s as suspended from rollup
            )
            """.formatted(
                                SUMS,
                                RollupStore.BY_MINUTE,
                                PIVOT,
                                Uncounted.USABLE,
                                Uncounted.LIVE,
                                Uncounted.SUSPENDED,
                                table)
                + STEPS;
    }

    private static final String BY_MINUTES = byCounts("minute");
    private static final String BY_QUARTERS = byCounts("quarter");

    private static final String BY_SESSIONS = "with " + ASKED + """
            , happened as (
                select created_at as at, 'started' as what, 1 as n
                from session where created_at >= (select first from asked)
                union all
                select ended_at, 'ended_' || end_reason, 1
                from session where ended_at >= (select first from asked)
                union all
                select least(idle_expires_at, expires_at),
                       case when expires_at > idle_expires_at then 'ended_idle'
                           when suspended_then = 'end' and suspended_until = expires_at then 'ended_revoked'
                           else 'ended_expired' end, 1
                from session
                where ended_at is null and lapse_check_at <= (select now from asked)
                    and least(idle_expires_at, expires_at) <= (select now from asked)
                    and account_id not in (select id from account where not enabled)
                union all
                select now, 'ended_account', 1
                from session join account on account.id = account_id cross join asked
                where ended_at is null and not enabled
                union all
                select at, case type when 'login.failed' then 'failed' when 'token.refreshed' then 'refreshed' else 'reused' end,
                       case type when 'login.failed' then coalesce((detail ->> 'count')::bigint, 1) else 1 end
                from event
                where type in ('login.failed', 'token.refreshed', 'token.reused') and at >= (select first from asked)
            ), line as (
                select date_trunc('minute', at) as at, %1$s from happened group by 1
            ), known as (
                select true as usable, (
            """.formatted(PIVOT);

    /**
     * What happened in the steps of a stretch of time, and how many had not ended at the end of each, by the counts: exact, and of one moment, which is the present. Empty
     * if they cannot be used now.
     */
    public static Optional<Series> byCounts(Transaction transaction, Instant now, Range range) throws SQLException {
        Sql sql = Uncounted.with(now).add(range.isOfQuarters() ? BY_QUARTERS : BY_MINUTES, asked(range, now));
        return series(transaction.query(sql.text(), StatsStore::point, sql.parameters()));
    }

    /** The same by going through sessions and events. */
    public static Series bySessions(Transaction transaction, Instant now, Range range) throws SQLException {
        Sql sql = new Sql()
                .add(BY_SESSIONS, asked(range, now))
                .add(SessionCount.sql(SessionRows.of(States.LIVE, now), new Query.All()))
                .add(") as live, (")
                .add(SessionCount.sql(SessionRows.of(States.SUSPENDED, now), new Query.All()))
                .add(") as suspended)" + STEPS);
        return series(transaction.query(sql.text(), StatsStore::point, sql.parameters()))
                .orElseThrow();
    }

    private static Object[] asked(Range range, Instant now) {
        return new Object[] {range.from(), range.until(), SessionStore.seconds(range.step()), now};
    }

    private static Optional<Series> series(List<Optional<Point>> rows) {
        List<Point> points = rows.stream().flatMap(Optional::stream).toList();
        return points.getFirst().usable()
                ? Optional.of(new Series(
                        points.getFirst().count(),
                        points.stream().map(Point::minute).toList()))
                : Optional.empty();
    }

    /** Empty for what lies behind the stretch that is asked for, and counts only to find out how many there were before it. */
    private static Optional<Point> point(ResultSet row) throws SQLException {
        if (!row.getBoolean("asked_for")) {
            return Optional.empty();
        }
        Map<EndReason, Long> ends = new EnumMap<>(EndReason.class);
        for (EndReason reason : EndReason.values()) {
            long n = row.getLong("ended_" + reason.wire());
            if (n > 0) {
                ends.put(reason, n);
            }
        }
        return Optional.of(new Point(
                row.getBoolean("usable"),
                new LiveCount(row.getLong("live"), row.getLong("suspended")),
                new Stats.Minute(
                        Transaction.instant(row, "till"),
                        row.getLong("live_then"),
                        row.getLong("started"),
                        row.getLong("failed"),
                        row.getLong("ended"),
                        row.getLong("reused"),
                        row.getLong("refreshed"),
                        ends)));
    }

    /** Refresh reuses in the 24 hours before. */
    public static long reusedLastDay(Transaction transaction, Instant now) throws SQLException {
        return transaction.one(
                "select count(*) from event where type = ? and at >= cast(? as timestamptz) - interval '24 hours'",
                row -> row.getLong(1),
                EventType.TOKEN_REUSED.wire(),
                now);
    }

    /** How long the active sessions have at most if nobody uses them. Goes through all of them, which takes about a second for a million. */
    public static Stats.TimeLeft timeLeft(Transaction transaction) throws SQLException {
        Instant now = LiveCount.now(transaction);
        // By instants: to reckon seconds for each takes three times as long.
        Sql sql = new Sql()
                .add(
                        "select width_bucket(least(s.idle_expires_at, s.expires_at), array("
                                + "select cast(? as timestamptz) + make_interval(secs => bound) from unnest(cast(? as int[])) bound order by bound"
                                + ")) as bucket, count(*) as n from ",
                        now,
                        BOUNDS)
                .add(SessionRows.of(States.ACTIVE, now).table())
                .add(" group by 1");
        Map<Integer, Long> counts = new HashMap<>();
        transaction.query(sql.text(), row -> counts.put(row.getInt("bucket"), row.getLong("n")), sql.parameters());
        List<Stats.Bucket> buckets = new ArrayList<>();
        for (int i = 0; i <= BOUNDS.size(); i++) {
            buckets.add(new Stats.Bucket(i < BOUNDS.size() ? (long) BOUNDS.get(i) : null, counts.getOrDefault(i, 0L)));
        }
        return new Stats.TimeLeft(now, buckets);
    }

    private static String columns(String pattern, String... names) {
        return Arrays.stream(names).map(pattern::formatted).collect(Collectors.joining(", "));
    }

    private static String reasons(String pattern) {
        return columns(pattern, REASONS.toArray(String[]::new));
    }
}
