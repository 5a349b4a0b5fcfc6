package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationAction;
import dev.portcullis.api.RevocationPlan;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.RevocationResult;
import dev.portcullis.api.RevocationView;
import dev.portcullis.api.RevokedSessionPage;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.desk.Remembered;
import dev.portcullis.console.revoke.Revocation;
import dev.portcullis.console.revoke.RevocationAccess;
import dev.portcullis.console.revoke.Target;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Draws the screen with made-up sessions in its states and sizes, leaves the pictures in {@code target/gallery}, and holds that nothing is cut off. */
@SuppressWarnings("NullAway.Init") // each test begins with show
class SessionsGalleryTest {
    /** What the window around the screen takes: rail, top bar, status bar. */
    private static final Insets FRAME = new Insets(46, 0, 26, 56);

    private final PortcullisClient client = new PortcullisClient(URI.create("http://localhost:1"), "gallery", Map.of());
    private final UiClock clock = new UiClock(Clock.fixed(People.NOW, ZoneOffset.UTC), () -> Duration.ZERO);
    private Stage stage;
    private SessionsModel model;
    private SessionsScreen screen;

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1440,900", "DARK,1000,700", "LIGHT,1000,700"})
    void aBusyServerIsShownWithoutAnythingCutOff(Theme theme, int width, int height) throws Exception {
        List<SessionView> crowd = People.crowd(400);
        FakeSource source = new FakeSource(crowd, People.stats(48_213, 2));
        source.more = 47_813;
        show(source, theme, width, height);
        await().until(() -> fx(() -> model.rows().size() == 400));
        source.say(EventType.SESSION_STARTED, People.session(999, "lin.wei@example.com"));
        await().until(() -> fx(() -> model.rows().size() == 401));
        List<SessionView> top = fx(() -> model.rows().stream().map(Row::session).toList());
        source.say(EventType.SESSION_ENDED, People.ended(top.get(4), EndReason.LOGOUT));
        await().until(() -> fx(() -> model.rows().get(4).ended()));
        fx(() -> {
            model.selection().set(List.of(top.get(2).handle()));
            return null;
        });
        await().until(() -> fx(() -> model.statsProperty().get() != null));
        picture("sessions", theme, width, height);
        assertThat(fx(this::horizontalScrollBars)).isZero();
        assertThat(fx(this::cutHeaders)).isEmpty();
        assertThat(fx(() -> cut(".device-cell .tagged > .label"))).isEmpty();
        assertThat(fx(this::barsTooNear)).isZero();
        SessionView longest = top.stream()
                .filter(session -> session.account().email().startsWith("bartholomew"))
                .findFirst()
                .orElseThrow();
        fx(() -> {
            model.selection()
                    .set(List.of(
                            top.get(2).handle(),
                            top.get(3).handle(),
                            top.get(5).handle(),
                            longest.handle(),
                            People.own().handle()));
            return null;
        });
        picture("sessions-several", theme, width, height);
        fx(() -> {
            key(KeyCode.DELETE);
            return null;
        });
        await().until(() -> fx(this::words).stream().anyMatch(words -> words.startsWith("Whom it would hit")));
        picture("revoke-unplanned", theme, width, height);
        String required = "Say why: nothing is done without a reason for the record.";
        assertThat(fx(this::words)).doesNotContain(required);
        fx(() -> {
            stage.getScene().getFocusOwner().fireEvent(key(KeyCode.ENTER, KeyEvent.KEY_PRESSED));
            return null;
        });
        picture("revoke-reason", theme, width, height);
        assertThat(fx(this::words)).contains(required);
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1000,700"})
    void howASessionEndedIsReadInItsDetails(Theme theme, int width, int height) throws Exception {
        FakeSource source = new FakeSource(People.crowd(40), People.stats(40, 0));
        show(source, theme, width, height);
        await().until(() -> fx(() -> model.rows().size() == 40));
        SessionView chosen = fx(() -> model.rows().get(5).session());
        fx(() -> {
            model.selection().set(List.of(chosen.handle()));
            key(KeyCode.ENTER);
            return null;
        });
        source.say(EventType.SESSION_ENDED, People.ended(chosen, EndReason.REVOKED));
        await().until(() -> fx(() -> model.rows().get(5).ended()));
        picture("ended", theme, width, height);
        assertThat(fx(this::words)).contains("by nadia.k@example.com", "Credential phishing, incident 4417");
        assertThat(fx(this::cutHeaders)).isEmpty();
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
                        .filter(SessionsGalleryTest::shown)
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
    }

    @Test
    void byWhatTheRowsAreOrderedIsAlwaysSeen() throws Exception {
        show(new FakeSource(People.crowd(30), People.stats(30, 0)), Theme.LIGHT, 1000, 700);
        await().until(() -> fx(() -> model.rows().size() == 30));
        TableView<?> table = (TableView<?>) screen.root().lookup(".sessions-table");
        assertThat(fx(() -> sortedBy(table))).isEqualTo("CREATED DESCENDING");
        fx(() -> {
            table.getSortOrder().clear();
            return null;
        });
        assertThat(fx(() -> sortedBy(table))).isEqualTo("CREATED ASCENDING");
        assertThat(fx(() -> table.getSortOrder().getFirst().isVisible())).isTrue();
        picture("sorted", Theme.LIGHT, 1000, 700);
        assertThat(fx(this::cutHeaders)).isEmpty();
        assertThat(fx(this::horizontalScrollBars)).isZero();
        fx(() -> {
            sortBy(table, "USER");
            return null;
        });
        assertThat(fx(() -> model.orderingProperty().get())).isEqualTo(new Ordering(Ordering.Key.USER, false));
        fx(() -> {
            table.getSortOrder().clear();
            return null;
        });
        assertThat(fx(() -> sortedBy(table))).isEqualTo("CREATED DESCENDING");
        assertThat(fx(() -> model.orderingProperty().get())).isEqualTo(Ordering.NEWEST);
        fx(() -> {
            table.getSortOrder().clear();
            return null;
        });
        assertThat(fx(() -> sortedBy(table))).isEqualTo("CREATED ASCENDING");
        assertThat(fx(() -> model.orderingProperty().get())).isEqualTo(new Ordering(Ordering.Key.CREATED, false));
    }

    @ParameterizedTest
    @CsvSource({"1440", "1000"})
    void theColumnsDoNotJumpWhenThereAreMoreRowsThanFit(int width) throws Exception {
        FakeSource source = new FakeSource(People.crowd(3), People.stats(3, 0));
        show(source, Theme.DARK, width, 700);
        await().until(() -> fx(() -> model.rows().size() == 3));
        WaitForAsyncUtils.waitForFxEvents();
        TableView<?> table = (TableView<?>) screen.root().lookup(".sessions-table");
        List<Double> before = fx(() -> widths(table));
        People.crowd(60).subList(3, 60).forEach(session -> source.say(EventType.SESSION_STARTED, session));
        await().until(() -> fx(() -> model.rows().size() == 60));
        WaitForAsyncUtils.waitForFxEvents();
        ScrollBar bar = fx(() -> (ScrollBar) table.lookup(".scroll-bar:vertical"));
        await().until(() -> fx(() -> shown(bar) && bar.getWidth() > 0));
        assertThat(fx(bar::getWidth)).isLessThanOrEqualTo(SteadyWidths.SCROLL_BAR);
        assertThat(fx(() -> widths(table))).isEqualTo(before);
        assertThat(fx(this::horizontalScrollBars)).isZero();
    }

    private static <R> void sortBy(TableView<R> table, String column) {
        table.getSortOrder()
                .setAll(List.of(table.getColumns().stream()
                        .filter(each -> each.getId().equals(column))
                        .findFirst()
                        .orElseThrow()));
    }

    private static String sortedBy(TableView<?> table) {
        var column = table.getSortOrder().getFirst();
        return column.getId() + " " + column.getSortType();
    }

    private static List<Double> widths(TableView<?> table) {
        return table.getVisibleLeafColumns().stream()
                .map(javafx.scene.control.TableColumnBase::getWidth)
                .toList();
    }

    private javafx.scene.control.Button banner() {
        return (javafx.scene.control.Button) screen.root().lookup(".simulated .button");
    }

    @Test
    void peopleCanBeSimulatedBesideOthersFromTheTablesMenu() throws Exception {
        show(new FakeSource(People.crowd(30), People.stats(30, 0)), Theme.DARK, 1440, 900);
        await().until(() -> fx(() -> model.rows().size() == 30));
        assertThat(fx(() -> screen.root().lookup(".simulated").isVisible())).isFalse();
        fx(() -> {
            TableView<?> table = (TableView<?>) screen.root().lookup(".sessions-table");
            table.getContextMenu().getItems().getLast().fire();
            return null;
        });
        await().until(() -> fx(this::words).contains("Simulated people are active"));
    }

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
    void theReuseTileLeadsToTheSessionsOrSaysThatTheyHaveEnded(Theme theme, int width, int height) throws Exception {
        FakeSource source = new FakeSource(People.crowd(30), People.stats(30, 3));
        show(source, theme, width, height);
        await().until(() -> fx(() -> model.rows().size() == 30));
        fx(() -> {
            screen.root().lookup(".tile.series-reused").fireEvent(key(KeyCode.SPACE, KeyEvent.KEY_PRESSED));
            return null;
        });
        await().until(() -> fx(() -> model.rows().size() == 2));
        assertThat(fx(() -> model.rows().stream().allMatch(Row::reused))).isTrue();
        for (Row row : fx(() -> List.copyOf(model.rows()))) {
            source.say(EventType.SESSION_ENDED, People.ended(row.session(), EndReason.REUSE));
        }
        await().until(() -> fx(this::words).contains("token reuse"));
        fx(() -> {
            screen.root().lookup(".tile-active").fireEvent(key(KeyCode.SPACE, KeyEvent.KEY_PRESSED));
            return null;
        });
        await().until(() -> fx(() -> model.rows().size() == 30));
        close();
        show(
                new FakeSource(List.of(People.own(), People.session(2, "p.novak@example.com")), People.stats(2, 3)),
                theme,
                width,
                height);
        await().until(() -> fx(() -> model.rows().size() == 2));
        fx(() -> {
            model.searchProperty().set("reuse:true");
            return null;
        });
        await().until(() -> fx(this::words).contains("No active session has a reused refresh token."));
        picture("noreuse", theme, width, height);
    }

    @Test
    void theScrolledPlaceAndTheFocusStayWithTheirSessionsWhenOthersArriveAbove() throws Exception {
        FakeSource source = new FakeSource(People.crowd(400), People.stats(400, 0));
        show(source, Theme.DARK, 1440, 900);
        await().until(() -> fx(() -> model.rows().size() == 400));
        TableView<?> table = (TableView<?>) screen.root().lookup(".sessions-table");
        fx(() -> {
            table.scrollTo(200);
            table.getSelectionModel().clearAndSelect(205);
            stage.getScene().getRoot().layout();
            return null;
        });
        WaitForAsyncUtils.waitForFxEvents();
        List<Double> before = fx(() -> placeOf(table, 205));
        UUID focused = fx(
                () -> model.rows().get(table.getFocusModel().getFocusedIndex()).handle());
        for (int i = 0; i < 7; i++) {
            source.say(
                    EventType.SESSION_STARTED,
                    People.session(
                            1000 + i,
                            "zoe@example.com",
                            "10.0.0.1",
                            "curl",
                            List.of(),
                            People.NOW,
                            People.NOW,
                            1,
                            false));
        }
        await().until(() -> fx(() -> model.rows().size() == 407));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(fx(() -> placeOf(table, 212))).isEqualTo(before);
        assertThat(fx(() -> model.rows()
                        .get(table.getFocusModel().getFocusedIndex())
                        .handle()))
                .isEqualTo(focused);
        assertThat(fx(() -> model.rows().get(212).handle())).isEqualTo(focused);
        assertThat(fx(() -> table.getSelectionModel().getSelectedIndices())).containsExactly(212);
    }

    /** Where a row is on the screen. */
    private List<Double> placeOf(TableView<?> table, int index) {
        stage.getScene().getRoot().layout();
        return table.lookupAll(".table-row-cell").stream()
                .map(SessionRow.class::cast)
                .filter(row -> !row.isEmpty() && row.isVisible() && row.getIndex() == index)
                .map(row -> row.localToScene(0, 0).getY())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1440,900"})
    void theCountsBesideTheTableAskForWhatTheyCount(Theme theme, int width, int height) throws Exception {
        show(new FakeSource(People.crowd(400), People.stats(400, 0)), theme, width, height);
        await().until(() -> fx(this::words).contains("vpn"));
        choose("facet-network-vpn");
        await().until(() -> fx(() -> model.matchedProperty().get()).equals("network=vpn"));
        await().until(() -> fx(() -> screen.root().lookup("#facet-network-office") != null));
        choose("facet-network-office");
        await().until(() -> fx(() -> model.matchedProperty().get()).equals("network=vpn,office"));
        choose("facet-browser-Firefox");
        await().until(() -> fx(() -> model.matchedProperty().get()).equals("network=vpn,office browser=Firefox"));
        await().until(() -> fx(() -> screen.root().lookupAll(".facet:chosen").size() == 3));
        picture("facets", theme, width, height);
        assertThat(fx(this::cutHeaders)).isEmpty();
        choose("facet-network-vpn");
        await().until(() -> fx(() -> model.matchedProperty().get()).equals("network=office browser=Firefox"));
        fx(() -> {
            type("f");
            return null;
        });
        assertThat(fx(() -> screen.root().lookup(".facets"))).isNull();
        fx(() -> {
            type("f");
            return null;
        });
        assertThat(fx(() -> screen.root().lookup(".facets"))).isNotNull();
    }

    private void choose(String facet) throws Exception {
        fx(() -> {
            screen.root().lookup("#" + facet).fireEvent(key(KeyCode.ENTER, KeyEvent.KEY_PRESSED));
            return null;
        });
    }

    private void type(String character) {
        TableView<?> table = (TableView<?>) screen.root().lookup(".sessions-table");
        table.fireEvent(new KeyEvent(KeyEvent.KEY_TYPED, character, "", KeyCode.UNDEFINED, false, false, false, false));
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
    void aLongListIsScrolledAnywhereByItsOwnBar(Theme theme, int width, int height) throws Exception {
        FakeSource source = new FakeSource(People.crowd(30_000), People.stats(30_000, 0));
        show(source, theme, width, height);
        await().until(() -> fx(() -> model.rows().size() >= SessionWindow.PAGE));
        ScrollBar bar = fx(() -> (ScrollBar) screen.root().lookup("#list-scroll"));
        assertThat(fx(bar::isVisible)).isTrue();
        await().until(() -> fx(() -> bar.getMax() > 29_900));
        source.gate.set(new CountDownLatch(1));
        fx(() -> {
            bar.setValue(21_000);
            return null;
        });
        await().until(() -> fx(() -> screen.root().lookup(".row-places").isVisible()));
        picture("places", theme, width, height);
        source.gate.get().countDown();
        await().until(() -> fx(() -> !screen.root().lookup(".row-places").isVisible()));
        WaitForAsyncUtils.waitForFxEvents();
        TableView<?> table = (TableView<?>) screen.root().lookup(".sessions-table");
        await().untilAsserted(() -> assertThat(fx(bar::getValue)).isBetween(20_990.0, 21_010.0));
        List<UUID> all = People.crowd(30_000).stream()
                .map(session -> Row.of(session, false))
                .sorted(Ordering.NEWEST.comparator())
                .map(Row::handle)
                .toList();
        assertThat(fx(() -> first(table))).isIn(all.subList(20_990, 21_010));
        picture("seventy-percent", theme, width, height);
        fx(() -> {
            key(KeyCode.END);
            return null;
        });
        await().until(() -> fx(() -> model.rows().getLast().handle().equals(all.getLast())));
        fx(() -> {
            key(KeyCode.HOME);
            return null;
        });
        await().until(() -> fx(() -> model.rows().getFirst().handle().equals(all.getFirst())));
    }

    private UUID first(TableView<?> table) {
        stage.getScene().getRoot().layout();
        var flow = (javafx.scene.control.skin.VirtualFlow<?>) table.lookup(".virtual-flow");
        return model.rows().get(flow.getFirstVisibleCell().getIndex()).handle();
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

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1440,900"})
    void theReceiptSaysWhatWasEndedWhere(Theme theme, int width, int height) throws Exception {
        FakeSource source = new FakeSource(People.crowd(400), People.stats(400, 0));
        show(source, theme, width, height);
        await().until(() -> fx(() -> model.rows().size() == 400));
        Receipt receipt = new Receipt(
                UUID.fromString("0199f3a8-71c4-7d0e-9b1f-4c3344556677"),
                People.NOW,
                RevocationAction.END,
                "nadia.k@example.com",
                "phishing",
                385,
                383,
                0,
                0,
                0,
                2,
                null,
                0,
                List.of(),
                7,
                null,
                List.of(
                        new Receipt.Node("node-a", 6.21),
                        new Receipt.Node("node-b", 11),
                        new Receipt.Node("node-c", 18)),
                "e30..e30");
        try (Revocation revocation =
                fx(() -> new Revocation(new StagedRevocation(plan(), receipt), new Background(), clock))) {
            fx(() -> {
                revocation.ask(
                        stage.getScene(), new Target.Matching("network:elsewhere idle<20m"), RevocationAction.END);
                return null;
            });
            await().until(() -> fx(this::words).contains("End 385 sessions?"));
            write("Credential phishing, incident 4417");
            picture("revoke", theme, width, height);
            write("end 385");
            await().until(() -> fx(() -> words()).contains("383 sessions ended everywhere"));
            picture("receipt", theme, width, height);
            fx(() -> {
                ((Button) stage.getScene().lookup("#receipt-show")).fire();
                return null;
            });
            await().until(() -> fx(() -> words()).contains("385 of 385"));
            picture("receipt-details", theme, width, height);
            fx(() -> {
                revocation.close();
                return null;
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1000,700"})
    void aSuspensionSaysForHowLongAndWhatIsLockedWithIt(Theme theme, int width, int height) throws Exception {
        FakeSource source = new FakeSource(People.crowd(400), People.stats(400, 0));
        show(source, theme, width, height);
        await().until(() -> fx(() -> model.rows().size() == 400));
        StagedRevocation staged = new StagedRevocation(plan(), null);
        try (Revocation revocation = fx(() -> new Revocation(staged, new Background(), clock))) {
            fx(() -> {
                revocation.ask(stage.getScene(), Target.of(List.of(new UUID(0, 1)), true), RevocationAction.SUSPEND);
                return null;
            });
            await().until(() -> fx(this::words).contains("Suspend 385 sessions?"));
            fx(() -> {
                ((CheckBox) stage.getScene().lookup("#revoke-lock-accounts")).fire();
                return null;
            });
            await().until(() -> staged.planned.get() == 2);
            await().until(() -> fx(this::words).contains("Type “suspend 385” to confirm"));
            picture("suspend", theme, width, height);
            write("Under investigation");
            write("suspend 385");
            await().until(() -> fx(this::words).contains("12,400 of 385,000"));
            picture("suspend-running", theme, width, height);
            staged.fail();
            await().until(() -> fx(this::words).stream().anyMatch(words -> words.contains("It is not certain")));
            picture("suspend-uncertain", theme, width, height);
            fx(() -> {
                revocation.close();
                return null;
            });
        }
    }

    /** Types it where the cursor is, and Enter. */
    private void write(String text) throws Exception {
        fx(() -> {
            ((TextField) stage.getScene().getFocusOwner()).setText(text);
            stage.getScene().getFocusOwner().fireEvent(key(KeyCode.ENTER, KeyEvent.KEY_PRESSED));
            return null;
        });
    }

    private static RevocationPlan plan() {
        return new RevocationPlan(
                "plan",
                People.NOW.plusSeconds(276),
                RevocationAction.END,
                387,
                0,
                2,
                new RevocationPlan.OwnSession(true, false),
                new RevocationPlan.Radius(
                        share(
                                146,
                                "alice.mendez@example.com",
                                41,
                                "svc-payments@example.com",
                                22,
                                "j.okafor@example.com",
                                9,
                                "lin.wei@example.com",
                                8),
                        share(3, "203.0.113.0/24", 204, "198.51.100.0/24", 121, "192.0.2.0/24", 60),
                        share(7, "Chrome · macOS", 190, "Firefox · Windows", 88, "Safari · iPadOS", 52, "curl", 22),
                        share(9, "orders:read", 371, "billing", 77, "reports", 31, "admin", 4),
                        290,
                        4),
                null);
    }

    private static RevocationPlan.Share share(int count, Object... top) {
        List<RevocationPlan.Top> tops = new ArrayList<>();
        for (int i = 0; i < top.length; i += 2) {
            tops.add(new RevocationPlan.Top((String) top[i], (Integer) top[i + 1]));
        }
        return new RevocationPlan.Share(count, tops);
    }

    /** Plans what it was given; does it, or, without a receipt, works on it until it fails. */
    private static final class StagedRevocation implements RevocationAccess {
        private final RevocationPlan plan;
        private final @Nullable Receipt receipt;
        private final CountDownLatch failing = new CountDownLatch(1);
        private final AtomicInteger planned = new AtomicInteger();

        StagedRevocation(RevocationPlan plan, @Nullable Receipt receipt) {
            this.plan = plan;
            this.receipt = receipt;
        }

        void fail() {
            failing.countDown();
        }

        @Override
        public RevocationPlan plan(RevocationRequest request) {
            return new RevocationPlan(
                    plan.plan() + planned.incrementAndGet(),
                    plan.expiresAt(),
                    Objects.requireNonNull(request.action()),
                    plan.matched(),
                    plan.notFound(),
                    plan.alreadyEnded(),
                    plan.ownSession(),
                    plan.radius(),
                    null);
        }

        @Override
        public Receipt execute(RevocationPlan now, String reason, Consumer<RevocationView> onProgress) {
            if (receipt != null) {
                return receipt;
            }
            onProgress.accept(new RevocationView(
                    new UUID(1, 2),
                    RevocationView.State.RUNNING,
                    now.action(),
                    People.NOW,
                    "nadia",
                    reason,
                    385_000,
                    12_400,
                    null));
            try {
                failing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new ClientException.Unreachable(
                    ClientException.Cause.TIMEOUT, URI.create("http://localhost:1"), new IOException("late"));
        }

        @Override
        public RevokedSessionPage sessions(UUID revocation, @Nullable UUID after, int limit) {
            return new RevokedSessionPage(
                    IntStream.range(0, 385)
                            .mapToObj(i -> new RevokedSessionPage.Item(
                                    new UUID(0x0199f3a871c47d0eL, 0x9b1f4c3344556677L + i),
                                    i == 4 || i == 7 ? RevocationResult.ALREADY_ENDED : RevocationResult.ENDED))
                            .toList(),
                    null);
        }
    }

    @AfterEach
    void close() throws Exception {
        fx(() -> {
            screen.close();
            model.close();
            stage.close();
            return null;
        });
    }

    private void show(FakeSource source, Theme theme, int width, int height) throws Exception {
        FxToolkit.registerPrimaryStage();
        fx(() -> {
            model = new SessionsModel(source, People.own(), () -> People.NOW, Platform::runLater);
            screen = new SessionsScreen(
                    model, client, People.own(), _ -> () -> {}, Remembered.nothing(), FileChoice.DESKTOP, clock);
            StackPane.setMargin(screen.root(), FRAME);
            Scene scene = new Scene(new StackPane(screen.root()), width, height);
            theme.dress(scene);
            stage = new Stage();
            stage.setScene(scene);
            stage.show();
            return null;
        });
    }

    private void picture(String name, Theme theme, int width, int height) throws Exception {
        WaitForAsyncUtils.waitForFxEvents();
        fx(() -> {
            stage.getScene().getRoot().applyCss();
            stage.getScene().getRoot().layout();
            WritableImage image = stage.getScene().snapshot(null);
            write(
                    image,
                    Path.of(
                            "target/gallery",
                            name + "-" + theme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width + "x" + height
                                    + ".png"));
            return null;
        });
    }

    private static void write(WritableImage image, Path file) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        PixelReader pixels = image.getPixelReader();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                copy.setRGB(x, y, pixels.getArgb(x, y));
            }
        }
        try {
            Files.createDirectories(file.getParent());
            ImageIO.write(copy, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void key(KeyCode code) {
        TableView<?> table = (TableView<?>) screen.root().lookup(".sessions-table");
        table.requestFocus();
        table.fireEvent(key(code, KeyEvent.KEY_PRESSED));
    }

    private static KeyEvent key(KeyCode code, javafx.event.EventType<KeyEvent> type) {
        return new KeyEvent(type, "", "", code, false, false, false, false);
    }

    private int horizontalScrollBars() {
        return (int) screen.root().lookupAll(".scroll-bar").stream()
                .filter(node -> node instanceof ScrollBar bar
                        && bar.getOrientation() == javafx.geometry.Orientation.HORIZONTAL
                        && bar.isVisible()
                        && shown(bar))
                .count();
    }

    /** Bars of limits that the words beside them nearly touch. */
    private long barsTooNear() {
        return screen.root().lookupAll(".limit-cell .time-bar").stream()
                .filter(SessionsGalleryTest::shown)
                .filter(bar -> bar.getParent().lookup(".label") instanceof Label words
                        && words.getLayoutX()
                                        - bar.getLayoutX()
                                        - bar.getLayoutBounds().getWidth()
                                < 7.5)
                .count();
    }

    private List<String> cutHeaders() {
        return cut(".column-header > .label");
    }

    private List<String> cut(String labels) {
        return screen.root().lookupAll(labels).stream()
                .map(Label.class::cast)
                .filter(label -> label.getText() != null && shown(label))
                .filter(label -> label.lookup(".text") instanceof Text text
                        && !text.getText().equals(label.getText()))
                .map(Label::getText)
                .toList();
    }

    private List<String> words() {
        return stage.getScene().getRoot().lookupAll(".text").stream()
                .filter(SessionsGalleryTest::shown)
                .map(node -> node instanceof Text text ? text.getText() : "")
                .toList();
    }

    private static boolean shown(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static <T> T fx(Callable<T> task) throws Exception {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, task);
    }
}
