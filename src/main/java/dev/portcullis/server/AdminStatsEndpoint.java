package dev.portcullis.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portcullis.api.AuditAction;
import dev.portcullis.api.Facets;
import dev.portcullis.api.Paths;
import dev.portcullis.api.Permission;
import dev.portcullis.api.Stats;
import dev.portcullis.query.Query;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Subject;
import dev.portcullis.store.AuditStore;
import dev.portcullis.store.Database;
import dev.portcullis.store.FacetStore;
import dev.portcullis.store.FacetStore.Kind;
import dev.portcullis.store.LiveCount;
import dev.portcullis.store.RollupStore;
import dev.portcullis.store.StatsStore;
import dev.portcullis.store.StatsStore.Range;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /admin/v1/stats} and {@code /admin/v1/facets}: how many sessions, when, and of what kind. */
final class AdminStatsEndpoint {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration LONGEST_OF_PAST = Duration.ofSeconds(9);
    private static final int AT_ONCE = 2;
    private static final int MOST_POINTS = 1000;
    private static final int LARGEST_TOP = 100;
    private static final int USUAL_TOP = 20;
    private static final Duration USUAL = Duration.ofHours(1);

    /** Steps that are easily read, in minutes. */
    private static final List<Integer> STEPS = List.of(1, 2, 5, 10, 15, 30, 60, 120, 360, 720, 1440);

    private final Callers callers;
    private final Database database;
    private final TimeLeft timeLeft;
    private final Turns turns = new Turns(AT_ONCE, "counts");

    AdminStatsEndpoint(Callers callers, Database database) {
        this.callers = callers;
        this.database = database;
        this.timeLeft = new TimeLeft(database);
    }

    /** What is asked for; what is left out follows from the present. */
    private record Asked(Optional<Instant> from, Optional<Instant> to, Optional<Integer> step, boolean timeLeft) {}

    /** {@code GET /admin/v1/stats?from=&to=&step=&timeLeft=}. */
    Response stats(Request request) {
        callers.operator(request, Permission.SESSIONS_READ);
        Asked asked = new Asked(
                time(request, "from"),
                time(request, "to"),
                request.query("step").map(text -> Checks.number(text, "step", 1, (int) RollupStore.KEPT.toMinutes())),
                request.query("timeLeft")
                        .map(text -> Checks.yesOrNo(text, "timeLeft"))
                        .orElse(false));
        return Response.json(
                200,
                counted(
                        transaction -> stats(transaction, asked, StatsStore::byCounts, false),
                        transaction -> stats(
                                transaction,
                                asked,
                                (one, now, range) -> Optional.of(StatsStore.bySessions(one, now, range)),
                                true)));
    }

    /** Either way of counting. */
    @FunctionalInterface
    private interface Counting {
        Optional<StatsStore.Series> in(Transaction transaction, Instant now, Range range) throws SQLException;
    }

    private Optional<Stats> stats(Transaction transaction, Asked asked, Counting counting, boolean rebuilding)
            throws SQLException {
        Instant now = LiveCount.now(transaction);
        Range range = range(now, asked);
        Optional<StatsStore.Series> series = counting.in(transaction, now, range);
        long reused = StatsStore.reusedLastDay(transaction, now);
        return series.map(found -> new Stats(
                now,
                found.count().active(),
                found.count().suspended(),
                reused,
                found.steps(),
                (int) range.step().toMinutes(),
                asked.timeLeft() ? timeLeft.latest() : null,
                rebuilding));
    }

    /** By the counts; while those are made, by going through the sessions, which only few may do at once. */
    private <T> T counted(Database.Work<Optional<T>> byCounts, Database.Work<Optional<T>> bySessions) {
        return database.readWithin(LONGEST, byCounts)
                .orElseGet(() -> turns.take(
                        () -> database.readWithin(LONGEST_OF_PAST, bySessions).orElseThrow()));
    }

    /** {@code GET /admin/v1/facets?by=&top=&q=&asOf=}. */
    Response facets(Request request) {
        callers.operator(request, Permission.SESSIONS_READ);
        Query query = Query.parse(request.query("q").orElse(""));
        Optional<Instant> then = time(request, "asOf");
        Set<Kind> kinds = kinds(request.query("by").orElse("user,network,device,permission"));
        if (then.isPresent() && kinds.contains(Kind.STATE)) {
            throw ProblemException.invalid("With \"asOf\" all are those that were active then; leave \"state\" out.");
        }
        int top = Checks.number(request.query("top").orElse("" + USUAL_TOP), "top", 1, LARGEST_TOP);
        if (then.isEmpty() && query instanceof Query.All) {
            return Response.json(
                    200,
                    counted(
                            transaction -> FacetStore.byCounts(transaction, LiveCount.now(transaction), kinds, top),
                            transaction -> Optional.of(
                                    FacetStore.bySessions(transaction, LiveCount.now(transaction), kinds, top))));
        }
        Facets facets =
                turns.take(() -> database.readWithin(then.isEmpty() ? LONGEST : LONGEST_OF_PAST, transaction -> {
                    Instant now = LiveCount.now(transaction);
                    if (then.isEmpty()) {
                        return FacetStore.matching(transaction, now, query, kinds, top);
                    }
                    requirePast(then.get(), now, "asOf");
                    return FacetStore.activeAt(transaction, then.get(), query, kinds, top);
                }));
        return Response.json(200, facets);
    }

    /** {@code POST /admin/v1/stats/rebuild}: has what is counted made anew. */
    Response rebuild(Request request) {
        Operator operator = callers.operator(request, Permission.POLICY_WRITE);
        database.transact(transaction -> {
            RollupStore.makeAnew(transaction);
            AuditStore.note(
                    transaction,
                    operator,
                    AuditAction.STATS_REBUILD_REQUESTED,
                    new Subject(Subject.Kind.ROUTE, "POST " + Paths.ADMIN_STATS_REBUILD),
                    JsonNodeFactory.instance.objectNode());
            return true;
        });
        return Response.empty(202);
    }

    private static Set<Kind> kinds(String text) {
        Set<Kind> kinds = new LinkedHashSet<>();
        for (String word : text.split(",", -1)) {
            kinds.add(Kind.ofWire(word.strip())
                    .orElseThrow(() -> ProblemException.invalid("\"by\" must be some of "
                            + String.join(
                                    ", ",
                                    Arrays.stream(Kind.values()).map(Kind::wire).toList())
                            + ", with commas between them.")));
        }
        return kinds;
    }

    private static Optional<Instant> time(Request request, String name) {
        return request.query(name).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw ProblemException.invalid("\"" + name + "\" must be a time such as 2026-11-24T02:13:00Z.");
            }
        });
    }

    private static void requirePast(Instant time, Instant now, String name) {
        if (time.isAfter(now)) {
            throw ProblemException.invalid("\"" + name + "\" must not lie in the future.");
        }
        if (time.isBefore(
                now.minus(RollupStore.KEPT).minus(USUAL))) { // whoever reckons from their own clock is a little late
            throw ProblemException.invalid(
                    "\"" + name + "\" must be within the last " + RollupStore.KEPT.toDays() + " days.");
        }
    }

    /** Whole steps, the last of which may be running. */
    private static Range range(Instant now, Asked asked) {
        Instant until = asked.to().orElse(now);
        requirePast(until, now, "to");
        Instant first = asked.from()
                .orElse(until.minus(USUAL).plus(1, ChronoUnit.MINUTES))
                .truncatedTo(ChronoUnit.MINUTES);
        asked.from().ifPresent(from -> requirePast(from, now, "from"));
        Instant minute = until.truncatedTo(ChronoUnit.MINUTES);
        Instant last = minute.isBefore(until) || !minute.isAfter(first) ? minute.plus(1, ChronoUnit.MINUTES) : minute;
        if (!last.isAfter(first)) {
            throw ProblemException.invalid("\"from\" must lie before \"to\".");
        }
        long minutes = Duration.between(first, last).toMinutes();
        int each = asked.step()
                .orElseGet(() -> STEPS.stream()
                        .filter(candidate -> steps(first, last, candidate) <= MOST_POINTS)
                        .findFirst()
                        .orElse(STEPS.getLast()));
        if (steps(first, last, each) > MOST_POINTS) {
            long least = Math.max(Math.ceilDiv(minutes, (long) MOST_POINTS), each + 1L);
            throw ProblemException.invalid("\"step\" must be at least " + least + " for this time: there are at most "
                    + MOST_POINTS + " steps.");
        }
        Duration length = Duration.ofMinutes(each);
        Instant begin = begin(first, each);
        return new Range(begin, begin.plus(length.multipliedBy(steps(first, last, each))), length);
    }

    /** How many steps of so many minutes there are. */
    private static long steps(Instant first, Instant last, int each) {
        return Math.ceilDiv(Duration.between(begin(first, each), last).toMinutes(), (long) each);
    }

    /** Where the first of these steps begins: those of quarters of an hour begin at one. */
    private static Instant begin(Instant first, int each) {
        long quarter = StatsStore.QUARTER.toSeconds();
        return each % StatsStore.QUARTER.toMinutes() == 0
                ? Instant.ofEpochSecond(Math.floorDiv(first.getEpochSecond(), quarter) * quarter)
                : first;
    }
}
