package dev.portcullis.store;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Stats;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts. */
public final class StatsStore {
    private StatsStore() {}

    /** How many sessions are active now, by how they were delivered. */
    public static Map<Delivery, Long> activeByDelivery(Transaction transaction) throws SQLException {
        Map<Delivery, Long> counts = new EnumMap<>(Delivery.class);
        for (Delivery delivery : Delivery.values()) {
            counts.put(delivery, 0L);
        }
        transaction.query(
                "select delivery, count(*) as n from session_now where over_reason is null group by delivery",
                row -> counts.put(
                        Delivery.valueOf(row.getString("delivery").toUpperCase(Locale.ROOT)), row.getLong("n")));
        return counts;
    }

    private record Line(Instant now, Stats.Minute minute) {}

    /** Now, and each of the last 60 minutes. */
    public static Stats stats(Transaction transaction) throws SQLException {
        List<Line> lines = transaction.query(
                """
                with minute as (
                    select generate_series(date_trunc('minute', now()) - interval '59 minutes', date_trunc('minute', now()),
                        interval '1 minute') as start
                ), active as (
                    select count(*) as n from session_now where over_reason is null
                ), started as (
                    select date_trunc('minute', created_at) as start, count(*) as n
                    from session where created_at >= date_trunc('minute', now()) - interval '59 minutes' group by 1
                ), over as (
                    select date_trunc('minute', ended_at) as start, count(*) as n
                    from session where ended_at >= date_trunc('minute', now()) - interval '59 minutes' group by 1
                    union all
                    select date_trunc('minute', least(idle_expires_at, expires_at)), count(*)
                    from session
                    where ended_at is null and lapse_check_at <= now() and least(idle_expires_at, expires_at) <= now() group by 1
                ), ended as (
                    select start, sum(n)::bigint as n from over group by 1
                ), happened as (
                    select date_trunc('minute', at) as start,
                           sum(coalesce((detail ->> 'count')::bigint, 1)) filter (where type = ?) as failed,
                           count(*) filter (where type = ?) as reused
                    from event
                    where type in (?, ?) and at >= date_trunc('minute', now()) - interval '59 minutes' group by 1
                )
                select now() as now, least(minute.start + interval '1 minute', now()) as at,
                       coalesce(started.n, 0) as started, coalesce(ended.n, 0) as ended,
                       coalesce(happened.failed, 0)::bigint as failed, coalesce(happened.reused, 0) as reused,
                       active.n
                           - coalesce(sum(started.n) over later, 0)
                           + coalesce(sum(ended.n) over later, 0) as active_then
                from minute cross join active
                left join started on started.start = minute.start
                left join ended on ended.start = minute.start
                left join happened on happened.start = minute.start
                window later as (order by minute.start desc rows between unbounded preceding and current row exclude current row)
                order by minute.start
                """,
                row -> new Line(
                        Transaction.instant(row, "now"),
                        new Stats.Minute(
                                Transaction.instant(row, "at"),
                                row.getLong("active_then"),
                                row.getLong("started"),
                                row.getLong("failed"),
                                row.getLong("ended"),
                                row.getLong("reused"))),
                EventType.LOGIN_FAILED.wire(),
                EventType.TOKEN_REUSED.wire(),
                EventType.LOGIN_FAILED.wire(),
                EventType.TOKEN_REUSED.wire());
        long reused = transaction.one(
                "select count(*) from event where type = ? and at >= now() - interval '24 hours'",
                row -> row.getLong(1),
                EventType.TOKEN_REUSED.wire());
        Line last = lines.getLast();
        return new Stats(
                last.now(),
                last.minute().active(),
                reused,
                lines.stream().map(Line::minute).toList());
    }
}
