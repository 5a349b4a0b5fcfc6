package dev.portcullis.store;

import java.time.Instant;

/**
 * What the counts lack to be those of this very moment, in SQL. All of it is seen in the one snapshot of the statement that it is part of, and judged at one time, so that
 * the sum is exact: as if each session were looked at.
 *
 * <p>What is looked up row by row says so ({@code lateral … limit 1}): how few rows there are is what the planner cannot know.
 */
final class Uncounted {
    /** If more than so much has happened since the counts were written, or more than so many sessions are to be looked at, it is cheaper to do without them. */
    static final int MOST = 20_000;

    /**
     * The beginning of a {@code with}. It defines:
     *
     * <ul>
     *   <li>{@code since}: the events that tell of sessions since the counts were written, one more than {@link #MOST} at the most;
     *   <li>{@code disabled}: accounts that are disabled and have, or had, sessions that nobody has ended;
     *   <li>{@code due}: sessions whose time may have passed, one more than {@link #MOST} at the most;
     *   <li>{@code lapsed}: sessions that are over, but not written down as such: {@code handle}, {@code over_at}, {@code reason};
     *   <li>{@code change}: contributions to add ({@code sign} 1) and to take away (-1), to come from the sessions that are counted to those that have not ended;
     *   <li>{@code paused}: those of them that are suspended, with how they were delivered. They are few, and have an index; whose suspension has passed is none of them.
     * </ul>
     */
    private static final String WITH = """
            with since as materialized (
                select session_handle as handle, type from event
                where (xid, seq) > ((select xid from rollup), (select seq from rollup))
                    and session_handle is not null and type in ('session.started', 'session.ended', 'session.changed')
                order by xid, seq limit %1$d
            ), touched as materialized (
                select distinct handle from since
            ), disabled as materialized (
                select account_id as id from disabled_live
            ), due as materialized (
                select s.handle, s.account_id, s.idle_expires_at, s.expires_at, s.suspended_then, s.suspended_until from session s
                where s.ended_at is null and s.lapse_check_at <= cast(? as timestamptz)
                order by s.lapse_check_at limit %1$d
            ), lapsed as materialized (
                select handle, least(idle_expires_at, expires_at) as over_at,
                       case when expires_at > idle_expires_at then 'idle'
                           when suspended_then = 'end' and suspended_until = expires_at then 'revoked'
                           else 'expired' end as reason
                from due
                where least(idle_expires_at, expires_at) <= cast(? as timestamptz) and account_id not in (select id from disabled)
                union all
                select s.handle, cast(? as timestamptz), 'account'
                from session s where s.account_id in (select id from disabled) and s.ended_at is null
            ), change as materialized (
                select -1 as sign, c.*
                from touched
                cross join lateral (select * from session_counted c where c.handle = touched.handle limit 1) c
                union all
                select 1, s.*
                from touched
                cross join lateral (
                    select s.handle, %2$s from session s where s.handle = touched.handle and s.ended_at is null limit 1) s
                union all
                select -1, s.*
                from lapsed
                cross join lateral (select s.handle, %2$s from session s where s.handle = lapsed.handle limit 1) s
            ), paused as (
                select s.delivery from session s
                where s.suspended_at is not null and s.ended_at is null and s.suspended_until > cast(? as timestamptz)
                    and least(s.idle_expires_at, s.expires_at) > cast(? as timestamptz)
                    and s.account_id not in (select id from disabled)
            )
            """.formatted(MOST + 1, Contribution.OF_SESSION);

    /** Whether the counts can be used: they are up to date, but for what {@code since} and {@code due} hold, and that is all of it. */
    static final String USABLE = "(format = " + RollupStore.FORMAT
            + " and stage = 'ready' and (select count(*) from since) <= " + MOST
            + " and (select count(*) from due) <= " + MOST + ")";

    /** How many have not ended; of {@code rollup}. */
    static final String LIVE = "(sessions + coalesce((select sum(sign) from change), 0))";

    /** How many of these are suspended. */
    static final String SUSPENDED = "(select count(*) from paused)";

    /** How many have ended and are kept; of {@code rollup}. */
    static final String ENDED = """
            (rollup.ended - (select n from session_removed) + (select count(*) from lapsed)
                + (select count(*) from since where type = 'session.ended'))
            """;

    /** The beginning of a statement that reads the counts as they have to be at this time, which is the present. */
    static Sql with(Instant now) {
        return new Sql().add(WITH, now, now, now, now, now);
    }

    private Uncounted() {}
}
