package dev.portcullis.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.LoginRequest;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.login.ServerConnector;
import dev.portcullis.console.settings.SettingsFile;
import dev.portcullis.support.FastRobot;
import dev.portcullis.support.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import javafx.event.Event;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Popup;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** What an operator is told of a real server while they look elsewhere. */
class NoticesTest {
    private final TestServer server = TestServer.start();
    private final FxRobot robot = new FastRobot();

    @TempDir
    Path directory;

    private @Nullable ConsoleWindow window;

    @BeforeEach
    void open() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        server.guesses(3, 100);
        window = fx(() -> {
            ConsoleOptions options = new ConsoleOptions(
                    server.uri().toString(),
                    TestServer.ADMIN,
                    TestServer.ADMIN_PASSWORD,
                    ThemeChoice.DARK,
                    new ConsoleOptions.Size(1000, 700));
            ConsoleWindow fresh = new ConsoleWindow(
                    new Stage(),
                    options,
                    null,
                    null,
                    new SettingsFile(directory.resolve("settings")),
                    new ServerConnector());
            fresh.open();
            return fresh;
        });
        press("#login-button");
        await().until(() -> isShown("#table") && text("#state").equals("Live"));
    }

    @AfterEach
    void close() throws InterruptedException {
        ConsoleWindow open = window();
        fx(() -> {
            open.close();
            return true;
        });
        open.awaitLogOut();
        server.close();
    }

    @Test
    void whatHappensIsToldInTheCornerAndInTheListAndCanBeActedOnByKeyboard() {
        server.account("bob@example.com", "sessions:read", "sessions:revoke");
        server.account("alice@example.com");
        guess("203.0.113.7");

        await("a notification").until(() -> popups().size() == 1);
        assertThat(popups()).containsExactly("Passwords are being guessed from 203.0.113.7");
        assertThat(fx(NoticesTest::onScreen)).as("the window is in front").isEmpty();
        assertThat(fx(() ->
                        Objects.requireNonNull(window().scene().getFocusOwner()).getId()))
                .as("the keyboard stays where it is")
                .isEqualTo("table");

        try (PortcullisClient bob = server.loggedIn("bob@example.com");
                PortcullisClient alice = server.loggedIn("alice@example.com")) {
            bob.revoke(List.of(alice.current().handle()), "Left open");
        }
        await("another").until(() -> popups().size() == 2);
        assertThat(popups())
                .as("what comes does not move what is there")
                .containsExactly("bob@example.com ended sessions", "Passwords are being guessed from 203.0.113.7");
        assertThat(text("#notices-open")).isEqualTo("2");
        robot.clickOn(".notice-card.guessing .notice-close");
        await("one less").until(() -> popups().size() == 1);
        assertThat(fx(() ->
                        Objects.requireNonNull(window().scene().getFocusOwner()).getId()))
                .as("a click takes nothing from the keyboard")
                .isEqualTo("table");

        shortcut(KeyCode.J);
        await("the list").until(() -> focusIsOn("notices-list"));
        assertThat(fx(() -> ((ListView<?>) find("#notices-list")).getItems().size()))
                .isEqualTo(2);
        robot.type(KeyCode.DOWN, KeyCode.ENTER);
        await("who is in from there").until(() -> typed("#search").equals("ip:203.0.113.7"));
        assertThat(isShown("#notices")).isFalse();
        assertThat(text("#notices-open")).isEmpty();

        robot.press(KeyCode.CONTROL, KeyCode.SHIFT).type(KeyCode.J).release(KeyCode.SHIFT, KeyCode.CONTROL);
        await("what bob ended").until(() -> typed("#search").equals("by:\"bob@example.com\" ended>-1h"));
        await().until(() -> text("#count").startsWith("1 of "));
    }

    /** By ControlsFX, in a window of its own; a click leads to the console. */
    @Test
    void whileTheWindowIsNotInFrontItIsToldOnTheScreen() {
        Stage stage = (Stage) fx(() -> window().scene().getWindow());
        fx(() -> {
            stage.setIconified(true);
            return true;
        });
        guess("203.0.113.7");
        await("it on the screen").until(() -> fx(() -> onScreen().size()) == 1);
        Node told = fx(() -> onScreen().getFirst());
        Rectangle2D screen = Screen.getPrimary().getBounds();
        await("it within the screen")
                .until(() -> fx(() -> screen.contains(
                        told.getScene().getWindow().getX(),
                        told.getScene().getWindow().getY())));
        fx(() -> {
            Event.fireEvent(told, click(told));
            return true;
        });
        await("who is in from there").until(() -> typed("#search").equals("ip:203.0.113.7"));
        assertThat(fx(stage::isIconified)).isFalse();
        await("it to go").until(() -> fx(() -> onScreen().isEmpty()));
    }

    private static List<Node> onScreen() {
        return Window.getWindows().stream()
                .filter(each -> each instanceof Popup && each.isShowing())
                .map(each -> each.getScene().getRoot().lookup(".screen-notice-words"))
                .filter(Objects::nonNull)
                .toList();
    }

    private static MouseEvent click(Node on) {
        return new MouseEvent(
                on,
                on,
                MouseEvent.MOUSE_CLICKED,
                1,
                1,
                1,
                1,
                MouseButton.PRIMARY,
                1,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                true,
                true,
                null);
    }

    @Test
    void whatIsTurnedOffIsNotTold() {
        shortcut(KeyCode.COMMA);
        await().until(() -> isShown("#settings-notices-on"));
        fx(() -> {
            ((CheckBox) find("#settings-notices-guessing")).fire();
            return true;
        });
        await("the settings file")
                .until(() -> Files.readString(directory.resolve("settings")).contains("notices.guessing=false"));
        server.account("bob@example.com", "sessions:read", "sessions:revoke");
        guess("203.0.113.7");
        try (PortcullisClient bob = server.loggedIn("bob@example.com");
                PortcullisClient other = server.admin()) {
            bob.revoke(List.of(other.current().handle()), "Left open");
        }

        await("what came after it").until(() -> popups().contains("bob@example.com ended sessions"));
        assertThat(popups()).noneMatch(words -> words.contains("guessed"));
        await("that of the operator's own session")
                .until(() -> text("#notices-open").equals("2"));
    }

    /** Until the server wants no more of them. */
    private void guess(String from) {
        try (PortcullisClient guesser = server.client(from, "curl/8")) {
            for (int i = 0; i < 4; i++) {
                try {
                    guesser.logIn(new LoginRequest("nobody@example.com", "guess number " + i, null));
                } catch (ClientException.Refused _) {
                    // as it should be
                }
            }
        }
    }

    /** What the notifications in the corner say, the newest first. */
    private List<String> popups() {
        return fx(() -> window().scene().getRoot().lookupAll(".notice-words").stream()
                .map(each -> ((Labeled) each).getText())
                .toList());
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(40));
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(40));
    }

    private void shortcut(KeyCode code) {
        robot.press(KeyCode.CONTROL).type(code).release(KeyCode.CONTROL);
    }

    private void press(String button) {
        await().until(() -> isShown(button));
        fx(() -> {
            ((Button) find(button)).fire();
            return true;
        });
    }

    private String typed(String field) {
        return fx(() -> ((TextInputControl) find(field)).getText());
    }

    private String text(String selector) {
        return fx(() -> find(selector) instanceof Labeled label ? label.getText() : "");
    }

    private boolean focusIsOn(String id) {
        return fx(() -> window().scene().getFocusOwner() != null
                && id.equals(window().scene().getFocusOwner().getId()));
    }

    private boolean isShown(String selector) {
        return fx(() -> {
            Node node = window().scene().lookup(selector);
            for (Node each = node; each != null; each = each.getParent()) {
                if (!each.isVisible()) {
                    return false;
                }
            }
            return node != null;
        });
    }

    private Node find(String selector) {
        return Objects.requireNonNull(window().scene().lookup(selector), selector);
    }

    private ConsoleWindow window() {
        return Objects.requireNonNull(window);
    }

    private static <T> T fx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, work);
    }
}
