package dev.portcullis.store;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.Facets;
import dev.portcullis.api.SessionState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which values the active sessions have, and how many of them each. */
public final class FacetStore {
    private FacetStore() {}

    /** What is counted by. */
    public enum Kind {
        USER,
        NETWORK,
        DEVICE,
        BROWSER,
        OS,
        PERMISSION,
        DELIVERY,
        STATE;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The reverse of {@link #wire()}. */
        public static Optional<Kind> ofWire(String wire) {
            return Arrays.stream(values())
                    .filter(kind -> kind.wire().equals(wire))
                    .findFirst();
        }
    }

    private static final String BY_COUNTS = Uncounted.WITH + """
            , asked as (
                select unnest(?::text[]) as kind
            ), delta as materialized (
                select v.kind, v.value, sum(c.sign) as n
                from change c
                %1$s
                where v.value is not null and v.kind in (select kind from asked)
                group by v.kind, v.value
                having sum(c.sign) <> 0
            ), changed as materialized (
                select delta.kind, delta.value, coalesce(facet.n, 0) as before, coalesce(facet.n, 0) + delta.n as n
                from delta left join facet using (kind, value)
            ), candidate as (
                select asked.kind, best.value, best.n
                from asked cross join lateral (
                    select f.value, f.n from facet f
                    where f.kind = asked.kind and f.n > 0
                    order by f.n desc, f.value
                    limit ? + (select count(*) from delta where delta.kind = asked.kind)) best
                where not exists (select from delta where delta.kind = asked.kind and delta.value = best.value)
                union all
                select kind, value, n from changed where n > 0
            ), ranked as (
                select kind, value, n, row_number() over (partition by kind order by n desc, value) as rank from candidate
            ), counted as (
                select asked.kind,
                       coalesce((select n from facet_kind k where k.kind = asked.kind), 0)
                           + (select count(*) from changed c where c.kind = asked.kind and c.before = 0)
                           - (select count(*) from changed c where c.kind = asked.kind and c.n = 0) as distinct_values
                from asked
            )
            select %2$s as usable,
                   rollup.sessions + coalesce((select sum(sign) from change), 0) as total,
                   rollup.ended - (select n from session_removed) + (select count(*) from lapsed)
                       + (select count(*) from since where type = 'session.ended') as ended,
                   counted.kind, counted.distinct_values, ranked.value, ranked.n, a.email, a.name
            from rollup
            left join counted on true
            left join ranked on ranked.kind = counted.kind and ranked.rank <= ?
            left join account a on ranked.kind = 'user' and a.id = case ranked.kind when 'user' then ranked.value::uuid end
            order by counted.kind, ranked.rank
            """.formatted(Contribution.VALUES, Uncounted.USABLE);

    /** How a kind is counted by going through sessions; of each, one pass. */
    private static String counting(Kind kind, String condition) {
        String each = "select '" + kind.wire() + "' as kind, v.value, count(*) as n from (select "
                + Contribution.OF_SESSION + " from session s where " + condition + ") c cross join lateral (";
        String value =
                switch (kind) {
                    case USER -> "select c.account_id::text";
                    case NETWORK -> "select c.network";
                    case DEVICE -> "select " + Contribution.DEVICE;
                    case BROWSER -> "select c.browser";
                    case OS -> "select c.os";
                    case PERMISSION -> "select unnest(c.permissions)";
                    case DELIVERY -> "select c.delivery";
                    case STATE -> throw new IllegalArgumentException("the state is counted otherwise");
                };
        return each + value + ") v (value) where v.value is not null group by v.value";
    }

    /** The same answer by going through the sessions, those of this condition, which binds the time twice. */
    private static List<Line> bySessions(
            Transaction transaction, Instant at, Collection<Kind> kinds, int top, String condition, String all)
            throws SQLException {
        List<Kind> counted =
                kinds.stream().filter(kind -> kind != Kind.STATE).toList();
        String counting = counted.isEmpty()
                ? "select null::text as kind, null::text as value, 0 as n"
                : counted.stream().map(kind -> counting(kind, condition)).collect(Collectors.joining(" union all "));
        List<@Nullable Object> parameters = new ArrayList<>();
        for (int i = 0; i < 2 * counted.size() + 3; i++) {
            parameters.add(at);
        }
        parameters.add(top);
        String sql = """
                with counted as materialized (
                    %s
                ), ranked as (
                    select kind, value, n, row_number() over (partition by kind order by n desc, value) as rank,
                           count(*) over (partition by kind) as distinct_values
                    from counted
                ), total as materialized (
                    select count(*) as n from session s where %s
                )
                select true as usable, total.n as total, %s - total.n as ended,
                       ranked.kind, ranked.distinct_values, ranked.value, ranked.n, a.email, a.name
                from total
                left join ranked on ranked.rank <= ?
                left join account a on ranked.kind = 'user' and a.id = case ranked.kind when 'user' then ranked.value::uuid end
                order by ranked.kind, ranked.rank
                """.formatted(
                        counting,
                        condition,
                        kinds.contains(Kind.STATE)
                                ? "(select count(*) from session s where s.created_at <= " + all + ")"
                                : "(select 0 where cast(? as timestamptz) is null)");
        return transaction.query(sql, Line::of, parameters.toArray());
    }

    private record Line(
            boolean usable,
            long total,
            long ended,
            @Nullable String kind,
            long distinct,
            Facets.@Nullable Count count) {
        static Line of(ResultSet row) throws SQLException {
            String value = row.getString("value");
            String email = row.getString("email");
            return new Line(
                    row.getBoolean("usable"),
                    row.getLong("total"),
                    row.getLong("ended"),
                    row.getString("kind"),
                    row.getLong("distinct_values"),
                    value == null
                            ? null
                            : new Facets.Count(email == null ? value : email, row.getString("name"), row.getLong("n")));
        }
    }

    /** Of the sessions that are active at this time, which is the present. Exact, and of one moment. */
    public static Facets active(Transaction transaction, Instant now, Collection<Kind> kinds, int top)
            throws SQLException {
        Optional<Facets> counted = byCounts(transaction, now, kinds, top);
        return counted.isPresent() ? counted.get() : bySessions(transaction, now, kinds, top);
    }

    /** How many are active now, by how they were delivered. */
    public static Map<Delivery, Long> activeByDelivery(Transaction transaction) throws SQLException {
        Map<Delivery, Long> counts = new EnumMap<>(Delivery.class);
        for (Delivery delivery : Delivery.values()) {
            counts.put(delivery, 0L);
        }
        Facets facets = active(transaction, ActiveCount.now(transaction), List.of(Kind.DELIVERY), counts.size());
        facets.by()
                .values()
                .forEach(facet -> facet.values()
                        .forEach(count -> counts.put(
                                Delivery.valueOf(count.value().toUpperCase(Locale.ROOT)), count.sessions())));
        return counts;
    }

    /** By the counts; empty if they cannot be used now. */
    static Optional<Facets> byCounts(Transaction transaction, Instant now, Collection<Kind> kinds, int top)
            throws SQLException {
        List<Line> lines = transaction.query(BY_COUNTS, Line::of, now, now, counted(kinds), top, top);
        return lines.getFirst().usable() ? Optional.of(facets(now, kinds, lines)) : Optional.empty();
    }

    static Facets bySessions(Transaction transaction, Instant now, Collection<Kind> kinds, int top)
            throws SQLException {
        return facets(
                now,
                kinds,
                bySessions(
                        transaction,
                        now,
                        kinds,
                        top,
                        ActiveCount.ACTIVE,
                        "greatest(cast(? as timestamptz), 'infinity')"));
    }

    private static final String ACTIVE_THEN = """
            s.created_at <= cast(? as timestamptz)
                and coalesce(s.ended_at, least(s.idle_expires_at, s.expires_at)) > cast(? as timestamptz)
            """;

    /**
     * Of the sessions that were active at a time in the past, and are still kept, by what they are now. A session whose time has passed since, but has not been written
     * down as over, was active until then.
     */
    public static Facets activeAt(Transaction transaction, Instant then, Collection<Kind> kinds, int top)
            throws SQLException {
        return facets(
                then, kinds, bySessions(transaction, then, kinds, top, ACTIVE_THEN, "cast(? as timestamptz)"));
    }

    private static List<String> counted(Collection<Kind> kinds) {
        return kinds.stream()
                .filter(kind -> kind != Kind.STATE)
                .map(Kind::wire)
                .toList();
    }

    private static Facets facets(Instant at, Collection<Kind> kinds, List<Line> lines) {
        Line first = lines.getFirst();
        Map<Kind, List<Facets.Count>> counts = new EnumMap<>(Kind.class);
        Map<Kind, Long> distinct = new EnumMap<>(Kind.class);
        for (Line line : lines) {
            Kind kind = line.kind() == null ? null : Kind.ofWire(line.kind()).orElseThrow();
            if (kind != null) {
                distinct.put(kind, line.distinct());
                if (line.count() != null) {
                    counts.computeIfAbsent(kind, _ -> new ArrayList<>()).add(line.count());
                }
            }
        }
        counts.put(
                Kind.STATE,
                List.of(
                        new Facets.Count(wire(SessionState.ACTIVE), null, first.total()),
                        new Facets.Count(wire(SessionState.ENDED), null, first.ended())));
        Map<String, Facets.Facet> by = new LinkedHashMap<>();
        for (Kind kind : kinds) {
            List<Facets.Count> values = counts.getOrDefault(kind, List.of());
            by.put(
                    kind.wire(),
                    new Facets.Facet(
                            values, Math.max(0, distinct.getOrDefault(kind, (long) values.size()) - values.size())));
        }
        return new Facets(at, first.total(), by);
    }

    private static String wire(SessionState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
