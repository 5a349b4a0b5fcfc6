package dev.portcullis.store;

import dev.portcullis.api.EventType;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The counts that follow the feed: what sessions there are, by what they are, and what happened in each minute.
 *
 * <p>A session's contribution is not computed from events but read from its row whenever an event tells that it may be another, and what was counted before is
 * taken out ({@code session_counted}). So an event that is counted twice, or late, changes nothing, and whatever is read after an event's commit cannot be older than
 * it. What happens in a minute is counted from events, each once, in the feed's order; and by quarters of an hour too, since a month of minutes is much to read.
 */
public final class RollupStore {
    /** Grows whenever something else is counted, or in another way: then everything is made anew. */
    static final int FORMAT = 3;

    /** For how long minutes are kept. */
    public static final Duration KEPT = Duration.ofDays(30);

    /** Of these events, each may change what a session is counted under. */
    private static final Set<String> OF_SESSIONS =
            Set.of(EventType.SESSION_STARTED.wire(), EventType.SESSION_ENDED.wire(), EventType.SESSION_CHANGED.wire());

    private static final UUID FIRST = new UUID(0, 0);

    private RollupStore() {}

    /** What is being done: the counts are emptied, then made of the live sessions and of all events, then kept up to date. */
    public enum Stage {
        EMPTYING,
        WALKING,
        REPLAYING,
        READY
    }

    /** How far they are; held until the transaction ends. */
    record Held(int format, Stage stage, EventStore.Position position, UUID walked) {}

    /** Holds them, if nobody else does, and nobody else has a lease. */
    private static Optional<Held> hold(Transaction transaction, String worker) throws SQLException {
        return transaction.first(
                """
                select format, stage, xid::text as xid_text, seq, walked from rollup
                where worker is not distinct from ? or lease_ends < statement_timestamp()
                for no key update skip locked
                """,
                row -> new Held(
                        row.getInt("format"),
                        Stage.valueOf(row.getString("stage").toUpperCase(Locale.ROOT)),
                        new EventStore.Position(Long.parseUnsignedLong(row.getString("xid_text")), row.getLong("seq")),
                        Transaction.uuid(row, "walked")),
                worker);
    }

    /**
     * What a step came to.
     *
     * @param ours whether it was for this server to do
     * @param more whether there is more to do at once
     * @param events how many it has counted
     */
    public record Step(boolean ours, boolean more, int events) {
        private static final Step NOT_OURS = new Step(false, false, 0);
    }

    /**
     * Does the next step, unless another server does: one at a time has a lease, and the next one takes over when that has run out.
     *
     * @param limit of sessions or events
     */
    public static Step step(Transaction transaction, String worker, Duration lease, int limit) throws SQLException {
        Optional<Held> found = hold(transaction, worker);
        if (found.isEmpty()) {
            return Step.NOT_OURS;
        }
        Held held = found.get();
        double seconds = SessionStore.seconds(lease);
        transaction.update("""
                update rollup set worker = ?, lease_ends = statement_timestamp() + make_interval(secs => ?)
                where worker is distinct from ? or lease_ends < statement_timestamp() + make_interval(secs => ?)
                """, worker, seconds, worker, seconds / 2);
        if (held.format() != FORMAT) {
            transaction.update("update rollup set format = ?, stage = 'emptying'", FORMAT);
            return new Step(true, true, 0);
        }
        return switch (held.stage()) {
            case EMPTYING -> new Step(true, empty(transaction, limit), 0);
            case WALKING -> new Step(true, walk(transaction, held.walked(), limit), 0);
            case REPLAYING -> replay(transaction, held.position(), limit, true);
            case READY -> replay(transaction, held.position(), limit, false);
        };
    }

    /** Gives the lease up, so that another server need not wait for its end. */
    public static void leave(Transaction transaction, String worker) throws SQLException {
        transaction.update("update rollup set worker = null, lease_ends = '-infinity' where worker = ?", worker);
    }

    /** Has them made anew. Until that is done, whoever asks counts for himself. */
    public static void makeAnew(Transaction transaction) throws SQLException {
        transaction.update("update rollup set stage = 'emptying'");
    }

    /** Whether they are up to date, but for what has just happened. */
    public static boolean ready(Transaction transaction) throws SQLException {
        return transaction.one(
                "select format = ? and stage = 'ready' as ready from rollup", row -> row.getBoolean("ready"), FORMAT);
    }

    /** Who reads them has seen that they are not ready; so nothing depends on how they are emptied. Minutes whose events are gone stay. */
    private static boolean empty(Transaction transaction, int limit) throws SQLException {
        int emptied = transaction.update("""
                delete from session_counted where handle in (select handle from session_counted limit ?)
                """, 4 * limit);
        if (emptied > 0) {
            return true;
        }
        transaction.update("delete from facet");
        transaction.update("delete from facet_kind");
        transaction.update("""
                with oldest as (
                    select min(first.at) as at
                    from unnest(array['session.started', 'session.ended', 'login.failed', 'token.refreshed', 'token.reused']) told (type)
                    cross join lateral (select e.at from event e where e.type = told.type order by e.at limit 1) first
                )
                update rollup
                set stage = 'walking', walked = ?, xid = '0', seq = 0, sessions = 0, ended = 0,
                    begins = case
                        -- It may have lost some of its minute already.
                        when oldest.at < statement_timestamp() - interval '1 day' then date_trunc('minute', oldest.at)
                        when exists (select from minute)
                            then date_trunc('minute', coalesce(oldest.at, statement_timestamp())) - interval '1 minute'
                        else '-infinity'
                    end
                from oldest
                """, FIRST);
        transaction.update("delete from minute where at > (select begins from rollup)");
        transaction.update("delete from quarter");
        transaction.update(ADD_QUARTERS + " from minute group by 1");
        return true;
    }

    private static boolean walk(Transaction transaction, UUID walked, int limit) throws SQLException {
        List<UUID> next = transaction.query(
                "select handle from session where handle > ? and ended_at is null order by handle limit ?",
                row -> Transaction.uuid(row, "handle"),
                walked,
                limit);
        if (next.isEmpty()) {
            transaction.update("update rollup set stage = 'replaying'");
        } else {
            count(transaction, next);
            transaction.update("update rollup set walked = ?", next.getLast());
        }
        return true;
    }

    private record Told(
            EventStore.Position position,
            String type,
            @Nullable UUID session) {}

    private static Step replay(Transaction transaction, EventStore.Position position, int limit, boolean making)
            throws SQLException {
        List<Told> page = transaction.query(
                """
                select xid::text as xid_text, seq, type, session_handle from event
                where (xid, seq) > (cast(? as xid8), ?) and xid < pg_snapshot_xmin(pg_current_snapshot())
                order by event.xid, event.seq limit ?
                """,
                row -> new Told(
                        new EventStore.Position(Long.parseUnsignedLong(row.getString("xid_text")), row.getLong("seq")),
                        row.getString("type"),
                        row.getObject("session_handle", UUID.class)),
                Long.toUnsignedString(position.xid()),
                position.seq(),
                limit);
        if (!page.isEmpty()) {
            count(transaction, position, page);
        }
        boolean more = page.size() == limit;
        if (making && !more) {
            finish(transaction);
        }
        return new Step(true, more, page.size());
    }

    private static void count(Transaction transaction, EventStore.Position before, List<Told> page)
            throws SQLException {
        Set<UUID> touched = page.stream()
                .filter(told -> OF_SESSIONS.contains(told.type()))
                .map(Told::session)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (!touched.isEmpty()) {
            count(transaction, touched);
        }
        EventStore.Position last = page.getLast().position();
        String lastXid = Long.toUnsignedString(last.xid());
        transaction.update(COUNT_MINUTES, Long.toUnsignedString(before.xid()), before.seq(), lastXid, last.seq());
        transaction.update(
                "update rollup set xid = cast(? as xid8), seq = ?, ended = ended + ?",
                lastXid,
                last.seq(),
                page.stream()
                        .filter(told -> told.type().equals(EventType.SESSION_ENDED.wire()))
                        .count());
    }

    /** In one statement, so that what has ended and what is told of it are seen at one time. */
    private static void finish(Transaction transaction) throws SQLException {
        transaction.update("""
                update rollup
                set stage = 'ready',
                    ended = (select count(*) from session where ended_at is not null)
                        + (select n from session_removed)
                        - (select count(*) from event e
                           where (e.xid, e.seq) > (rollup.xid, rollup.seq) and e.type = 'session.ended')
                """);
    }

    private static final String COUNT =
            """
            with touched as (
                select unnest(?::uuid[]) as handle
            ), present as materialized (
                select s.handle, %2$s from session s join touched using (handle) where s.ended_at is null
            ), before as materialized (
                select c.handle, %1$s from session_counted c join touched using (handle)
            ), gone as (
                delete from session_counted c using before
                where c.handle = before.handle and not exists (select from present where present.handle = before.handle)
            ), kept as (
                insert into session_counted as k (handle, %1$s)
                select handle, %1$s from present
                on conflict (handle) do update
                set account_id = excluded.account_id, delivery = excluded.delivery, network = excluded.network,
                    browser = excluded.browser, os = excluded.os, permissions = excluded.permissions
                where (k.network, k.browser, k.os, k.permissions)
                    is distinct from (excluded.network, excluded.browser, excluded.os, excluded.permissions)
            ), delta as materialized (
                select v.kind, v.value, sum(c.sign) as n
                from (select 1 as sign, %1$s from present union all select -1, %1$s from before) c
                %3$s
                where v.value is not null
                group by v.kind, v.value
                having sum(c.sign) <> 0
            ), was as materialized (
                select kind, value, facet.n from facet join delta using (kind, value)
            ), counted as (
                insert into facet as f (kind, value, n)
                select kind, value, n from delta order by kind, value
                on conflict (kind, value) do update set n = f.n + excluded.n
            ), kinds as (
                insert into facet_kind as k (kind, n)
                select delta.kind,
                       count(*) filter (where coalesce(was.n, 0) = 0) - count(*) filter (where coalesce(was.n, 0) + delta.n = 0)
                from delta left join was on was.kind = delta.kind and was.value = delta.value
                group by delta.kind
                on conflict (kind) do update set n = k.n + excluded.n
            )
            update rollup set sessions = sessions + (select count(*) from present) - (select count(*) from before)
            """.formatted(Contribution.COLUMNS, Contribution.OF_SESSION, Contribution.VALUES);

    /** Counts the sessions as they are now, instead of as they were counted before. */
    private static void count(Transaction transaction, Collection<UUID> sessions) throws SQLException {
        transaction.update(COUNT, sessions);
    }

    /** What events come to in which minute: a session begins and ends when its row says, which is known better than when it was told. */
    static final String BY_MINUTE = """
            select date_trunc('minute', case e.type
                       when 'session.started' then coalesce(s.created_at, e.at)
                       when 'session.ended' then coalesce(s.ended_at, e.at)
                       else e.at end) as at,
                   count(*) filter (where e.type = 'session.started') as started,
                   coalesce(sum(coalesce((e.detail ->> 'count')::bigint, 1)) filter (where e.type = 'login.failed'), 0)::bigint as failed,
                   count(*) filter (where e.type = 'token.refreshed') as refreshed,
                   count(*) filter (where e.type = 'token.reused') as reused,
                   count(*) filter (where e.type = 'session.ended') as ended,
                   count(*) filter (where e.type = 'session.ended' and s.end_reason = 'logout') as ended_logout,
                   count(*) filter (where e.type = 'session.ended' and s.end_reason = 'idle') as ended_idle,
                   count(*) filter (where e.type = 'session.ended' and s.end_reason = 'expired') as ended_expired,
                   count(*) filter (where e.type = 'session.ended' and s.end_reason = 'revoked') as ended_revoked,
                   count(*) filter (where e.type = 'session.ended' and s.end_reason = 'replaced') as ended_replaced,
                   count(*) filter (where e.type = 'session.ended' and s.end_reason = 'reuse') as ended_reuse,
                   count(*) filter (where e.type = 'session.ended' and s.end_reason = 'account') as ended_account,
                   count(*) filter (where e.type = 'session.ended' and s.end_reason = 'quota') as ended_quota
            from event e
            left join lateral (
                select s.created_at, s.ended_at, s.end_reason from session s
                where s.handle = e.session_handle and e.type in ('session.started', 'session.ended')
                limit 1) s on true
            where e.type in ('session.started', 'session.ended', 'login.failed', 'token.refreshed', 'token.reused')
            """;

    /** The columns of {@code minute} and of {@code quarter}, but for the time. */
    private static final List<String> COUNTED = List.of(
            "started",
            "failed",
            "refreshed",
            "reused",
            "ended",
            "ended_logout",
            "ended_idle",
            "ended_expired",
            "ended_revoked",
            "ended_replaced",
            "ended_reuse",
            "ended_account",
            "ended_quota");

    private static final String NAMES = String.join(", ", COUNTED);

    private static final String QUARTER_OF_AT = "date_bin('15 minutes', at, '2000-01-01 00:00Z')";

    /** Of rows as those of {@code minute}, which are to follow as {@code from …}. */
    private static final String ADD_QUARTERS =
            "insert into quarter as m (at, " + NAMES + ") select " + QUARTER_OF_AT + ", " + counted("sum(%1$s)");

    private static final String OR_ADD = " on conflict (at) do update set " + counted("%1$s = m.%1$s + excluded.%1$s");

    private static final String COUNT_MINUTES = """
            with counted as materialized (
                select * from (
                    %1$s and (e.xid, e.seq) > (cast(? as xid8), ?) and (e.xid, e.seq) <= (cast(? as xid8), ?)
                    group by 1
                ) of_events
                where at > (select begins from rollup)
            ), of_quarters as (
                %2$s from counted group by 1 %3$s
            )
            insert into minute as m (at, %4$s) select at, %4$s from counted %3$s
            """.formatted(BY_MINUTE, ADD_QUARTERS, OR_ADD, NAMES);

    private static String counted(String pattern) {
        return COUNTED.stream().map(pattern::formatted).collect(Collectors.joining(", "));
    }

    /** Removes minutes that are older than so, quarters all of whose minutes are, and values that no session has any more. At most {@code limit} of each. */
    public static int remove(Transaction transaction, Duration kept, int limit) throws SQLException {
        int minutes = transaction.update("""
                delete from minute where at in (
                    select at from minute where at < statement_timestamp() - make_interval(secs => ?)
                    order by at limit ? for update skip locked)
                """, SessionStore.seconds(kept), limit);
        transaction.update(
                "delete from quarter where at < statement_timestamp() - make_interval(secs => ?)",
                SessionStore.seconds(kept.plus(StatsStore.QUARTER)));
        int values = transaction.update("""
                delete from facet where (kind, value) in (
                    select kind, value from facet
                    where kind in (select kind from facet_kind) and n = 0
                    order by kind, value limit ? for update skip locked)
                """, limit);
        return Math.max(minutes, values);
    }
}
