package dev.portcullis.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.SessionView;
import dev.portcullis.query.Query;
import dev.portcullis.query.RandomQueries;
import dev.portcullis.session.Session;
import dev.portcullis.store.SessionList.States;
import dev.portcullis.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The database and the console find the same sessions, whatever the query, and whatever the database's own collation. */
class QueryAgreementTest {
    private static final long SEED = 20261124;
    private static final int SESSIONS = 400;
    private static final int QUERIES = 400;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MICROS);

    private static final Random RANDOM = new Random(SEED);
    private static final SessionsByChance SESSIONS_BY_CHANCE = new SessionsByChance(RANDOM, NOW);
    private static Database database;

    @BeforeAll
    static void write() throws Exception {
        Database.Address address = TestDatabase.fresh();
        database = Database.open(address);
        SESSIONS_BY_CHANCE.write(address, 60, SESSIONS);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void theDatabaseFindsWhatThePredicateFinds() {
        List<SessionView> all = list(new Query.All(), States.ALL, SessionSort.CREATED_AT, false);
        assertThat(all).hasSize(SESSIONS);
        RandomQueries queries = new RandomQueries(RANDOM, NOW, SESSIONS_BY_CHANCE.ids());
        int neither = 0;
        for (int i = 0; i < QUERIES; i++) {
            Query query = queries.query(3);
            States states = States.values()[i % 3];
            Set<UUID> found = handles(list(query, states, SessionSort.CREATED_AT, false));
            Set<UUID> expected = new HashSet<>();
            for (SessionView session : all) {
                boolean ended = session.endReason() != null;
                if ((states == States.ALL || ended == (states == States.ENDED)) && query.matches(session, NOW)) {
                    expected.add(session.handle());
                }
            }
            assertThat(found)
                    .as("%s of %s (seed %d, number %d)", query.text(), states, SEED, i)
                    .isEqualTo(expected);
            neither += expected.isEmpty() ? 1 : 0;
        }
        assertThat(neither).as("queries that find nothing show little").isLessThan(QUERIES * 2 / 3);
    }

    @Test
    void whatIsListedAsActiveIsWhatTheViewCallsActive() {
        Set<UUID> listed = handles(list(new Query.All(), States.ACTIVE, SessionSort.USER, false));
        Instant read =
                database.read(transaction -> EventStore.present(transaction).now());
        Set<UUID> active = new HashSet<>(database.read(transaction -> transaction.query(
                "select handle from session_now where over_reason is null", row -> Transaction.uuid(row, "handle"))));
        // Between the two, only time has passed.
        assertThat(listed).containsAll(active);
        listed.removeAll(active);
        assertThat(listed)
                .allSatisfy(handle -> assertThat(database.read(transaction -> SessionStore.find(transaction, handle))
                                .orElseThrow())
                        .satisfies(session -> assertThat(session.over().at()).isBetween(NOW, read.plusSeconds(5))));
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

    private static Set<UUID> handles(List<SessionView> sessions) {
        Set<UUID> handles = new HashSet<>();
        sessions.forEach(session -> handles.add(session.handle()));
        return handles;
    }

    private static List<SessionView> list(Query query, States states, SessionSort sort, boolean descending) {
        SessionList.Request request = new SessionList.Request(query, states, sort, descending, null, null, 1000, false);
        SessionList.Page page = database.readWithin(LIMIT, transaction -> SessionList.page(transaction, request, NOW));
        assertThat(page.total()).isEqualTo(page.items().size());
        return page.items().stream().map(Session::view).toList();
    }

    private static SessionList.Page page(
            Query query, SessionSort sort, boolean descending, Cursor after, Cursor before, int limit) {
        SessionList.Request request =
                new SessionList.Request(query, States.ALL, sort, descending, after, before, limit, false);
        return database.readWithin(LIMIT, transaction -> SessionList.page(transaction, request, NOW));
    }
}
