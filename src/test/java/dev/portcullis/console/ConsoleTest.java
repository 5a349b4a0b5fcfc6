package dev.portcullis.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.login.ServerConnector;
import dev.portcullis.console.sessions.Row;
import dev.portcullis.console.settings.SettingsFile;
import dev.portcullis.support.FastRobot;
import dev.portcullis.support.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The console as an operator uses it, with the keyboard, at a real server. */
class ConsoleTest {
    private final TestServer server = TestServer.start();
    private final FxRobot robot = new FastRobot();

    @TempDir
    Path directory;

    private @Nullable ConsoleWindow window;

    @BeforeEach
    void open() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        window = fx(() -> {
            ConsoleOptions options =
                    new ConsoleOptions(null, null, null, ThemeChoice.DARK, new ConsoleOptions.Size(1440, 900));
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
    void anOperatorSeesASessionAppearAndEndsItByKeyboard() {
        server.account("tomas@example.com", "orders:read");
        logIn(TestServer.ADMIN_PASSWORD);
        await().until(() -> rows() == 1);

        try (PortcullisClient tomas = server.loggedIn("tomas@example.com")) {
            UUID handle = tomas.current().handle();
            await("the session that another client opened").until(() -> rows() == 2);
            assertThat(tomas.verify()).isTrue();

            robot.type(KeyCode.HOME);
            await().until(() -> fx(() -> isSelected(handle)));
            robot.type(KeyCode.DELETE);
            await("the cursor in the reason").until(() -> focusIsOn("reason"));
            robot.write("Laptop reported stolen").type(KeyCode.ENTER);

            await("the receipt").until(() -> isShown("#toast"));
            assertThatThrownBy(tomas::current).isInstanceOfSatisfying(ClientException.Refused.class, refused -> {
                assertThat(refused.problem().status()).isEqualTo(401);
                assertThat(refused.type()).contains(ProblemType.SESSION_ENDED);
                assertThat(refused.problem().endReason()).isEqualTo(EndReason.REVOKED);
            });
            await("the row to be marked").until(() -> fx(() -> isEnded(handle)));
            robot.press(KeyCode.CONTROL).type(KeyCode.R).release(KeyCode.CONTROL);
            await("all of the receipt, by its key").until(() -> isShown(".receipt-details"));
            assertThat(isShown("#toast")).as("it does not stand there twice").isFalse();
            robot.type(KeyCode.ESCAPE);
            await().until(() -> !isShown(".receipt-details"));
        }
    }

    @Test
    void aWrongPasswordIsSaidBeneathItsFieldAndSelected() {
        logIn("not the password");

        await().until(() -> isShown("#passwordProblem"));
        assertThat(fx(() ->
                        robot.lookup("#passwordProblem").queryAs(Label.class).getText()))
                .startsWith("Wrong e-mail address or password.");
        await().until(() -> focusIsOn("login-password"));
        robot.write(TestServer.ADMIN_PASSWORD).type(KeyCode.ENTER);
        await("the way in").until(() -> isShown("#frame"));
    }

    @Test
    void whoIsEndedComesBackToTheLoginWithTheReasonAndThenToWhereTheyWere() {
        logIn(TestServer.ADMIN_PASSWORD);
        await().until(() -> rows() == 1);
        robot.write("/").write("ada");
        await().until(() -> fx(() -> input("#search").getText().equals("ada")));
        UUID own = fx(() -> table().getItems().getFirst().handle());

        try (PortcullisClient other = server.admin()) {
            other.revoke(List.of(own), "Shift is over");
        }

        await("the login").until(() -> isShown("#login-notice"));
        assertThat(fx(() -> robot.lookup("#login-notice").queryAs(Label.class).getText()))
                .isEqualTo("An operator ended your session.");
        logIn(TestServer.ADMIN_PASSWORD);
        await("the same search")
                .until(() -> isShown("#search")
                        && fx(() -> input("#search").getText().equals("ada")));
    }

    @Test
    void escapeInTheSearchClearsItAndGivesTheTableTheKeyboard() {
        logIn(TestServer.ADMIN_PASSWORD);
        await().until(() -> rows() == 1);

        robot.write("/").write("nobody");
        await().until(() -> rows() == 0);
        robot.type(KeyCode.ESCAPE);

        await().until(() -> rows() == 1);
        await().until(() -> focusIsOn("table"));
    }

    @Test
    void loggingOutEndsTheOperatorsSession() {
        logIn(TestServer.ADMIN_PASSWORD);
        await().until(() -> rows() == 1);
        UUID own = fx(() -> table().getItems().getFirst().handle());

        robot.press(KeyCode.CONTROL).type(KeyCode.L).release(KeyCode.CONTROL);

        await().until(() -> isShown("#login-notice"));
        try (PortcullisClient other = server.admin()) {
            await().until(() -> other.session(own).endReason() == EndReason.LOGOUT);
        }
    }

    @Test
    void whoEndsTheirOwnSessionIsToldSo() {
        logIn(TestServer.ADMIN_PASSWORD);
        await().until(() -> rows() == 1);

        robot.type(KeyCode.HOME);
        await().until(() -> fx(() -> table().getSelectionModel().getSelectedItem() != null));
        robot.type(KeyCode.DELETE);
        await("the cursor in the reason").until(() -> focusIsOn("reason"));
        robot.write("Shift is over").type(KeyCode.ENTER);

        await().until(() -> notice().equals("You ended this session."));
    }

    @Test
    void theNextOperatorDoesNotInheritTheSearchOfOneWhoLoggedOut() {
        logIn(TestServer.ADMIN_PASSWORD);
        await().until(() -> rows() == 1);
        fx(() -> {
            input("#search").setText("ada");
            return true;
        });

        robot.press(KeyCode.CONTROL).type(KeyCode.L).release(KeyCode.CONTROL);
        await().until(() -> notice().equals("You are logged out."));
        logIn(TestServer.ADMIN_PASSWORD);

        await().until(() -> rows() == 1);
        assertThat(fx(() -> input("#search").getText())).isEmpty();
    }

    private String notice() {
        return isShown("#login-notice")
                ? fx(() -> robot.lookup("#login-notice").queryAs(Label.class).getText())
                : "";
    }

    private void logIn(String password) {
        await().until(() -> isShown("#login-server"));
        fill("#login-server", server.uri().toString());
        fill("#login-email", TestServer.ADMIN);
        fill("#login-password", password);
        robot.type(KeyCode.ENTER);
    }

    private void fill(String field, String text) {
        fx(() -> {
            input(field).requestFocus();
            input(field).selectAll();
            return true;
        });
        robot.write(text);
    }

    private int rows() {
        return isShown("#table") ? fx(() -> table().getItems().size()) : -1;
    }

    @SuppressWarnings("unchecked") // the only table there is
    private TableView<Row> table() {
        return (TableView<Row>) window().scene().lookup("#table");
    }

    private boolean isSelected(UUID handle) {
        Row selected = table().getSelectionModel().getSelectedItem();
        return selected != null && selected.handle().equals(handle);
    }

    /** Struck out, or gone already. */
    private boolean isEnded(UUID handle) {
        return table().getItems().stream().noneMatch(row -> row.handle().equals(handle) && !row.ended());
    }

    private TextInputControl input(String selector) {
        return (TextInputControl) window().scene().lookup(selector);
    }

    private boolean focusIsOn(String id) {
        return fx(() -> window().scene().getFocusOwner() != null
                && id.equals(window().scene().getFocusOwner().getId()));
    }

    private boolean isShown(String selector) {
        return fx(() -> {
            var node = window().scene().lookup(selector);
            return node != null && node.isVisible() && node.getScene() != null;
        });
    }

    private ConsoleWindow window() {
        ConsoleWindow open = window;
        if (open == null) {
            throw new IllegalStateException("not open");
        }
        return open;
    }

    private static <T> T fx(Callable<T> call) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, call);
    }
}
