package dev.portcullis.store;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sessions as they are, or were, at an instant, in SQL. Each row has, beside the columns of {@code session}: {@code over_reason}, {@code over_at},
 * {@code over_by} and {@code over_note}, null until it has ended; {@code held}, its permissions; and {@code now}, the instant.
 *
 * <p>That is what the view {@code session_now} says of the present. It is said again here, because a list must not join a million sessions to their accounts to
 * learn that none is disabled, and because the planner sees through conditions where it does not see through a {@code case}; a test holds one to the other.
 */
final class SessionRows {
    /** Few: disabling ends the sessions, in the same transaction. */
    private static final String OF_DISABLED = "s.account_id in (select id from account where not enabled)";

    /** Of {@code session}: its time has passed by {@code %1$s}, and nobody has written so yet. */
    static final String LAPSED =
            "ended_at is null and lapse_check_at <= %1$s and least(idle_expires_at, expires_at) <= %1$s";

    /** Whose absolute limit is the end of their suspension. */
    private static final String OF_SUSPENDED =
            "(s.expires_at <= s.idle_expires_at and s.suspended_then = 'end' and s.suspended_until = s.expires_at)";

    private static final String FROM_ALL = "from session s cross join";

    private static final String FROM_SOME = "from session s tablesample system (2) cross join";

    private final SessionList.@Nullable States present;
    private final String scope;
    private final Instant now;
    private final Object[] parameters;

    private SessionRows(SessionList.@Nullable States present, String scope, Instant now, Object... parameters) {
        this.present = present;
        this.scope = scope;
        this.now = now;
        this.parameters = parameters;
    }

    private static final String LIVE = """
            (select s.*, null::text as over_reason, null::timestamptz as over_at, null::text as over_by, null::text as over_note,
                    s.permissions as held, at.now
             from session s cross join (select cast(? as timestamptz) as now) at
             where s.ended_at is null and s.idle_expires_at > at.now and s.expires_at > at.now and not (%s)) s
            """.formatted(OF_DISABLED);

    /** Of a row of {@link #LIVE}, or of {@code session s} beside {@code at}. Those whose suspension has passed are active, whether or not anybody has written so yet. */
    private static final String SUSPENDED_NOW = "s.suspended_at is not null and s.suspended_until > at.now";

    private static final String ACTIVE = LIVE.replace(" and not (", " and not (" + SUSPENDED_NOW + ") and not (");

    private static final String SUSPENDED = LIVE.replace(" and not (", " and " + SUSPENDED_NOW + " and not (");

    private static final String ALL = """
            (select s.*,
                    case
                        when s.ended_at is not null then s.end_reason
                        when %1$s then 'account'
                        when at.now >= s.expires_at and s.expires_at <= s.idle_expires_at then case when %2$s then 'revoked' else 'expired' end
                        when at.now >= s.idle_expires_at then 'idle'
                    end as over_reason,
                    case
                        when s.ended_at is not null then s.ended_at
                        when %1$s then at.now
                        when at.now >= least(s.idle_expires_at, s.expires_at) then least(s.idle_expires_at, s.expires_at)
                    end as over_at,
                    case when s.ended_at is null and at.now >= s.expires_at and %2$s then s.suspended_by else s.ended_by end as over_by,
                    case when s.ended_at is null and at.now >= s.expires_at and %2$s then s.suspended_note else s.end_note end as over_note,
                    s.permissions as held, at.now
             from session s cross join (select cast(? as timestamptz) as now) at) s
            """.formatted(OF_DISABLED, OF_SUSPENDED);

    private static final String ENDED = ALL.replace(
            " at) s",
            " at\n where s.ended_at is not null or s.idle_expires_at <= at.now or s.expires_at <= at.now or %s) s"
                    .formatted(OF_DISABLED));

    /**
     * Those that were active then. What they were permitted is found by undoing what has been told of them since, the last first: what a later change added, they had
     * not, and what it removed, they had. Everything else is as it is now, or was at last.
     */
    private static final String THEN = """
            (select s.*, null::text as over_reason, null::timestamptz as over_at, null::text as over_by, null::text as over_note,
                    case when since.handle is null then s.permissions
                        else array(
                            select p from (
                                select unnest(s.permissions) except select unnest(since.gained) union select unnest(since.lost)
                            ) then_held (p) order by p collate "C")
                    end as held, at.now
             from session s cross join (select cast(? as timestamptz) as now) at
             left join (
                 select session_handle as handle, array_agg(permission) filter (where added) as gained,
                        array_agg(permission) filter (where not added) as lost
                 from (
                     select distinct on (e.session_handle, p.permission) e.session_handle, p.permission, p.added
                     from event e cross join lateral (
                         select jsonb_array_elements_text(e.detail -> 'permissionsAdded'), true
                         union all
                         select jsonb_array_elements_text(e.detail -> 'permissionsRemoved'), false
                     ) p (permission, added)
                     where e.type = 'session.changed' and e.at > cast(? as timestamptz)
                     order by e.session_handle, p.permission, e.xid, e.seq
                 ) first_told
                 group by session_handle
             ) since on since.handle = s.handle
             where s.created_at <= at.now and coalesce(s.ended_at, least(s.idle_expires_at, s.expires_at)) > at.now) s
            """;

    /** The same of a few, if no more than they are asked for: what has been told of the others is not gone through. */
    private static final String THEN_BETWEEN = THEN.replace(
            "e.at > cast(? as timestamptz)",
            "e.at > cast(? as timestamptz) and e.session_handle > ? and e.session_handle <= ?");

    /** Those that were active at that time, which has passed. */
    static SessionRows activeAt(Instant then) {
        return new SessionRows(null, THEN, then, then, then);
    }

    /** The same, for who asks for those alone whose handles are after the one and not after the other. */
    static SessionRows activeAt(Instant then, UUID after, UUID upTo) {
        return new SessionRows(null, THEN_BETWEEN, then, then, then, after, upTo);
    }

    static SessionRows of(SessionList.States states, Instant now) {
        return new SessionRows(
                states,
                switch (states) {
                    case LIVE -> LIVE;
                    case ACTIVE -> ACTIVE;
                    case SUSPENDED -> SUSPENDED;
                    case ENDED -> ENDED;
                    case ALL -> ALL;
                },
                now,
                now);
    }

    Instant now() {
        return now;
    }

    /** Some of them, evenly from all over the table: the same as {@link #table}, looked at in one page of the database in fifty. */
    Sql sample() {
        Sql table = table();
        return new Sql().add(table.text().replace(FROM_ALL, FROM_SOME), table.parameters());
    }

    /** The states of those of the present; empty of the past. */
    Optional<SessionList.States> ofPresent() {
        return Optional.ofNullable(present);
    }

    /** As a table {@code s}, for a {@code from}. */
    Sql table() {
        return new Sql().add(scope, parameters);
    }
}
