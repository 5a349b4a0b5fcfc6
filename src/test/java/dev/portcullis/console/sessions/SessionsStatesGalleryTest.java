package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.EventType;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Theme;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.input.ContextMenuEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws the screen in the states in which it is not simply full: nobody there, nothing found, held still, not read, not permitted, people simulated. */
class SessionsStatesGalleryTest extends SessionsGallery {
    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1000,700"})
    void aloneThereIsAWayOn(Theme theme, int width, int height) throws Exception {
        FakeSource source = new FakeSource(List.of(People.own()), People.stats(1, 0));
        show(source, theme, width, height);
        await().until(() -> fx(() -> model.rows().size() == 1));
        picture("alone", theme, width, height);
        assertThat(fx(() -> words())).contains("Only you are here.");
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1000,700"})
    void simulatedPeopleAreMarkedAsSuchAndTimeThatHasPassedIsNotShownAsActive(Theme theme, int width, int height)
            throws Exception {
        FakeSource source = new FakeSource(List.of(People.own()), People.stats(3, 0));
        show(source, theme, width, height);
        await().until(() -> fx(this::words).contains("Simulate people"));
        fx(() -> {
            screen.root()
                    .lookupAll(".empty-state .button")
                    .forEach(button -> ((javafx.scene.control.Button) button).fire());
            return null;
        });
        await().until(() -> fx(this::words).contains("Simulated people are active"));
        SessionView lapsed = People.session(
                3,
                "lin.wei@example.com",
                "10.0.0.9",
                "curl",
                List.of("a"),
                People.NOW.minusSeconds(4000),
                People.NOW.minusSeconds(1801),
                2,
                false);
        source.say(EventType.SESSION_CHANGED, lapsed);
        source.say(
                EventType.SESSION_STARTED,
                People.suspended(People.session(4, "e.lund@example.com"), People.NOW.plusSeconds(600)));
        source.say(EventType.SESSION_STARTED, People.session(5, "zoe" + People.SIMULATED));
        source.say(EventType.SESSION_STARTED, People.session(6, "bartholomew.featherstone" + People.SIMULATED));
        await().until(() -> fx(() -> model.rows().size() == 5));
        await().until(() -> fx(this::words).contains("ending…"));
        assertThat(fx(this::words)).contains("suspended");
        picture("simulated", theme, width, height);
        assertThat(fx(this::words)).contains("zoe", "simulated");
        assertThat(fx(() -> screen.root().lookupAll(".simulated-icon").stream()
                        .filter(SessionsGallery::shown)
                        .count()))
                .isEqualTo(1);
        fx(() -> {
            banner().fire();
            return null;
        });
        await().until(() -> fx(this::words).contains("Simulated people have stopped"));
        picture("simulated-stopped", theme, width, height);
        fx(() -> {
            banner().fire();
            return null;
        });
        await().until(() -> fx(this::words).contains("Simulated people are active"));
        fx(() -> {
            banner().fire();
            return null;
        });
        await().until(() -> fx(this::words).contains("Simulated people have stopped"));
        fx(() -> {
            ((Button) screen.root().lookup(".simulated > .icon-button")).fire();
            return null;
        });
        assertThat(fx(this::words)).doesNotContain("Simulated people have stopped");
    }

    @Test
    void peopleCanBeSimulatedBesideOthersFromTheTablesMenu() throws Exception {
        show(new FakeSource(People.crowd(30), People.stats(30, 0)), Theme.DARK, 1440, 900);
        await().until(() -> fx(() -> model.rows().size() == 30));
        assertThat(fx(() -> screen.root().lookup(".simulated").isVisible())).isFalse();
        fx(() -> {
            TableView<?> table = (TableView<?>) screen.root().lookup(".sessions-table");
            table.fireEvent(new ContextMenuEvent(ContextMenuEvent.CONTEXT_MENU_REQUESTED, 0, 0, 0, 0, true, null));
            table.getContextMenu().getItems().getLast().fire();
            table.getContextMenu().hide();
            return null;
        });
        await().until(() -> fx(this::words).contains("Simulated people are active"));
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1000,700"})
    void aSearchWithoutResultSaysWhatItSearched(Theme theme, int width, int height) throws Exception {
        FakeSource source = new FakeSource(People.crowd(30), People.stats(30, 0));
        show(source, theme, width, height);
        await().until(() -> fx(() -> model.rows().size() == 30));
        fx(() -> {
            model.searchProperty().set("zebra");
            return null;
        });
        await().until(() -> fx(() -> model.rows().isEmpty()));
        picture("nomatch", theme, width, height);
        assertThat(fx(() -> words())).contains("Nothing matches “zebra”.");
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1000,700"})
    void heldRowsSaySo(Theme theme, int width, int height) throws Exception {
        FakeSource source = new FakeSource(People.crowd(60), People.stats(60, 0));
        show(source, theme, width, height);
        await().until(() -> fx(() -> model.rows().size() == 60));
        fx(() -> {
            type("p");
            return null;
        });
        source.say(EventType.SESSION_STARTED, People.session(999, "lin.wei@example.com"));
        String said = "The table is held still. 1 new session has come.";
        await().until(() -> fx(this::words).contains(said));
        assertThat(fx(() -> model.rows().size())).isEqualTo(60);
        picture("held", theme, width, height);
        fx(() -> {
            type("p");
            return null;
        });
        await().until(() -> fx(() -> model.rows().size() == 61));
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1000,700"})
    void whatTheServerDoesNotAnswerIsSaidOverTheRowsOfBefore(Theme theme, int width, int height) throws Exception {
        FakeSource source = new FakeSource(People.crowd(60), People.stats(60, 0));
        show(source, theme, width, height);
        await().until(() -> fx(() -> model.rows().size() == 60));
        source.failure = new ClientException.Refused(new Problem(
                ProblemType.QUERY_TOO_SLOW.urn(),
                ProblemType.QUERY_TOO_SLOW.title(),
                503,
                "The query was given up after 3 s.",
                null,
                null));
        fx(() -> {
            model.searchProperty().set("agent:x");
            return null;
        });
        String said = "The query was given up after 3 s. The rows are all sessions, as before.";
        await().until(() -> fx(this::words).contains(said));
        assertThat(fx(() -> model.rows().size())).isEqualTo(60);
        picture("unanswered", theme, width, height);
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1000,700"})
    void aFailureIsToldInWords(Theme theme, int width, int height) throws Exception {
        FakeSource source = new FakeSource(List.of(), People.stats(0, 0));
        source.failure = new ClientException.Unreachable(
                ClientException.Cause.REFUSED, URI.create("http://localhost:1"), new IOException("refused"));
        show(source, theme, width, height);
        await().until(() -> fx(() -> model.loadingProperty().get() instanceof Loading.Failed));
        picture("failed", theme, width, height);
        assertThat(fx(() -> words())).contains("The sessions could not be read.", "Try again");
    }

    @Test
    void whoMayNotReadIsToldWhatToAskFor() throws Exception {
        FakeSource source = new FakeSource(List.of(), People.stats(0, 0));
        source.failure = new ClientException.Refused(
                new Problem(ProblemType.FORBIDDEN.urn(), ProblemType.FORBIDDEN.title(), 403, null, null, null));
        show(source, Theme.DARK, 1440, 900);
        await().until(() -> fx(() -> model.loadingProperty().get() instanceof Loading.Failed));
        picture("denied", Theme.DARK, 1440, 900);
        assertThat(fx(() -> words())).contains("Your account may not see sessions.");
    }

    private Button banner() {
        return (Button) screen.root().lookup(".simulated .button");
    }
}
