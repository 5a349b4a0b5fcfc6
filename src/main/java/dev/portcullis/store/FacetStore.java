package dev.portcullis.store;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.Facets;
import dev.portcullis.api.SessionState;
import dev.portcullis.query.Query;
import dev.portcullis.store.SessionList.States;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which values the sessions have that have not ended, and how many of them each. */
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

    private static final String BY_COUNTS =
            """
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
                from delta
                left join lateral (
                    select f.n from facet f where f.kind = delta.kind and f.value = delta.value limit 1) facet on true
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
            select %2$s as usable, %3$s as total, %4$s as suspended, %5$s as ended,
                   counted.kind, counted.distinct_values, ranked.value, ranked.n, a.email, a.name
            from rollup
            left join counted on true
            left join ranked on ranked.kind = counted.kind and ranked.rank <= ?
            left join account a on ranked.kind = 'user' and a.id = case ranked.kind when 'user' then ranked.value::uuid end
            order by counted.kind, ranked.rank
            """.formatted(Contribution.VALUES, Uncounted.USABLE, Uncounted.LIVE, Uncounted.SUSPENDED, Uncounted.ENDED);

    /** Of {@code counted (kind, value, n)}, and with it the total under a kind that is null. */
    private static final String BEST = """
            , ranked as (
                select kind, value, n, row_number() over (partition by kind order by n desc, value) as rank,
                       count(*) over (partition by kind) as distinct_values
                from counted where value is not null
            )
            select true as usable, total.n as total, %s as suspended, %s as ended,
                   ranked.kind, ranked.distinct_values, ranked.value, ranked.n, a.email, a.name
            from (select coalesce(sum(n), 0) as n from counted where kind is null) total
            left join ranked on ranked.rank <= ?
            left join account a on ranked.kind = 'user' and a.id = case ranked.kind when 'user' then ranked.value::uuid end
            order by ranked.kind, ranked.rank
            """;

    private record Line(
            boolean usable,
            long total,
            long suspended,
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
                    row.getLong("suspended"),
                    row.getLong("ended"),
                    row.getString("kind"),
                    row.getLong("distinct_values"),
                    value == null
                            ? null
                            : new Facets.Count(email == null ? value : email, row.getString("name"), row.getLong("n")));
        }
    }

    /** How many are active now, by how they were delivered: by the counts alone, so it costs little. Empty if these cannot be used now. */
    public static Optional<Map<Delivery, Long>> activeByDelivery(Transaction transaction) throws SQLException {
        if (!RollupStore.ready(transaction)) {
            return Optional.empty(); // to look for what they lack would be work for nothing
        }
        Map<Delivery, Long> counts = new EnumMap<>(Delivery.class);
        for (Delivery delivery : Delivery.values()) {
            counts.put(delivery, 0L);
        }
        Instant now = LiveCount.now(transaction);
        Optional<Facets> facets = byCounts(transaction, now, List.of(Kind.DELIVERY), counts.size());
        if (facets.isEmpty()) {
            return Optional.empty();
        }
        facets.get()
                .by()
                .values()
                .forEach(facet -> facet.values()
                        .forEach(count -> counts.merge(delivery(count.value()), count.sessions(), Long::sum)));
        Sql suspended = new Sql()
                .add("select delivery, count(*) as n from ")
                .add(SessionRows.of(States.SUSPENDED, now).table())
                .add(" group by delivery");
        transaction.query(
                suspended.text(),
                row -> counts.merge(delivery(row.getString("delivery")), -row.getLong("n"), Long::sum),
                suspended.parameters());
        return Optional.of(counts);
    }

    private static Delivery delivery(String wire) {
        return Delivery.valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /** Of the sessions that have not ended at this time, which is the present, by the counts: exact, and of one moment. Empty if they cannot be used now. */
    public static Optional<Facets> byCounts(Transaction transaction, Instant now, Collection<Kind> kinds, int top)
            throws SQLException {
        Sql sql = Uncounted.with(now).add(BY_COUNTS, counted(kinds), top, top);
        List<Line> lines = transaction.query(sql.text(), Line::of, sql.parameters());
        return lines.getFirst().usable() ? Optional.of(facets(now, kinds, lines)) : Optional.empty();
    }

    /** The same by going through the sessions. */
    public static Facets bySessions(Transaction transaction, Instant now, Collection<Kind> kinds, int top)
            throws SQLException {
        return matching(transaction, now, new Query.All(), kinds, top);
    }

    /** Of the sessions that have not ended at this time and match a query. Goes through them. */
    public static Facets matching(Transaction transaction, Instant now, Query query, Collection<Kind> kinds, int top)
            throws SQLException {
        return of(transaction, SessionRows.of(States.LIVE, now), query, kinds, top);
    }

    /** Of the sessions that had not ended at a time that has passed, and match a query, by what they were permitted then, and by what they are otherwise now. */
    public static Facets activeAt(Transaction transaction, Instant then, Query query, Collection<Kind> kinds, int top)
            throws SQLException {
        return of(transaction, SessionRows.activeAt(then), query, kinds, top);
    }

    private static Facets of(Transaction transaction, SessionRows rows, Query query, Collection<Kind> kinds, int top)
            throws SQLException {
        Sql sql = new Sql()
                .add("with found as materialized (select ")
                .add(values(kinds))
                .add(" from (select " + Contribution.OF_SESSION + ", s.held from ")
                .add(rows.table())
                .add(" where ")
                .add(QuerySql.condition(query, rows.now()))
                .add(") c), counted as materialized (" + counting(single(kinds))
                        + (kinds.contains(Kind.PERMISSION)
                                ? " union all select 'permission', p, count(*) from found cross join lateral unnest(held) p group by p"
                                : "")
                        + ")");
        if (rows.ofPresent().filter(States.LIVE::equals).isPresent() && kinds.contains(Kind.STATE)) {
            sql.add(", paused as (")
                    .add(SessionCount.sql(SessionRows.of(States.SUSPENDED, rows.now()), query))
                    .add("), over as (")
                    .add(SessionCount.sql(SessionRows.of(States.ENDED, rows.now()), query))
                    .add(")");
            sql.add(BEST.formatted("(select count from paused)", "(select count from over)"), top);
        } else {
            sql.add(BEST.formatted("0", "0"), top);
        }
        transaction.update("set local work_mem = '64MB'"); // for hundreds of thousands of users
        return facets(rows.now(), kinds, transaction.query(sql.text(), Line::of, sql.parameters()));
    }

    /** Kinds of which a session has one value at most. */
    private static List<Kind> single(Collection<Kind> kinds) {
        return kinds.stream()
                .filter(kind -> kind != Kind.STATE && kind != Kind.PERMISSION)
                .toList();
    }

    /** What is kept of each session that is found: it is looked at once, whatever it is counted by. */
    private static String values(Collection<Kind> kinds) {
        return Stream.concat(
                        single(kinds).stream().map(kind -> value(kind) + " as " + column(kind)),
                        kinds.contains(Kind.PERMISSION) ? Stream.of("held") : Stream.of())
                .collect(Collectors.joining(", "));
    }

    /** Counts all of those kinds, and the sessions, in one pass. */
    private static String counting(List<Kind> single) {
        if (single.isEmpty()) {
            return "select null::text as kind, null::text as value, count(*) as n from found";
        }
        return single.stream()
                        .map(each -> "when grouping(" + column(each) + ") = 0 then '" + each.wire() + "'")
                        .collect(Collectors.joining(" ", "select case ", " end as kind, "))
                + single.stream()
                        .map(each -> column(each) + "::text")
                        .collect(Collectors.joining(", ", "coalesce(", ") as value, "))
                + "count(*) as n from found group by grouping sets (()"
                + single.stream().map(each -> ", (" + column(each) + ")").collect(Collectors.joining())
                + ")";
    }

    /** Of a row {@code c} of {@link Contribution#COLUMNS}. */
    private static String value(Kind kind) {
        return switch (kind) {
            case USER -> "c.account_id";
            case NETWORK -> "c.network";
            case DEVICE -> Contribution.DEVICE;
            case BROWSER -> "c.browser";
            case OS -> "c.os";
            case DELIVERY -> "c.delivery";
            case PERMISSION, STATE -> throw new IllegalArgumentException(kind + " is counted otherwise");
        };
    }

    private static String column(Kind kind) {
        return "by_" + kind.wire();
    }

    private static List<String> counted(Collection<Kind> kinds) {
        return kinds.stream().filter(kind -> kind != Kind.STATE).map(Kind::wire).toList();
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
                        new Facets.Count(wire(SessionState.ACTIVE), null, first.total() - first.suspended()),
                        new Facets.Count(wire(SessionState.SUSPENDED), null, first.suspended()),
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
