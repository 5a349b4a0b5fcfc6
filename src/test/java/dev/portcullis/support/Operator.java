package dev.portcullis.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.console.ConsoleOptions;
import dev.portcullis.console.ConsoleWindow;
import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.login.ServerConnector;
import dev.portcullis.console.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Who sits at the console's window, with a keyboard and eyes: what they do are keys, which go to whatever has the focus, and what they know is what is shown.
 * Nothing is fired, set or asked of a model.
 */
public final class Operator implements AutoCloseable {
    /** Of a machine that has much else to do. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final FxRobot robot = new FastRobot();
    private final ConsoleWindow window;

    private Operator(ConsoleWindow window) {
        this.window = window;
    }

    /**
     * Opens the window, in which nothing is filled in.
     *
     * @param directory where the settings are kept
     */
    public static Operator sitDown(Path directory, int width, int height) {
        try {
            FxToolkit.registerPrimaryStage();
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
        SettingsFile settings = new SettingsFile(directory.resolve("settings"));
        ConsoleOptions options =
                new ConsoleOptions(null, null, null, ThemeChoice.DARK, new ConsoleOptions.Size(width, height));
        return new Operator(fx(() -> {
            ConsoleWindow window = new ConsoleWindow(new Stage(), options, null, null, settings, new ServerConnector());
            window.open();
            return window;
        }));
    }

    /** Logs in from where the cursor is at first. */
    public void logIn(String server, String email, String password) {
        awaitFocus("login-server");
        type(server);
        press(KeyCode.TAB);
        awaitFocus("login-email");
        type(email);
        press(KeyCode.TAB);
        awaitFocus("login-password");
        type(password);
        press(KeyCode.ENTER);
    }

    /** Writes, a key at a time. */
    public void type(String text) {
        robot.write(text);
    }

    /** Presses these together, the last of them while the others are held. */
    public void press(KeyCode... keys) {
        List<KeyCode> held = List.of(keys).subList(0, keys.length - 1);
        held.forEach(robot::press);
        robot.type(keys[keys.length - 1]);
        held.reversed().forEach(robot::release);
    }

    /** Goes on with {@code Tab} until this has the focus, as somebody does who looks where it is. */
    public void tabTo(String id) {
        for (int i = 0; i < 60 && !focusIsOn(id); i++) {
            press(KeyCode.TAB);
        }
        awaitFocus(id);
    }

    /** Waits until this has the focus. */
    public void awaitFocus(String id) {
        awaiting("the focus", () -> assertThat(focus()).isEqualTo(id));
    }

    /** Waits until this is seen. */
    public void awaitShown(String selector) {
        awaiting(selector, () -> assertThat(shows(selector)).isTrue());
    }

    /** Waits until this is not seen any more. */
    public void awaitGone(String selector) {
        awaiting(selector + " to go", () -> assertThat(shows(selector)).isFalse());
    }

    /** Waits until these words are read somewhere within. */
    public void awaitWords(String selector, String words) {
        awaiting(selector, () -> assertThat(words(selector)).contains(words));
    }

    /** Whether this is seen. */
    public boolean shows(String selector) {
        return fx(() -> seen(selector) != null);
    }

    /** All that is read within; empty if it is not seen. */
    public String words(String selector) {
        return fx(() -> {
            Node place = seen(selector);
            return place == null
                    ? ""
                    : String.join(
                            " ",
                            place.lookupAll(".text").stream()
                                    .filter(Gallery::shown)
                                    .map(node -> node instanceof Text text ? text.getText() : "")
                                    .toList());
        });
    }

    /** What has been written into this. */
    public String written(String selector) {
        return fx(() -> seen(selector) instanceof TextInputControl input ? input.getText() : "");
    }

    /** What is asked for is waited for; if it does not come, a picture shows what was there instead. */
    private void awaiting(String what, ThrowingRunnable seen) {
        try {
            await(what).atMost(PATIENCE).untilAsserted(seen);
        } catch (ConditionTimeoutException e) {
            try {
                Pictures.write(fx(() -> scene().snapshot(null)), Path.of("target", "incident", "missing.png"));
            } catch (IOException picture) {
                e.addSuppressed(picture);
            }
            throw e;
        }
    }

    /** Has a picture taken of what is seen now, in both themes. The theme is changed by its key. */
    public void picture(Path file) throws IOException {
        for (String theme : List.of("dark", "light")) {
            WaitForAsyncUtils.waitForFxEvents();
            Image image = fx(() -> {
                scene().getRoot().applyCss();
                scene().getRoot().layout();
                return scene().snapshot(null);
            });
            Pictures.write(image, file.resolveSibling(file.getFileName() + "-" + theme + ".png"));
            press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
        }
    }

    private boolean focusIsOn(String id) {
        return id.equals(focus());
    }

    private String focus() {
        return fx(() -> {
            Node owner = scene().getFocusOwner();
            return owner == null ? "nothing" : owner.getId() == null ? owner.toString() : owner.getId();
        });
    }

    private @Nullable Node seen(String selector) {
        Node found = scene().lookup(selector);
        return found != null && Gallery.shown(found) ? found : null;
    }

    private Scene scene() {
        return window.scene();
    }

    private static <T> T fx(Callable<T> task) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, task);
    }

    /** Closes the window. */
    @Override
    public void close() {
        fx(() -> {
            window.close();
            return true;
        });
        try {
            window.awaitLogOut();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
