package dev.portcullis.console.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.NodeView;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.Stats;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.chart.TimeChart;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.sessions.LiveState;
import dev.portcullis.console.sessions.People;
import dev.portcullis.query.Query;
import dev.portcullis.support.Gallery;
import dev.portcullis.support.ScreenGallery;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxToolkit;

/** Draws the overview with a made-up month in its states and sizes, leaves the pictures in {@code target/gallery}, and holds that every mark leads to a query. */
@SuppressWarnings("NullAway.Init") // each test begins with show
class OverviewGalleryTest {
    private final ObjectProperty<LiveState> live = new SimpleObjectProperty<>(LiveState.LIVE);
    private final ObjectProperty<@Nullable Instant> heard = new SimpleObjectProperty<>(FakeSource.NOW);
    private final ObjectProperty<@Nullable Stats> stats = new SimpleObjectProperty<>();
    private final StringProperty audit = new SimpleStringProperty("");
    private final ObservableList<NodeView> nodes = FXCollections.observableArrayList();
    private final List<String> queries = new ArrayList<>();
    private volatile Instant now = FakeSource.NOW;
    private OverviewModel model;
    private OverviewScreen screen;
    private ScreenGallery<OverviewScreen> gallery;

    @ParameterizedTest
    @CsvSource({
        "DARK,1440,900,100",
        "LIGHT,1440,900,100",
        "DARK,1000,700,100",
        "LIGHT,1000,700,100",
        "DARK,1440,900,150",
        "LIGHT,1000,700,150"
    })
    void aBusyServerIsSeenAtAGlance(Theme theme, int width, int height, int textSize) throws IOException {
        FakeSource source = new FakeSource(60_000);
        show(source, theme, width, height, textSize);
        await().until(() -> Gallery.fx(() -> model.pictureProperty().get() != null));
        Gallery.awaitWhole();
        gallery.picture("overview");
        assertThat(Gallery.fx(() -> gallery.scene().getRoot().lookupAll(".list-pane")))
                .as("each list is there once, however wide it is")
                .hasSize(4);
        assertThat(gallery.cut(".chart-title")).isEmpty();
        assertThat(gallery.cut(".tile-title")).isEmpty();

        source.reusedLastDay = 3;
        source.reused = IntStream.range(0, 3)
                .mapToObj(i -> People.ended(People.session(40 + i, "svc-payments@example.com"), EndReason.REUSE))
                .toList();
        Gallery.fx(() -> {
            stats.set(burst(source.live()));
            model.read();
            return true;
        });
        await().until(() -> Gallery.fx(() -> model.alertsProperty().get().size() == 2));
        Gallery.fx(() -> {
            screen.focus();
            KeyCode[] back = {KeyCode.LEFT, KeyCode.LEFT, KeyCode.LEFT};
            for (KeyCode key : back) {
                press(gallery.scene().getFocusOwner(), key);
            }
            return true;
        });
        gallery.picture("overview-alerts");
        assertThat(gallery.words()).contains("Refresh token reused", "Passwords are being guessed", "2 more");
    }

    @ParameterizedTest
    @CsvSource({"DARK,HOUR", "LIGHT,DAY", "DARK,WEEK", "LIGHT,MONTH"})
    void eachTimeHasItsSteps(Theme theme, TimeRange range) throws IOException {
        FakeSource source = new FakeSource(60_000);
        show(source, theme, 1440, 900, 100);
        Gallery.fx(() -> {
            ((ToggleButton) gallery.scene().lookup("#range-" + range.word())).fire();
            return true;
        });
        await().until(() -> Gallery.fx(() -> model.pictureProperty().get() != null
                && model.pictureProperty().get().range() == range));
        Gallery.awaitWhole();
        Gallery.fx(() -> {
            screen.focus();
            press(gallery.scene().getFocusOwner(), KeyCode.HOME);
            return true;
        });
        gallery.picture("overview-" + range.word());
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1000,700"})
    void whatIsOldIsGreyAndSaysHowOldItIs(Theme theme, int width, int height) throws IOException {
        FakeSource source = new FakeSource(60_000);
        show(source, theme, width, height, 100);
        await().until(() -> Gallery.fx(() -> model.pictureProperty().get() != null));
        Gallery.awaitWhole();
        source.failure = unreachable();
        Gallery.fx(() -> {
            audit.set("The entry's mac does not follow from the entry before.");
            nodes.setAll(
                    node("eu-2.sso.example.com:7480", NodeView.State.LOST),
                    node("eu-3.sso.example.com:7480", NodeView.State.LAGGING));
            now = now.plus(Duration.ofMinutes(2));
            model.read();
            return true;
        });
        await().until(() -> Gallery.fx(() -> model.staleProperty().get()));
        gallery.picture("overview-stale");
        assertThat(gallery.words())
                .contains("as of 14:02:11, 2 m ago", "The live feed is silent", "The audit was changed");
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1000,700"})
    void withoutSessionsItIsEmptyAndNotBroken(Theme theme, int width, int height) throws IOException {
        FakeSource source = new FakeSource(0);
        source.rebuilding = true;
        show(source, theme, width, height, 100);
        await().until(() -> Gallery.fx(() -> model.pictureProperty().get() != null));
        Gallery.awaitWhole();
        gallery.picture("overview-empty");
        assertThat(gallery.words()).contains("None", "Counts are being made anew", "None in this time");
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1000,700"})
    void aFailureIsToldInWordsAndWithACode(Theme theme, int width, int height) throws IOException {
        FakeSource source = new FakeSource(1);
        source.failure = new ClientException.Refused(new Problem(
                ProblemType.UNAVAILABLE.urn(),
                ProblemType.UNAVAILABLE.title(),
                503,
                "The session store cannot be reached.",
                "urn:uuid:0199f3a2-71c4-7d0e",
                null));
        show(source, theme, width, height, 100);
        await().until(() -> Gallery.fx(() -> model.stateProperty().get() instanceof OverviewModel.State.Failed));
        gallery.picture("overview-failed");
        assertThat(gallery.words())
                .contains("The session store cannot be reached.", "Read again")
                .anyMatch(text -> text.contains("0199f3a2-71c4-7d0e"));
    }

    @Test
    void whoMayNotReadIsToldWhatToAskFor() throws IOException {
        FakeSource source = new FakeSource(1);
        source.failure = new ClientException.Refused(
                new Problem(ProblemType.FORBIDDEN.urn(), ProblemType.FORBIDDEN.title(), 403, null, null, null));
        show(source, Theme.LIGHT, 1440, 900, 100);
        await().until(() -> Gallery.fx(() -> model.stateProperty().get() instanceof OverviewModel.State.Denied));
        gallery.picture("overview-denied");
        assertThat(gallery.words()).contains("Ask an administrator for the permission sessions:read.");
    }

    @Test
    void itSpeaksGermanWithoutACut() throws IOException {
        Text.speak(Language.GERMAN);
        FakeSource source = new FakeSource(60_000);
        source.reusedLastDay = 1;
        source.reused = List.of(People.ended(People.session(40, "svc-payments@example.com"), EndReason.REUSE));
        show(source, Theme.DARK, 1440, 900, 100);
        await().until(() -> Gallery.fx(() -> model.pictureProperty().get() != null));
        Gallery.awaitWhole();
        gallery.picture("overview-german");
        assertThat(gallery.cut(".chart-title")).isEmpty();
        assertThat(gallery.cut(".tile-title")).isEmpty();
    }

    @Test
    void everyMarkLeadsByKeyboardToTheSessionsThatItCounts() {
        FakeSource source = new FakeSource(60_000);
        source.reusedLastDay = 1;
        source.reused = List.of(People.ended(People.session(40, "svc-payments@example.com"), EndReason.REUSE));
        show(source, Theme.DARK, 1440, 900, 100);
        await().until(() -> Gallery.fx(() -> model.pictureProperty().get() != null));
        Gallery.awaitWhole();
        Gallery.fx(() -> {
            gallery.scene().getRoot().lookupAll(".tile").forEach(tile -> press(tile, KeyCode.ENTER));
            return true;
        });
        assertThat(queries)
                .containsExactly(
                        "",
                        "created>=2026-11-24T14:01:00Z created<2026-11-24T14:02:00Z state:any",
                        "ended>=2026-11-24T14:01:00Z ended<2026-11-24T14:02:00Z",
                        "reason:reuse ended>=-24h");
        queries.clear();
        Gallery.fx(() -> {
            gallery.scene().getRoot().lookupAll(".time-chart").forEach(chart -> {
                press(chart, KeyCode.HOME);
                press(chart, KeyCode.RIGHT);
                press(chart, KeyCode.ENTER);
            });
            return true;
        });
        assertThat(queries)
                .containsExactly(
                        "created<=2026-11-24T10:05:00Z (state:active,suspended or ended>2026-11-24T10:05:00Z)",
                        "created>=2026-11-24T10:04:00Z created<2026-11-24T10:05:00Z state:any",
                        "reason:reuse ended>=2026-11-24T10:04:00Z ended<2026-11-24T10:05:00Z");
        queries.clear();
        Gallery.fx(() -> {
            gallery.scene().getRoot().lookupAll(".bar-lines").forEach(bars -> {
                press(bars, KeyCode.END);
                press(bars, KeyCode.ENTER);
            });
            press(gallery.scene().lookup(".histogram"), KeyCode.ENTER);
            ((Button) gallery.scene().lookup("#reuse-show")).fire();
            return true;
        });
        assertThat(queries)
                .contains(
                        "network:none ip:2001:db8:4:1::/48",
                        "((browser=\"curl\" os:none) or (browser:none os=\"curl\"))",
                        "user=\"alice.mendez@example.com\"",
                        "permission:\"sessions:revoke\"",
                        "expires<60s")
                .anyMatch(query -> query.startsWith("reason:replaced ended>=2026-11-24T10:03:00Z "))
                .allSatisfy(query -> assertThat(Query.parse(query)).isNotNull());
    }

    @Test
    void theKeyboardStaysInALineWhileItsFiguresChangeAndOthersCome() {
        FakeSource source = new FakeSource(60_000);
        source.reusedLastDay = 1;
        source.reused = List.of(People.ended(People.session(40, "svc-payments@example.com"), EndReason.REUSE));
        show(source, Theme.DARK, 1440, 900, 100);
        await().until(() -> Gallery.fx(() -> model.alertsProperty().get().size() == 1));
        Gallery.awaitWhole();
        Node button = Gallery.fx(() -> gallery.scene().lookup("#reuse-show"));
        Gallery.fx(() -> {
            button.requestFocus();
            return true;
        });
        source.reusedLastDay = 3;
        Gallery.fx(() -> {
            nodes.setAll(node("eu-2.sso.example.com:7480", NodeView.State.LOST));
            model.read();
            return true;
        });
        await().until(() -> gallery.words().contains("2 more"));
        assertThat(gallery.words()).contains("2 more", Text.get("overview.alert.lost"));
        assertThat(Gallery.fx(() -> gallery.scene().getFocusOwner())).isSameAs(button);
    }

    @Test
    void theKeyboardIsAtTheFirstChartThoughItsFiguresAreThereBeforeIt() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        FakeSource source = new FakeSource(60_000);
        Gallery.fx(() -> make(source));
        Gallery.fx(() -> {
            model.enter();
            return true;
        });
        await().until(() -> Gallery.fx(() -> model.stateProperty().get() instanceof OverviewModel.State.Read));
        Gallery.fx(() -> {
            model.leave();
            return true;
        });
        gallery = ScreenGallery.show(() -> screen, screen::focus, Theme.DARK, 1440, 900, 100);
        await().until(() -> Gallery.fx(() -> gallery.scene().getFocusOwner() instanceof TimeChart chart
                && chart.equals(gallery.scene().lookup(".time-chart"))));
    }

    @AfterEach
    void close() {
        gallery.close();
    }

    private void show(FakeSource source, Theme theme, int width, int height, int textSize) {
        gallery = ScreenGallery.show(() -> make(source), theme, width, height, textSize);
    }

    private OverviewScreen make(FakeSource source) {
        UiClock clock = new UiClock(new MovedClock(() -> now), () -> Duration.ZERO);
        model = new OverviewModel(
                source,
                new Background(),
                clock::now,
                new Pulse(live, heard, stats),
                audit,
                new Servers(nodes, () -> Subscription.EMPTY));
        screen = new OverviewScreen(model, clock, queries::add, () -> {}, () -> {});
        if (source.failure == null) {
            stats.set(source.live());
        }
        return screen;
    }

    private static NodeView node(String name, NodeView.State state) {
        return new NodeView(name, state, "0.1.0", null, FakeSource.NOW, null, FakeSource.NOW, null, false, null, null);
    }

    private static Stats burst(Stats stats) {
        List<Stats.Minute> minutes = new ArrayList<>(stats.minutes());
        minutes.set(minutes.size() - 2, new Stats.Minute(minutes.get(58).at(), stats.active(), 300, 1912, 90, 0));
        return new Stats(stats.at(), stats.active(), 3, minutes);
    }

    private static ClientException unreachable() {
        return new ClientException.Unreachable(
                ClientException.Cause.REFUSED, URI.create("http://localhost:1"), new IOException("refused"));
    }

    private static void press(Node node, KeyCode code) {
        node.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }
}
