package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.ExportManifest;
import dev.portcullis.api.Json;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.desk.Remembered;
import dev.portcullis.support.FastRobot;
import dev.portcullis.support.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** An operator's way through the table on the real server, by keyboard: columns and views that outlast the stay, the past, and a copy of it. */
@SuppressWarnings("NullAway.Init") // JUnit's life cycle sets them
class TableScenarioTest {
    private static TestServer server;

    private final FastRobot robot = new FastRobot();
    private final Remembered remembered = Remembered.nothing();

    @TempDir
    Path folder;

    private PortcullisClient operator;
    private SessionsModel model;
    private SessionsScreen screen;
    private Stage stage;

    @BeforeAll
    static void startServer() {
        server = TestServer.start();
        server.account("alice@example.com", "orders:read");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void logIn() throws Exception {
        FxToolkit.registerPrimaryStage();
        operator = server.admin();
        open();
    }

    @AfterEach
    void leave() throws Exception {
        close();
        operator.logOut();
        operator.close();
    }

    @Test
    void columnsAndViewsAreChosenByKeyboardAndAreThereTheNextTime() throws Exception {
        server.sessions("alice@example.com", 3);
        robot.write("c");
        ListView<?> list = shown(ListView.class, "#columns-list");
        press(KeyCode.DOWN, KeyCode.SPACE); // without the device
        fx(() -> {
            list.getSelectionModel().select(List.of(Ordering.Key.values()).indexOf(Ordering.Key.VERSION));
            return true;
        });
        press(KeyCode.SPACE, KeyCode.ENTER); // with the version, by which it is sorted
        together(KeyCode.ALT, KeyCode.UP);
        press(KeyCode.ESCAPE);
        assertThat(fx(() -> screen.root().getScene().lookup("#columns"))).isNull();
        assertThat(titles()).contains("Version").doesNotContain("Device");
        assertThat(fx(() -> model.orderingProperty().get())).isEqualTo(new Ordering(Ordering.Key.VERSION, false));

        fx(() -> {
            model.searchProperty().set("user:alice");
            return true;
        });
        together(KeyCode.SHORTCUT, KeyCode.S);
        TextField name = shown(TextField.class, "#view-name");
        await().until(() -> fx(name::isFocused));
        robot.write("Alice");
        press(KeyCode.ENTER);
        await().until(() -> fx(() -> remembered.questions().get().view("alice").isPresent()));

        close();
        open();
        assertThat(titles()).doesNotContain("Device");
        assertThat(fx(() -> model.searchProperty().get())).isEmpty();
        robot.write("v");
        shown(ListView.class, "#views-list");
        press(KeyCode.ENTER);
        await().until(() -> fx(() -> model.matchedProperty().get()).equals("user:alice"));
        await().until(() -> fx(() -> model.rows().size()) == 3);
        assertThat(titles()).contains("Version");
    }

    @Test
    void aColumnThatIsMadeWiderStaysSo() throws Exception {
        assertThat(titles()).startsWith("User", "Device", "Address");
        double before = width("User");
        mouse(MouseEvent.MOUSE_PRESSED);
        fx(() -> {
            widen((TableView<?>) screen.root().lookup(".sessions-table"), "User", 60);
            return true;
        });
        mouse(MouseEvent.MOUSE_RELEASED);
        await().until(() -> !fx(() -> remembered.arrangement().get().columns()).isEmpty());
        double wider = width("User");
        assertThat(wider).isGreaterThan(before + 30);
    }

    @Test
    void aColumnThatIsDraggedElsewhereStaysThere() throws Exception {
        assertThat(titles()).startsWith("User", "Device", "Address");
        robot.dragOnto(header("Device"), header("Seen"));
        await().until(() -> titles().indexOf("Device") > titles().indexOf("Address"));
        List<String> dragged = titles();
        assertThat(dragged).startsWith("User", "Address");
        assertThat(fx(() -> model.orderingProperty().get()))
                .as("it was no click")
                .isEqualTo(Ordering.NEWEST);

        close();
        open();
        assertThat(titles()).as("the next time").isEqualTo(dragged);
    }

    private Node header(String title) {
        return fx(() -> screen.root().lookupAll(".sessions-table .column-header").stream()
                .filter(each -> each.lookup(".label") instanceof Labeled label && title.equals(label.getText()))
                .findFirst()
                .orElseThrow());
    }

    /** Takes hold of a header's edge, or lets go of it: what the table itself makes of such a drag is not ours to test. */
    private void mouse(EventType<MouseEvent> type) {
        fx(() -> {
            Node header = screen.root().lookup(".column-header-background");
            header.fireEvent(new MouseEvent(
                    type,
                    0,
                    0,
                    0,
                    0,
                    MouseButton.PRIMARY,
                    1,
                    false,
                    false,
                    false,
                    false,
                    true,
                    false,
                    false,
                    true,
                    false,
                    true,
                    null));
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static <R> void widen(TableView<R> table, String title, double by) {
        TableColumn<R, ?> column = table.getVisibleLeafColumns().stream()
                .filter(each -> each.getText().equals(title))
                .findFirst()
                .orElseThrow();
        table.resizeColumn(column, by);
    }

    private double width(String title) {
        WaitForAsyncUtils.waitForFxEvents();
        return fx(() -> ((TableView<?>) screen.root().lookup(".sessions-table"))
                .getVisibleLeafColumns().stream()
                        .filter(column -> title.equals(column.getText()))
                        .findFirst()
                        .orElseThrow()
                        .getWidth());
    }

    @Test
    void thePastIsLookedAtAndCopiedAndLeft() throws Exception {
        UUID gone = server.sessions("alice@example.com", 1).getFirst();
        server.age(
                gone.toString(),
                "created_at = now() - interval '3 hours', idle_expires_at = now() - interval '30 minutes',"
                        + " ended_at = now() - interval '30 minutes', end_reason = 'idle'");
        fx(() -> {
            model.searchProperty().set("user:alice handle:" + gone);
            return true;
        });
        await().until(() -> fx(() -> model.matchedProperty().get()).contains(gone.toString()));
        assertThat(fx(() -> model.rows().isEmpty())).isTrue();
        robot.write("t");
        TextField typed = shown(TextField.class, "#as-of-typed");
        await().until(() -> fx(typed::isFocused));
        robot.write("-2h");
        press(KeyCode.ENTER);
        await().until(() -> fx(() -> model.rows().size()) == 1);
        assertThat(fx(() -> model.rows().getFirst().handle())).isEqualTo(gone);
        assertThat(fx(() -> shownNow("#notice"))).isTrue();
        fx(() -> {
            screen.focusTable();
            return true;
        });
        press(KeyCode.DELETE);
        assertThat(fx(() -> screen.root().getScene().lookup(".dialog")))
                .as("nothing ends there")
                .isNull();

        together(KeyCode.SHORTCUT, KeyCode.E);
        await().until(() -> fx(() -> shownNow("#session-exports .alert.ok")));
        Path file = only(".csv");
        assertThat(Files.readString(file)).contains(gone.toString());
        ExportManifest manifest = Json.read(
                Files.readAllBytes(folder.resolve(file.getFileName() + ".manifest.json")), ExportManifest.class);
        assertThat(manifest.asOf())
                .isEqualTo(fx(() -> model.thenProperty().get()).truncatedTo(java.time.temporal.ChronoUnit.MICROS));
        operator.exports().check(file, manifest);

        fx(() -> {
            model.selection().clear();
            return true;
        });
        press(KeyCode.ESCAPE);
        await().until(() -> fx(() -> model.thenProperty().get() == null));
        await().until(() -> fx(() -> model.rows().isEmpty()));
    }

    private void open() throws Exception {
        var own = operator.current();
        fx(() -> {
            model = new SessionsModel(operator, own);
            screen = new SessionsScreen(
                    model,
                    operator,
                    own,
                    null,
                    remembered,
                    (_, _, name) -> Optional.of(folder.resolve(name)),
                    new UiClock(operator::clockOffset));
            Scene scene = new Scene(new StackPane(screen.root()), 1440, 900);
            Theme.DARK.dress(scene);
            stage = new Stage();
            stage.setScene(scene);
            stage.show();
            screen.focusTable();
            return true;
        });
        await().until(() -> fx(() -> model.liveProperty().get()) == LiveState.LIVE);
        await().until(() -> fx(() -> !model.rows().isEmpty()));
        await().until(() ->
                fx(() -> screen.root().lookup(".sessions-table") instanceof TableView<?> table && table.isFocused()));
    }

    private void close() throws Exception {
        fx(() -> {
            screen.close();
            model.close();
            stage.close();
            return true;
        });
    }

    private List<String> titles() throws Exception {
        WaitForAsyncUtils.waitForFxEvents();
        return fx(() -> ((TableView<?>) screen.root().lookup(".sessions-table"))
                .getVisibleLeafColumns().stream().map(TableColumnBase::getText).toList());
    }

    private <T extends Node> T shown(Class<T> type, String selector) {
        await().until(() -> fx(() -> shownNow(selector)));
        return type.cast(
                WaitForAsyncUtils.waitForAsyncFx(20_000, () -> stage.getScene().lookup(selector)));
    }

    private boolean shownNow(String selector) {
        Node node = stage.getScene().lookup(selector);
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return node != null;
    }

    private Path only(String ending) throws Exception {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .reduce((_, _) -> {
                        throw new AssertionError("there are several");
                    })
                    .orElseThrow();
        }
    }

    private void press(KeyCode... keys) {
        for (KeyCode key : keys) {
            robot.press(key).release(key);
            WaitForAsyncUtils.waitForFxEvents();
        }
    }

    private void together(KeyCode held, KeyCode key) {
        robot.press(held).press(key).release(key).release(held);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static <T> T fx(Callable<T> task) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, task);
    }
}
