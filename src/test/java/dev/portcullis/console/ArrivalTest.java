package dev.portcullis.console;

import static dev.portcullis.console.Sitting.await;
import static dev.portcullis.console.Sitting.fx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.console.common.LaterView;
import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.login.ServerConnector;
import dev.portcullis.console.settings.SettingsFile;
import dev.portcullis.support.TestServer;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** What is done in the moment in which the desk is made: the login is still in view, and somebody is logged in already. */
@SuppressWarnings("NullAway.Init") // JUnit's life cycle sets them
class ArrivalTest {
    private TestServer server;
    private ConsoleWindow window;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        server = TestServer.start();
        window = fx(() -> {
            ConsoleWindow fresh = new ConsoleWindow(
                    new Stage(),
                    new ConsoleOptions(
                            server.uri().toString(),
                            TestServer.ADMIN,
                            TestServer.ADMIN_PASSWORD,
                            ThemeChoice.DARK,
                            new ConsoleOptions.Size(1440, 900)),
                    null,
                    null,
                    new SettingsFile(folder.resolve("settings")),
                    new ServerConnector());
            fresh.open();
            return fresh;
        });
        await("the login").until(() -> isShown("#login-button"));
    }

    @AfterEach
    void close() throws InterruptedException {
        fx(() -> {
            window.close();
            return true;
        });
        window.awaitLogOut();
        server.close();
    }

    @Test
    void whoClosesTheWindowThenIsLoggedOut() throws InterruptedException {
        Stage stage = (Stage) window.scene().getWindow();
        logIn(window::close);
        await("the window to go").until(() -> fx(() -> !stage.isShowing()));
        window.awaitLogOut();
        assertThat(server.isTrue("select count(*) = 1 and bool_and(ended_at is not null) from session"))
                .isTrue();
    }

    @Test
    void theKeysOfALogOutAreForTheDeskAndLogOut() {
        logIn(() -> press(KeyCode.L, false));
        await("the login again").until(() -> isShown("#login-notice") && !isShown("#frame"));
        await("what became of it")
                .until(() -> fx(() -> ((Label) window.scene().lookup("#login-notice")).getText())
                        .startsWith("You are logged out."));
        assertThat(server.isTrue("select count(*) = 1 and bool_and(ended_at is not null) from session"))
                .isTrue();
    }

    @Test
    void aThemeThatIsChangedThenIsTheOneThatTheDeskComesIn() {
        logIn(() -> press(KeyCode.T, true));
        await("the desk").until(() -> isShown("#table"));
        assertThat(fx(() ->
                        window.scene().getRoot().getPseudoClassStates().contains(PseudoClass.getPseudoClass("light"))))
                .isTrue();
        assertThat(isShown("#login-button")).isFalse();
    }

    @Test
    void theLoginKeepsWhatWasTypedInViewButCannotBeUsed() {
        boolean[] kept = {false};
        logIn(() -> {
            Node login = window.scene().lookup("#login");
            kept[0] = login != null
                    && login.isVisible()
                    && login.isMouseTransparent()
                    && window.scene().lookup("#login-password") instanceof TextInputControl field
                    && field.getText().equals(TestServer.ADMIN_PASSWORD);
        });
        await("the desk").until(() -> isShown("#table"));
        assertThat(kept[0]).isTrue();
        assertThat(isShown("#login-password")).isFalse();
    }

    /** @param then is done as soon as the desk begins to come */
    private void logIn(Runnable then) {
        fx(() -> {
            StackPane root = (StackPane) window.scene().getRoot();
            root.getChildren().addListener(new ListChangeListener<Node>() {
                @Override
                public void onChanged(Change<? extends Node> change) {
                    while (change.next()) {
                        if (change.getAddedSubList().stream().anyMatch(LaterView.class::isInstance)) {
                            root.getChildren().removeListener(this);
                            Platform.runLater(then);
                        }
                    }
                }
            });
            ((Button) window.scene().lookup("#login-button")).fire();
            return true;
        });
    }

    private void press(KeyCode code, boolean shift) {
        Node focused = window.scene().getFocusOwner();
        Event.fireEvent(
                focused == null ? window.scene() : focused,
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, true, false, false));
    }

    private boolean isShown(String selector) {
        return fx(() -> {
            Node found = window.scene().lookup(selector);
            Parent above = found == null ? null : found.getParent();
            while (above != null && above.isVisible()) {
                above = above.getParent();
            }
            return found != null && found.isVisible() && above == null;
        });
    }
}
