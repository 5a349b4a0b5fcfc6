package dev.portcullis.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.SessionView;
import dev.portcullis.query.Query;
import dev.portcullis.session.Session;
import dev.portcullis.store.SessionList.States;
import dev.portcullis.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lists of sessions with whatever the database can hold, in every order, whatever the database's own collation. */
class ListAgreementTest {
    private static final long SEED = 20261124;
    private static final int SESSIONS = 400;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Random RANDOM = new Random(SEED);
    private static Instant now;
    private static int asked;
    private static Database database;

    @BeforeAll
    static void write() throws Exception {
        Database.Address address = TestDatabase.fresh();
        database = Database.open(address);
        now = database.read(transaction -> EventStore.present(transaction).now());
        SessionsByChance sessions = new SessionsByChance(RANDOM, now);
        sessions.write(address, 60, SESSIONS);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** What the database's view says of a session. */
    private record Seen(
            UUID handle, @Nullable String reason, @Nullable Instant at) {}

    @Test
    void aListSaysOfEachSessionWhatTheViewSays() {
        List<Seen> viewed = database.read(transaction -> transaction.query(
                "select handle, over_reason, over_at from session_now order by handle",
                row -> new Seen(
                        Transaction.uuid(row, "handle"),
                        row.getString("over_reason"),
                        Transaction.instantOrNull(row, "over_at"))));
        // As the view's clock has it: between the two, only time passes.
        Instant later =
                database.read(transaction -> EventStore.present(transaction).now());
        List<SessionView> listed = list(new Query.All(), States.ALL, SessionSort.CREATED_AT, false, later);
        assertThat(listed)
                .extracting(SessionView::handle)
                .isEqualTo(viewed.stream().map(Seen::handle).toList());
        for (int i = 0; i < listed.size(); i++) {
            SessionView session = listed.get(i);
            Seen seen = viewed.get(i);
            boolean lapsedInBetween = seen.reason() == null && session.endReason() != null;
            if (lapsedInBetween) {
                assertThat(session.endedAt()).isBetween(later.minusSeconds(60), later);
            } else {
                assertThat(
                                session.endReason() == null
                                        ? null
                                        : session.endReason().wire())
                        .isEqualTo(seen.reason());
            }
        }
        Set<UUID> active = handles(list(new Query.All(), States.LIVE, SessionSort.USER, false, later));
        Set<UUID> ended = handles(list(new Query.All(), States.ENDED, SessionSort.USER, false, later));
        assertThat(active).hasSizeGreaterThan(50).doesNotContainAnyElementsOf(ended);
        assertThat(active.size() + ended.size()).isEqualTo(SESSIONS);
    }

    @Test
    void everySortHasEverySessionOnceInBothDirectionsAndPagesLeadBackToTheFirst() {
        for (SessionSort sort : SessionSort.values()) {
            for (boolean descending : new boolean[] {false, true}) {
                List<UUID> whole = list(new Query.All(), States.ALL, sort, descending).stream()
                        .map(SessionView::handle)
                        .toList();
                assertThat(whole).as("%s", sort).hasSize(SESSIONS).doesNotHaveDuplicates();
                Query query = descending ? new Query.All() : Query.parse("-user:nobody-at-all");
                List<UUID> there = new ArrayList<>();
                Cursor next = null;
                Cursor last = null;
                do {
                    SessionList.Page page = page(query, sort, descending, next, null, 97);
                    assertThat(page.total()).isEqualTo(SESSIONS);
                    assertThat(page.previous() == null).isEqualTo(next == null);
                    page.items().forEach(session -> there.add(session.handle()));
                    next = page.next();
                    last = page.previous();
                } while (next != null);
                assertThat(there).as("%s forward", sort).isEqualTo(whole);

                List<UUID> back = new ArrayList<>();
                while (last != null) {
                    SessionList.Page page = page(query, sort, descending, null, last, 97);
                    assertThat(page.next()).isNotNull();
                    back.addAll(0, page.items().stream().map(Session::handle).toList());
                    last = page.previous();
                }
                assertThat(back).as("%s back", sort).isEqualTo(whole.subList(0, back.size()));
                assertThat(back).hasSize(97 * (SESSIONS / 97));
            }
        }
    }

    @Test
    void whatHasNoValueComesLastWhicheverWayRound() {
        for (boolean descending : new boolean[] {false, true}) {
            List<SessionView> sorted = list(new Query.All(), States.ALL, SessionSort.ENDED_AT, descending);
            Comparator<Instant> order = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
            assertThat(sorted).extracting(SessionView::endedAt).isSortedAccordingTo(Comparator.nullsLast(order));
        }
    }

    /** What matches is rare and common in turn: it is found in another way. */
    private static int few() {
        return asked++ % 2 == 0 ? SESSIONS : 0;
    }

    /** From whichever end they are counted, and wherever a sample leads: a page is a stretch of the list. */
    @Test
    void aPageAfterSomeRowsIsAStretchOfTheList() {
        for (SessionSort sort : SessionSort.values()) {
            for (boolean descending : new boolean[] {false, true}) {
                List<UUID> all = list(new Query.All(), States.ALL, sort, descending).stream()
                        .map(SessionView::handle)
                        .toList();
                for (long skip : new long[] {1, all.size() / 2, all.size() - 3}) {
                    for (long off : new long[] {all.size(), 12, 0}) {
                        SessionList.Request request = new SessionList.Request(
                                new Query.All(), States.ALL, sort, descending, null, null, skip, null, 5, false);
                        SessionList.Page page = database.readWithin(
                                LIMIT,
                                transaction ->
                                        SessionList.page(transaction, request, now, new ListSamples(), few(), off));
                        List<UUID> found =
                                page.items().stream().map(Session::handle).toList();
                        assertThat(found).isNotEmpty();
                        assertThat(all).as(sort + " " + skip + " " + off).containsSequence(found);
                        long near = all.size() <= off ? off : off / 4;
                        boolean exact = skip <= near || all.size() - skip <= near;
                        if (exact) {
                            int from = (int) skip;
                            assertThat(found).isEqualTo(all.subList(from, Math.min(all.size(), from + 5)));
                            assertThat(page.next() == null).isEqualTo(from + 5 >= all.size());
                        }
                        assertThat(page.previous()).isNotNull();
                    }
                }
            }
        }
    }

    private static Set<UUID> handles(List<SessionView> sessions) {
        Set<UUID> handles = new HashSet<>();
        sessions.forEach(session -> handles.add(session.handle()));
        return handles;
    }

    private static List<SessionView> list(Query query, States states, SessionSort sort, boolean descending) {
        return list(query, states, sort, descending, now);
    }

    private static List<SessionView> list(
            Query query, States states, SessionSort sort, boolean descending, Instant at) {
        SessionList.Request request = new SessionList.Request(query, states, sort, descending, null, null, 1000, false);
        SessionList.Page page =
                database.readWithin(LIMIT, transaction -> SessionList.page(transaction, request, at, few()));
        assertThat(page.total()).isEqualTo(page.items().size());
        return page.items().stream().map(Session::view).toList();
    }

    private static SessionList.Page page(
            Query query,
            SessionSort sort,
            boolean descending,
            @Nullable Cursor after,
            @Nullable Cursor before,
            int limit) {
        SessionList.Request request =
                new SessionList.Request(query, States.ALL, sort, descending, after, before, limit, false);
        return database.readWithin(LIMIT, transaction -> SessionList.page(transaction, request, now, few()));
    }
}
