package dev.portcullis.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.SessionView;
import dev.portcullis.query.Queries;
import dev.portcullis.query.Query;
import dev.portcullis.session.Session;
import dev.portcullis.store.SessionList.States;
import dev.portcullis.support.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;

/** The database and the predicate find the same sessions, whatever the query, and whatever the database's own collation. */
class QueryAgreementTest {
    private static final int SESSIONS = 400;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Population POPULATION = Population.written();

    /** What is asked for, by both. */
    private record Population(Database database, Instant now, List<UUID> ids, List<SessionView> sessions) {
        static Population written() {
            try {
                Database.Address address = TestDatabase.fresh();
                Database database = Database.open(address);
                Instant now = database.read(
                        transaction -> EventStore.present(transaction).now());
                SessionsByChance sessions = new SessionsByChance(new Random(20261124), now);
                sessions.write(address, 60, SESSIONS);
                Population empty = new Population(database, now, sessions.ids(), List.of());
                List<SessionView> all = empty.found(new Query.All(), States.ALL, false);
                assertThat(all).hasSize(SESSIONS);
                return new Population(database, now, sessions.ids(), all);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        List<SessionView> found(Query query, States states, boolean common) {
            SessionList.Request request =
                    new SessionList.Request(query, states, SessionSort.CREATED_AT, false, null, null, 1000, false);
            SessionList.Page page = database.readWithin(
                    LIMIT, transaction -> SessionList.page(transaction, request, now, common ? SESSIONS : 0));
            assertThat(page.total()).isEqualTo(page.items().size());
            return page.items().stream().map(Session::view).toList();
        }

        Set<UUID> expected(Query query, States states) {
            return sessions.stream()
                    .filter(session -> isOf(states, session) && query.matches(session, now))
                    .map(SessionView::handle)
                    .collect(Collectors.toSet());
        }
    }

    @AfterContainer
    static void close() {
        POPULATION.database().close();
    }

    @Provide
    Arbitrary<Query> queries() {
        return Queries.about(POPULATION.now(), POPULATION.ids());
    }

    /** @param common how often it is taken to match, which decides how it is looked for */
    @Property(tries = 600, seed = "20261124")
    void theDatabaseFindsWhatThePredicateFinds(
            @ForAll("queries") Query query, @ForAll States states, @ForAll boolean common) {
        Set<UUID> expected = POPULATION.expected(query, states);

        assertThat(POPULATION.found(query, states, common))
                .as("%s of %s", query.text(), states)
                .extracting(SessionView::handle)
                .containsExactlyInAnyOrderElementsOf(expected);

        // Queries that find nothing show little.
        Statistics.label("finds")
                .collect(!expected.isEmpty())
                .coverage(found -> found.check(true).percentage(share -> share > 30));
    }

    private static boolean isOf(States states, SessionView session) {
        boolean ended = session.endReason() != null;
        return switch (states) {
            case ALL -> true;
            case ENDED -> ended;
            case LIVE -> !ended;
            case ACTIVE -> !ended && session.suspension() == null;
            case SUSPENDED -> !ended && session.suspension() != null;
        };
    }
}
