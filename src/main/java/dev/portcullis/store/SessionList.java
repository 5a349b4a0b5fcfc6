package dev.portcullis.store;

import dev.portcullis.query.Field;
import dev.portcullis.query.Query;
import dev.portcullis.query.Query.Condition;
import dev.portcullis.query.Test;
import dev.portcullis.session.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists sessions by keyset pages: the next page begins after the last row of this one, and the previous ends before its first, wherever those are by then, so rows
 * that come and go shift nothing.
 *
 * <p>A page is found as handles first, in a scan that carries nothing else, and then read. What is asked for is either rare or common. A rare thing needs the whole
 * table to be looked through, once: so the sessions that match are gathered, in whatever order they are found, by all the workers that the database lends, and
 * counted and sorted on the spot. Where an index has the list's order, gathering stops early if the thing turns out to be common: the page is soon found along the
 * index, and only the count has to look at every row. Elsewhere it stops at {@link #FEW}, which is as many as fit into memory. An index on each column that can be
 * sorted by would cost each login and each use, and is worth 0.3 s at a million sessions.
 */
public final class SessionList {
    /** Above this many, what matches is common. More would be too much to gather; with less, too much would be looked for three times. */
    private static final int FEW = 2_000_000;

    /** The same where an index has the list's order, so that a page of what is common is found at once. */
    private static final int FEW_ALONG_AN_INDEX = 50_000;

    /** In a list so long rows are skipped one by one; in a longer one, a sample says where they end. */
    private static final long COUNTED_OFF = 20_000;

    /** But near its ends, by this part of that: who looks there sees whether it is exact, and 5,000 rows take 30 ms. */
    private static final int NEAR = 4;

    private SessionList() {}

    /** Which states are listed. */
    public enum States {
        /** Those that have not ended: active and suspended. */
        LIVE,
        ACTIVE,
        SUSPENDED,
        ENDED,
        ALL
    }

    /**
     * What is asked for.
     *
     * @param after the last row before the page; null for the first page
     * @param before the first row after the page, instead of {@code after}
     * @param skip how many rows come before the page, instead of a cursor
     * @param known how many match, if the caller knows that already and it need not be counted again
     * @param limit how many rows at most
     * @param past whether the instant of asking has passed: then those are listed that were active
     */
    public record Request(
            Query query,
            States states,
            SessionSort sort,
            boolean descending,
            @Nullable Cursor after,
            @Nullable Cursor before,
            long skip,
            @Nullable Long known,
            int limit,
            boolean past) {

        /** By pages from the first, each counted. */
        public Request(
                Query query,
                States states,
                SessionSort sort,
                boolean descending,
                @Nullable Cursor after,
                @Nullable Cursor before,
                int limit,
                boolean past) {
            this(query, states, sort, descending, after, before, 0, null, limit, past);
        }

        /** The page after that row. */
        Request after(Cursor row) {
            return new Request(query, states, sort, descending, row, null, 0, known, limit, past);
        }

        /** The page after so many rows. */
        Request skipping(long rows) {
            return new Request(query, states, sort, descending, after, before, rows, known, limit, past);
        }

        /** As the caller names it: with {@code -} if it is descending. */
        public String order() {
            return (descending ? "-" : "") + sort.wire();
        }

        private @Nullable Cursor from() {
            return before == null ? after : before;
        }
    }

    /**
     * A page.
     *
     * @param total how many match, on all pages together
     * @param previous, next where its neighbours begin, if there can be any
     */
    public record Page(
            List<Session> items,
            long total,
            @Nullable Cursor previous,
            @Nullable Cursor next) {}

    /** A row of a page that is to be read. */
    private record Line(UUID handle, @Nullable String value) {}

    /** What one look through the sessions found. */
    private record Look(long total, List<Line> lines) {}

    /**
     * A page.
     *
     * @param now what the query's times and the sessions' limits are measured by, within a moment of the database's clock
     * @param samples where rows lie that many others come before
     */
    public static Page page(Transaction transaction, Request request, Instant now, ListSamples samples)
            throws SQLException {
        boolean indexed = EnumSet.of(SessionSort.CREATED_AT, SessionSort.USER, SessionSort.NAME)
                .contains(request.sort());
        return page(transaction, request, now, samples, indexed ? FEW_ALONG_AN_INDEX : FEW, COUNTED_OFF);
    }

    /** A sample that should be taken now that this page has been read, so that a leap into the midst of the list finds one. */
    public static Optional<ListSamples.Taking> sampling(Request request, Page page, Instant now, ListSamples samples) {
        boolean along = request.after() != null || request.before() != null;
        return along || page.total() <= COUNTED_OFF ? Optional.empty() : samples.begin(request, rows(request, now));
    }

    private static SessionRows rows(Request request, Instant now) {
        return request.past() ? SessionRows.activeAt(now) : SessionRows.of(narrowed(request), now);
    }

    /** @param few above how many what matches is common */
    static Page page(Transaction transaction, Request request, Instant now, int few) throws SQLException {
        return page(transaction, request, now, new ListSamples(), few, COUNTED_OFF);
    }

    /** @param off how many skipped rows are counted off one by one */
    static Page page(Transaction transaction, Request request, Instant now, ListSamples samples, int few, long off)
            throws SQLException {
        SessionRows rows = rows(request, now);
        Look look = look(transaction, request, rows, samples, few, off);
        boolean more = look.lines().size() > request.limit();
        List<Line> lines = more ? look.lines().subList(0, request.limit()) : look.lines();
        List<Line> shown = request.before() == null ? lines : lines.reversed();
        List<Session> items = read(transaction, rows, shown);
        boolean forward = request.before() == null;
        boolean anyBefore = forward ? request.after() != null || request.skip() > 0 : more;
        boolean anyAfter = forward ? more : true;
        return new Page(
                items,
                look.total(),
                anyBefore && !shown.isEmpty() ? cursor(request, shown.getFirst()) : null,
                anyAfter && !shown.isEmpty() ? cursor(request, shown.getLast()) : null);
    }

    private static Cursor cursor(Request request, Line line) {
        return new Cursor(request.order(), line.value(), line.handle());
    }

    /** The states that can match: a query may say so itself. */
    private static States narrowed(Request request) {
        if (request.states() != States.ALL) {
            return request.states();
        }
        return Stream.of(States.ACTIVE, States.SUSPENDED)
                .filter(states -> demands(request.query(), states))
                .findFirst()
                .orElse(States.ALL);
    }

    private static boolean demands(Query query, States states) {
        Condition only =
                new Condition(Field.STATE, null, new Test.Word(states.name().toLowerCase(Locale.ROOT)));
        return query.equals(only) || (query instanceof Query.And(List<Query> parts) && parts.contains(only));
    }

    private static Look look(
            Transaction transaction, Request request, SessionRows rows, ListSamples samples, int few, long off)
            throws SQLException {
        if (request.query().fields().contains(Field.USER)) {
            // Else it looks through all sessions rather than go from the accounts to theirs by the index, as if the
            // disk turned.
            transaction.update("set local random_page_cost = 1.1");
        }
        Long known = request.known();
        if (known != null && known > few) {
            return new Look(known, page(transaction, request, rows, samples, known, off));
        }
        if (request.query() instanceof Query.All) {
            long total = SessionCount.all(transaction, rows);
            return new Look(total, page(transaction, request, rows, samples, total, off));
        }
        Look gathered = gather(transaction, request, rows, few);
        if (gathered.total() <= few) {
            return gathered;
        }
        long total = SessionCount.of(transaction, rows, request.query());
        return new Look(total, page(transaction, request, rows, samples, total, off));
    }

    /** Gathers what matches, and no more than shows that it is not few; of few, the page. */
    private static Look gather(Transaction transaction, Request request, SessionRows rows, int few)
            throws SQLException {
        SessionSort sort = request.sort();
        Sql sql = new Sql()
                .add("with found as materialized (select s.handle, " + sort.value() + " as key from ")
                .add(table(sort, rows))
                .add(" where ")
                .add(QuerySql.condition(request.query(), rows.now()))
                .add(" limit ?), counted as (select count(*) as total from found)", few + 1)
                .add(
                        " select total, handle, value from counted left join lateral (select s.handle, "
                                + sort.written("s.key") + " as value from found s where counted.total <= ? and ",
                        few)
                .add(beyond(request, "s.key"))
                .add(
                        " order by " + order(request, "s.key", request.before() != null)
                                + " limit ? offset ?) page on true",
                        request.limit() + 1,
                        request.skip());
        long[] total = new long[1];
        transaction.update("set local work_mem = '64MB'"); // holds a million that were gathered
        List<Line> lines = transaction
                .query(
                        sql.text(),
                        row -> {
                            total[0] = row.getLong("total");
                            return new Line(Transaction.uuid(row, "handle"), row.getString("value"));
                        },
                        sql.parameters())
                .stream()
                .filter(line -> line.handle() != null)
                .toList();
        return new Look(total[0], lines);
    }

    /**
     * Where few rows are skipped they are counted off, from the end that is near. Where many are, the page begins at the row that lies there in a sample: about there,
     * which is as exact as a scroll bar, and as fast as any other page.
     */
    private static List<Line> page(
            Transaction transaction, Request request, SessionRows rows, ListSamples samples, long total, long off)
            throws SQLException {
        long left = total - request.skip();
        long near = total <= off ? off : off / NEAR;
        if (request.skip() <= near) {
            return page(transaction, request, rows);
        }
        if (left <= near) {
            return end(transaction, request, rows, Math.max(0, left));
        }
        Optional<Cursor> there = samples.at(transaction, request, rows, (double) request.skip() / total);
        if (there.isEmpty()) {
            return page(transaction, request, rows);
        }
        List<Line> lines = page(transaction, request.after(there.get()), rows);
        boolean wasTheLast = lines.isEmpty(); // of a small sample, the row that lies there can be the list's last
        return wasTheLast ? end(transaction, request, rows, left) : lines;
    }

    /** The last rows of the list, and a page of them. */
    private static List<Line> end(Transaction transaction, Request request, SessionRows rows, long left)
            throws SQLException {
        if (left == 0) {
            return List.of();
        }
        long wanted = Math.min(left, request.limit() + 1);
        Sql sql = pageSql(request.skipping(left - wanted), rows, true);
        List<Line> backwards = lines(transaction, sql);
        return backwards.subList(0, (int) Math.min(wanted, backwards.size())).reversed();
    }

    private static List<Line> page(Transaction transaction, Request request, SessionRows rows) throws SQLException {
        return lines(transaction, pageSql(request, rows));
    }

    private static List<Line> lines(Transaction transaction, Sql sql) throws SQLException {
        return transaction.query(
                sql.text(), row -> new Line(Transaction.uuid(row, "handle"), row.getString("value")), sql.parameters());
    }

    /** The page, along an index or by a sort of what matches. */
    static Sql pageSql(Request request, SessionRows rows) {
        return pageSql(request, rows, request.before() != null);
    }

    /** @param back whether the rows are looked for from the end */
    private static Sql pageSql(Request request, SessionRows rows, boolean back) {
        SessionSort sort = request.sort();
        return new Sql()
                .add("select s.handle, " + sort.written(sort.value()) + " as value from ")
                .add(table(sort, rows))
                .add(" where ")
                .add(QuerySql.condition(request.query(), rows.now()))
                .add(" and ")
                .add(beyond(request, sort.value()))
                .add(
                        " order by "
                                + order(request, scattered(request) ? sort.value() + "::text" : sort.value(), back)
                                + " limit ? offset ?",
                        request.limit() + 1,
                        request.skip());
    }

    /**
     * Whether what matches may lie at the far end of the index that the list is sorted by, which the planner does not know: then it must not walk along it. As text,
     * handles have the same order, and no index.
     */
    private static boolean scattered(Request request) {
        return request.sort() == SessionSort.CREATED_AT
                && (request.past()
                        || !Collections.disjoint(
                                request.query().fields(), EnumSet.of(Field.CREATED, Field.AGE, Field.AUTHENTICATED)));
    }

    private static Sql table(SessionSort sort, SessionRows rows) {
        return rows.table().add(sort.ofAccount() ? " join account a on a.id = s.account_id" : "");
    }

    /** That a row is on this page or further on. */
    private static Sql beyond(Request request, String key) {
        Cursor from = request.from();
        if (from == null) {
            return new Sql().add("true");
        }
        boolean back = request.before() != null;
        String than = request.descending() != back ? "<" : ">";
        SessionSort sort = request.sort();
        if (sort == SessionSort.CREATED_AT) {
            return new Sql().add("s.handle " + than + " ?", from.id());
        }
        if (from.value() == null) {
            return new Sql()
                    .add(
                            "(" + key + " is null and s.handle " + than + " ?"
                                    + (back ? " or " + key + " is not null)" : ")"),
                            from.id());
        }
        String last = sort.nullable() && !back ? " or " + key + " is null)" : ")";
        return new Sql()
                .add("((" + key + ", s.handle) " + than + " (" + sort.read() + ", ?)" + last, from.value(), from.id());
    }

    /** On the way forward, what has no value comes last; on the way back, first. */
    static String order(Request request, String key, boolean back) {
        String direction = request.descending() != back ? " desc" : "";
        if (request.sort() == SessionSort.CREATED_AT) {
            return key + direction;
        }
        String nulls = !request.sort().nullable() ? "" : back ? " nulls first" : " nulls last";
        return key + direction + nulls + ", s.handle" + direction;
    }

    private static List<Session> read(Transaction transaction, SessionRows rows, List<Line> lines) throws SQLException {
        if (lines.isEmpty()) {
            return List.of();
        }
        Sql sql = new Sql()
                .add("select " + SessionRow.LISTED_COLUMNS + " from (select s.*, a.email, a.name from ")
                .add(rows.table())
                .add(" join account a on a.id = s.account_id where s.handle = any (?)) s", handles(lines));
        Map<UUID, Session> sessions = transaction.query(sql.text(), SessionRow::session, sql.parameters()).stream()
                .collect(Collectors.toMap(Session::handle, Function.identity()));
        return lines.stream().map(line -> sessions.get(line.handle())).toList();
    }

    private static List<UUID> handles(List<Line> lines) {
        return lines.stream().map(Line::handle).toList();
    }

    /** For a pattern of {@code like}. */
    static String escape(String word) {
        return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
