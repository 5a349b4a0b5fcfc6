package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Theme;
import dev.portcullis.support.FastRobot;
import dev.portcullis.support.TestServer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TablePosition;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The screen on the real server: other clients act, the table follows by itself; the keyboard ends sessions. */
@SuppressWarnings("NullAway.Init") // JUnit's life cycle sets them
class SessionsScreenTest {
    private static TestServer server;

    private final FxRobot robot = new FastRobot();
    private PortcullisClient operator;
    private SessionView own;
    private SessionsModel model;
    private SessionsScreen screen;
    private Stage stage;
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private TableView<?> table;

    @BeforeAll
    static void startServer() {
        server = TestServer.start();
        server.account("alice@example.com", "orders:read", "billing");
        server.account("bob@example.com", "orders:read");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void open() throws Exception {
        FxToolkit.registerPrimaryStage();
        operator = server.admin();
        own = operator.current();
        fx(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((_, failure) -> failures.add(failure));
            model = new SessionsModel(operator, own);
            screen = new SessionsScreen(model, operator, own, null);
            Scene scene = new Scene(new StackPane(screen.root()), 1440, 900);
            Theme.DARK.dress(scene);
            stage = new Stage();
            stage.setScene(scene);
            stage.show();
            screen.focusTable();
            return null;
        });
        await().until(() -> fx(() -> model.liveProperty().get()) == LiveState.LIVE);
        await().until(() -> row(own).isPresent());
        await().until(() ->
                fx(() -> screen.root().lookup(".sessions-table") instanceof TableView<?> there && there.isFocused()));
        table = (TableView<?>) fx(() -> screen.root().lookup(".sessions-table"));
    }

    @AfterEach
    void close() throws Exception {
        fx(() -> {
            screen.close();
            model.close();
            stage.close();
            return null;
        });
        operator.logOut();
        operator.close();
        assertThat(failures).isEmpty();
    }

    @Test
    void aSessionAppearsAndEndsInItsPlaceByItself() throws Exception {
        try (PortcullisClient alice = server.loggedIn("alice@example.com")) {
            SessionView session = alice.current();
            await().until(() -> row(session).isPresent());
            assertThat(row(session).orElseThrow().fresh()).isTrue();
            await().until(() -> words().contains("alice"));
            alice.logOut();
            await().until(() -> row(session).filter(Row::ended).isPresent());
            assertThat(row(session).orElseThrow().session().endReason()).isEqualTo(EndReason.LOGOUT);
            await().until(() -> row(session).isEmpty());
        }
    }

    @Test
    void theSearchLeavesOnlyWhatMatches() throws Exception {
        try (PortcullisClient alice = server.loggedIn("alice@example.com");
                PortcullisClient bob = server.loggedIn("bob@example.com")) {
            SessionView hers = alice.current();
            SessionView his = bob.current();
            await().until(() -> row(hers).isPresent() && row(his).isPresent());
            fx(() -> {
                model.searchProperty().set("alice permission:billing");
                return null;
            });
            await().until(() -> row(his).isEmpty() && row(hers).isPresent());
            assertThat(fx(() -> model.totalProperty().get()))
                    .isGreaterThan(fx(() -> model.shownProperty().get()).longValue());
            select(hers);
            fx(() -> {
                model.searchProperty().set("no such thing");
                return null;
            });
            await().until(() -> words().contains("Nothing matches “no such thing”."));
            assertThat(selected()).isEmpty();
            assertThat(fx(() -> table.getSelectionModel().getSelectedItems().size()))
                    .isZero();
        }
    }

    @Test
    void theKeyboardEndsTheSelectedSessionEverywhere() throws Exception {
        try (PortcullisClient alice = server.loggedIn("alice@example.com")) {
            SessionView session = alice.current();
            await().until(() -> row(session).isPresent());
            select(session);
            press(KeyCode.DELETE);
            await().until(() -> words().contains("End 1 session?"));
            assertThat(fx(() -> stage.getScene().getFocusOwner())).isInstanceOf(TextField.class);
            press(KeyCode.ENTER);
            assertThat(operator.session(session.handle()).state()).isEqualTo(SessionState.ACTIVE);
            robot.write("stolen laptop");
            press(KeyCode.ENTER);
            await().until(() -> words().contains("1 session ended everywhere"));
            assertThat(alice.verify()).isFalse();
            SessionView ended = operator.session(session.handle());
            assertThat(ended.endReason()).isEqualTo(EndReason.REVOKED);
            assertThat(ended.endNote()).isEqualTo("stolen laptop");
            assertThat(ended.endedBy()).isEqualTo(TestServer.ADMIN);
            await().until(() -> words().stream().anyMatch(word -> word.startsWith("Ended: revoked")));
        }
    }

    @Test
    void theOwnSessionIsLeftOutOfWhatIsEndedTogether() throws Exception {
        try (PortcullisClient alice = server.loggedIn("alice@example.com")) {
            SessionView session = alice.current();
            await().until(() -> row(session).isPresent());
            fx(() -> {
                model.searchProperty().set("");
                screen.focusTable();
                return null;
            });
            robot.press(KeyCode.SHORTCUT).press(KeyCode.A).release(KeyCode.A).release(KeyCode.SHORTCUT);
            await().until(() -> fx(() -> model.selectedCountProperty().get()) >= 2);
            press(KeyCode.DELETE);
            await().until(() -> words().contains("your own session is left out"));
            robot.write("drill");
            press(KeyCode.ENTER);
            await().until(() -> words().stream().anyMatch(word -> word.endsWith("ended everywhere")));
            assertThat(alice.verify()).isFalse();
            assertThat(operator.verify()).isTrue();
        }
    }

    @Test
    void escapeLeavesTheDialogAndThenTheSelection() throws Exception {
        select(own);
        press(KeyCode.DELETE);
        await().until(() -> words().contains("This is your own session: you will be logged out."));
        press(KeyCode.ESCAPE);
        await().until(() -> !words().contains("End 1 session?"));
        assertThat(fx(() -> model.selectedCountProperty().get())).isEqualTo(1);
        assertThat(fx(() -> stage.getScene().getFocusOwner())).isSameAs(table);
        press(KeyCode.ESCAPE);
        await().until(() -> fx(() -> model.selectedCountProperty().get()) == 0);
        assertThat(operator.verify()).isTrue();
    }

    @Test
    void fromTheDetailsOneCanEndTheSessionOrGoBackToTheTable() throws Exception {
        select(own);
        press(KeyCode.ENTER);
        await("the details, which come after the table").until(() -> !fx(() -> table.isFocused()));
        press(KeyCode.DELETE);
        await().until(() -> words().contains("End 1 session?"));
        press(KeyCode.ESCAPE);
        await().until(() -> !words().contains("End 1 session?"));
        press(KeyCode.ESCAPE);
        assertThat(fx(() -> table.isFocused())).isTrue();
        assertThat(selected()).containsExactly(own.handle());
    }

    @Test
    void detailsThatLieOverTheTableAreClosedByEscapeAndDockWhereThereIsRoom() throws Exception {
        width(1000);
        select(own);
        assertThat(words()).doesNotContain("Details");
        press(KeyCode.ENTER);
        await().until(() -> words().contains("Details"));
        press(KeyCode.ESCAPE);
        assertThat(words()).doesNotContain("Details", "Idle limit of 30 min");
        assertThat(fx(() -> table.isFocused())).isTrue();
        assertThat(selected()).containsExactly(own.handle());
        press(KeyCode.ENTER);
        fx(() -> {
            ((javafx.scene.control.Button) screen.root().lookup(".detail-close")).fire();
            return null;
        });
        assertThat(fx(() -> screen.root().lookup(".detail"))).isNull();
        press(KeyCode.ENTER);
        assertThat(fx(() -> screen.root().lookup(".table-pane .detail"))).isNotNull();
        width(1440);
        await().until(() -> fx(() -> screen.root().lookup(".table-pane .detail") == null));
        assertThat(fx(() -> screen.root().lookup(".panes .detail"))).isNotNull();
        assertThat(words()).doesNotContain("Details");
    }

    @Test
    void theTableTakesTheKeyboardWithTheFirstRowThatAnswersTheSearch() throws Exception {
        try (PortcullisClient alice = server.loggedIn("alice@example.com");
                PortcullisClient bob = server.loggedIn("bob@example.com")) {
            SessionView hers = alice.current();
            SessionView his = bob.current();
            await().until(() -> row(hers).isPresent() && row(his).isPresent());
            fx(() -> {
                model.selection().clear();
                model.searchProperty().set("alice");
                screen.focusTable();
                return null;
            });
            await().until(() -> !selected().isEmpty());
            assertThat(fx(() -> model.matchedProperty().get())).isEqualTo("alice");
            assertThat(selected())
                    .containsExactly(fx(() -> model.rows().getFirst().handle()));
            press(KeyCode.ESCAPE);
            assertThat(selected()).isEmpty();
            assertThat(fx(() -> model.searchProperty().get())).isEqualTo("alice");
            press(KeyCode.ESCAPE);
            assertThat(fx(() -> model.searchProperty().get())).isEmpty();
        }
    }

    private void width(double width) throws Exception {
        fx(() -> {
            stage.setWidth(width);
            return null;
        });
        await().until(() -> fx(() -> stage.getScene().getWidth() == width));
    }

    @Test
    void shiftAndArrowSelectARangeThatStaysWithItsSessions() throws Exception {
        try (PortcullisClient alice = server.loggedIn("alice@example.com");
                PortcullisClient bob = server.loggedIn("bob@example.com")) {
            SessionView hers = alice.current();
            SessionView his = bob.current();
            await().until(() -> row(hers).isPresent() && row(his).isPresent());
            select(his);
            robot.press(KeyCode.SHIFT).press(KeyCode.DOWN).release(KeyCode.DOWN).release(KeyCode.SHIFT);
            await().until(() -> fx(() -> model.selectedCountProperty().get()) == 2);
            assertThat(selected()).containsExactly(his.handle(), hers.handle());
            try (PortcullisClient another = server.loggedIn("bob@example.com")) {
                SessionView newest = another.current();
                await().until(() -> row(newest).isPresent());
                assertThat(selected()).containsExactly(his.handle(), hers.handle());
            }
        }
    }

    private List<java.util.UUID> selected() throws Exception {
        return fx(() -> model.selection().rows().stream().map(Row::handle).toList());
    }

    private void select(SessionView session) throws Exception {
        fx(() -> {
            int place = model.rows().stream().map(Row::handle).toList().indexOf(session.handle());
            table.requestFocus();
            table.getSelectionModel().clearAndSelect(place);
            // As JavaFX does at a click: a range begins at this row, which may have been the selected one before.
            table.getProperties().put("anchor", new TablePosition<>(table, place, null));
            return null;
        });
    }

    private void press(KeyCode key) {
        robot.press(key).release(key);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private Optional<Row> row(SessionView session) throws Exception {
        return fx(() -> model.rows().stream()
                .filter(row -> row.handle().equals(session.handle()))
                .findFirst());
    }

    private List<String> words() throws Exception {
        return fx(() -> stage.getScene().getRoot().lookupAll(".text").stream()
                .filter(SessionsScreenTest::shown)
                .map(node -> node instanceof Text text ? text.getText() : "")
                .toList());
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
