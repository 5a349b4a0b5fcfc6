package dev.portcullis.console.detail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.SessionEvent;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.detail.TimelineModel.History;
import dev.portcullis.console.sessions.People;
import dev.portcullis.support.Turns;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The timeline of a session, without a stage. */
class TimelineTest {
    private static final UUID HANDLE = new UUID(1, 1);

    private final StagedAccess access = new StagedAccess();
    private final TimelineModel model = new TimelineModel(access, new Background(new Turns()));

    @Test
    void daysAreSetApartAndRefreshesInARowAreOneLine() {
        List<TimelineLine> lines = TimelineLine.of(Events.ordinary(), ZoneOffset.UTC, Set.of());
        assertThat(lines.getFirst()).isEqualTo(new TimelineLine.Day(LocalDate.of(2026, 11, 23)));
        assertThat(lines).filteredOn(TimelineLine.Day.class::isInstance).hasSize(2);
        TimelineLine.Refreshes refreshes = lines.stream()
                .filter(TimelineLine.Refreshes.class::isInstance)
                .map(TimelineLine.Refreshes.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(refreshes.events()).hasSize(14);
        List<TimelineLine> opened = TimelineLine.of(Events.ordinary(), ZoneOffset.UTC, Set.of(refreshes.id()));
        assertThat(opened).hasSize(lines.size() + 13).noneMatch(TimelineLine.Refreshes.class::isInstance);
    }

    @Test
    void anEventSaysWhatChangedByWhomFromWhereAndWhy() {
        List<SessionEvent> all = Events.ordinary();
        assertThat(EventWords.title(all.getFirst())).isEqualTo("Changed");
        assertThat(EventWords.lines(all.getFirst()))
                .containsExactly(
                        "may no longer: billing, reports",
                        "idle limit 10m",
                        "ends Nov 23, 2026, 16:02:11 UTC at the latest",
                        "attributes: tenant",
                        "by nadia.k@example.com");
        assertThat(all.subList(0, 3)).extracting(EventWords::title).containsExactly("Changed", "Released", "Suspended");
        SessionEvent race = all.stream()
                .filter(event -> event.type() == SessionEvent.Type.RACED)
                .findFirst()
                .orElseThrow();
        assertThat(EventWords.lines(race)).containsExactly("gen 5, 2 times by then", "from 203.0.113.44");
        SessionEvent ended = new SessionEvent(
                "e",
                People.NOW,
                SessionEvent.Type.ENDED,
                "nadia.k@example.com",
                null,
                null,
                null,
                EndReason.REVOKED,
                "stolen laptop",
                Events.REVOCATION,
                null);
        assertThat(EventWords.text(ended))
                .isEqualTo("Nov 23, 2026, 14:02:11 UTC · Ended · revoked · by nadia.k@example.com · “stolen laptop”");
    }

    @Test
    void byWhomAndFromWhereAreToldApartInGermanToo() {
        SessionEvent event =
                Events.of(1, SessionEvent.Type.CHANGED, "alice@example.com", "203.0.113.7", null, null, null, null);
        try {
            Text.speak(Language.GERMAN);
            assertThat(EventWords.lines(event)).containsExactly("von alice@example.com aus 203.0.113.7");
        } finally {
            Text.speak(Language.ENGLISH);
        }
    }

    @Test
    void whatANewerServerSaysOtherwiseIsAChangeAllTheSame() {
        SessionEvent event = Events.of(
                1,
                SessionEvent.Type.CHANGED,
                null,
                null,
                null,
                null,
                null,
                Events.object().put("expiresAt", "soon").put("what", "ever"));
        assertThat(EventWords.title(event)).isEqualTo("Changed");
        assertThat(EventWords.lines(event)).isEmpty();
    }

    @Test
    void earlierPagesAreAddedAndWhatIsNewComesOnTop() {
        List<SessionEvent> all = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            all.add(Events.refreshed(i * 10L, 120 - i));
        }
        access.events = all;
        read();
        assertThat(known().events()).hasSize(TimelineModel.PAGE);
        model.earlier();
        await().until(() -> known().events().size() == 100);
        assertThat(known().events()).isEqualTo(all.subList(0, 100));
        List<SessionEvent> more = new ArrayList<>(all);
        more.addFirst(Events.refreshed(-5, 121));
        access.events = more;
        read();
        await().until(() -> known().events().size() == 101);
        assertThat(known().events()).isEqualTo(more.subList(0, 101));
        assertThat(known().next()).isEqualTo("100");
    }

    @Test
    void whereSomethingMayLieInBetweenTheOldIsGivenUp() {
        access.events = List.of(Events.refreshed(9000, 2), Events.started(9100));
        read();
        List<SessionEvent> many = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            many.add(Events.refreshed(i, 200 - i));
        }
        access.events = many;
        read();
        await().until(() -> known().events().size() == TimelineModel.PAGE);
        assertThat(known().events()).isEqualTo(many.subList(0, TimelineModel.PAGE));
        assertThat(known().next()).isEqualTo("50");
    }

    @Test
    void aTokenThatComesBackAgainIsToldOnce() {
        List<SessionEvent> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            events.add(Events.refreshed(100 + i, 70 - i));
        }
        events.add(55, Events.of(154, SessionEvent.Type.RACED, null, null, 5, 1, null, null));
        access.events = events;
        read();
        model.earlier();
        await().until(() -> known().events().size() == 61);
        List<SessionEvent> later = new ArrayList<>(events);
        later.remove(55);
        later.addFirst(Events.of(1, SessionEvent.Type.RACED, null, null, 5, 2, null, null));
        access.events = later;
        read();
        await().until(() -> known().events().getFirst().type() == SessionEvent.Type.RACED);
        assertThat(known().events())
                .filteredOn(event -> event.type() == SessionEvent.Type.RACED)
                .hasSize(1);
    }

    @Test
    void whatCannotBeReadIsSaidAndWhatWasReadStays() {
        access.failure = new ClientException.Unreachable(
                ClientException.Unreachable.Cause.BROKEN, URI.create("https://sso.example.com"), new IOException("no"));
        model.read(HANDLE, Duration.ZERO);
        await().until(() -> model.historyProperty().get() instanceof Part.Failed<History>);
        access.failure = null;
        access.events = Events.theft();
        read();
        assertThat(known().events()).hasSize(3);
        access.failure = new ClientException.Unreachable(
                ClientException.Unreachable.Cause.BROKEN, URI.create("https://sso.example.com"), new IOException("no"));
        model.read(HANDLE, Duration.ZERO);
        await().until(() -> model.troubleProperty().get() != null);
        assertThat(known().events()).hasSize(3);
    }

    @Test
    void aReceiptThatIsNotThereYetIsSaidToComeLater() {
        model.receipt(Events.REVOCATION, _ -> {
            throw new AssertionError("there is none");
        });
        await().until(() -> !model.receiptProblemProperty().get().isEmpty());
        assertThat(model.receiptProblemProperty().get()).contains("still under way");
    }

    private void read() {
        int before = access.asked.size();
        model.read(HANDLE, Duration.ZERO);
        await().until(() -> access.asked.size() > before
                && model.historyProperty().get() instanceof Part.Known<History>(History known)
                && known.events().getFirst().equals(access.events.getFirst()));
    }

    private History known() {
        return ((Part.Known<History>) model.historyProperty().get()).value();
    }
}
