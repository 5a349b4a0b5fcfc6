package dev.portcullis.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.query.Query;
import dev.portcullis.store.SessionList.States;
import dev.portcullis.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** When a sample of a long list is taken, so that whoever leaps about in it finds one. */
class ListSamplesTest {
    private static Database database;

    private final Instant now = Instant.parse("2026-11-29T02:13:00Z");
    private final SessionRows rows = SessionRows.of(States.LIVE, now);
    private final SessionList.Request first =
            new SessionList.Request(Query.parse(""), States.LIVE, SessionSort.CREATED_AT, true, null, null, 100, false);
    private final SessionList.Request further = first.skipping(500_000);
    private Duration passed = Duration.ZERO;
    private final ListSamples samples = new ListSamples(() -> passed.toNanos());

    @BeforeAll
    static void open() {
        database = Database.open(TestDatabase.fresh());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void itIsTakenByOneAtATimeAndByTheNextIfThatOneFailed() {
        ListSamples.Taking taking = samples.begin(first, rows).orElseThrow();
        assertThat(samples.begin(first, rows)).isEmpty();
        assertThat(samples.begin(further, rows)).isEmpty();
        taking.close();
        assertThat(samples.begin(further, rows)).isPresent();
    }

    @Test
    void itIsTakenAnewWhileTheOldOneStillAnswersWhoeverLeapsAbout() {
        take(first);
        passed = ListSamples.FRESH;
        assertThat(samples.begin(further, rows)).isEmpty();

        passed = ListSamples.FRESH.plusNanos(1);
        assertThat(samples.begin(first, rows)).isEmpty();
        take(further);

        passed = passed.plus(ListSamples.KEPT);
        assertThat(samples.begin(first, rows)).isEmpty();
        passed = passed.plusNanos(1);
        assertThat(samples.begin(first, rows)).isPresent();
    }

    private void take(SessionList.Request request) {
        Optional<ListSamples.Taking> begun = samples.begin(request, rows);
        try (ListSamples.Taking taking = begun.orElseThrow()) {
            database.readWithin(Duration.ofSeconds(10), transaction -> {
                taking.take(transaction);
                return true;
            });
        }
    }
}
