package dev.portcullis.console;

import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.login.ServerConnector;
import dev.portcullis.console.settings.SettingsFile;
import dev.portcullis.support.FastRobot;
import dev.portcullis.support.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Somebody at the console, logged in at a real server, with a keyboard. */
final class Sitting implements AutoCloseable {
    final FxRobot robot = new FastRobot();
    private final ConsoleWindow window;

    Sitting(TestServer server, String email, String password, Path settings) throws TimeoutException {
        this(server.uri().toString(), email, password, settings, FileChoice.DESKTOP);
    }

    /** @param server its address, which may be that of something between */
    Sitting(String server, String email, String password, Path settings, FileChoice files) throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        window = fx(() -> {
            ConsoleOptions options =
                    new ConsoleOptions(server, email, password, ThemeChoice.DARK, new ConsoleOptions.Size(1440, 900));
            ConsoleWindow fresh = new ConsoleWindow(
                    new Stage(), options, null, null, new SettingsFile(settings), new ServerConnector(), files);
            fresh.open();
            return fresh;
        });
        await("the login").until(() -> isShown("#login-button"));
        fire("#login-button");
        await("the table").until(() -> isShown("#table") && rows("#table") >= 1);
    }

    /** What is waited for comes in a moment; on a busy machine, in some more. */
    static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(60));
    }

    void shortcut(KeyCode code) {
        robot.press(KeyCode.CONTROL).type(code).release(KeyCode.CONTROL);
    }

    void fire(String button) {
        fx(() -> {
            ((Button) find(button)).fire();
            return true;
        });
    }

    void fill(String field, String text) {
        fx(() -> {
            TextInputControl input = (TextInputControl) find(field);
            input.requestFocus();
            input.selectAll();
            return true;
        });
        robot.write(text);
    }

    int rows(String table) {
        return fx(() -> ((TableView<?>) find(table)).getItems().size());
    }

    void select(String table, int row) {
        fx(() -> {
            TableView<?> view = (TableView<?>) find(table);
            view.requestFocus();
            view.getSelectionModel().clearAndSelect(row);
            return true;
        });
    }

    String text(String selector) {
        return fx(() -> window.scene().lookup(selector) instanceof Labeled label ? label.getText() : "");
    }

    boolean focusIsOn(String id) {
        return fx(() -> window.scene().getFocusOwner() != null
                && id.equals(window.scene().getFocusOwner().getId()));
    }

    boolean isDisabled(String selector) {
        return fx(() -> find(selector).isDisabled());
    }

    boolean isShown(String selector) {
        return fx(() -> {
            Node found = window.scene().lookup(selector);
            Node node = found;
            while (node != null && node.isVisible()) {
                node = node.getParent();
            }
            return found != null && node == null;
        });
    }

    Node find(String selector) {
        return Objects.requireNonNull(window.scene().lookup(selector), selector);
    }

    /** What a window manager does when its cross is clicked. */
    void requestClose() {
        fx(() -> {
            Window there = window.scene().getWindow();
            Event.fireEvent(there, new WindowEvent(there, WindowEvent.WINDOW_CLOSE_REQUEST));
            return true;
        });
    }

    /** Whether the window is there. */
    boolean isOpen() {
        return fx(() ->
                window.scene().getWindow() != null && window.scene().getWindow().isShowing());
    }

    static <T> T fx(Callable<T> call) {
        return WaitForAsyncUtils.waitForAsyncFx(30_000, call);
    }

    @Override
    public void close() throws InterruptedException {
        fx(() -> {
            window.close();
            return true;
        });
        window.awaitLogOut();
    }
}
