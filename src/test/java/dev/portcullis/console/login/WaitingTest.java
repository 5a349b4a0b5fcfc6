package dev.portcullis.console.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Overlay;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.common.Views;
import dev.portcullis.console.connection.ConnectionBook;
import dev.portcullis.console.login.LoginModel.Step;
import dev.portcullis.support.Cable;
import dev.portcullis.support.FastRobot;
import dev.portcullis.support.Gallery;
import dev.portcullis.support.TestServer;
import dev.portcullis.support.Turns;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who logs in through something that takes the connection and never answers is told for what they wait, long before it is given up, and can leave. */
@SuppressWarnings("NullAway.Init") // JUnit's life cycle sets them
class WaitingTest {
    private final Queue<LoggedIn> entered = new ConcurrentLinkedQueue<>();
    private TestServer server;
    private Cable cable;
    private volatile Instant now = Instant.EPOCH;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start();
        cable = new Cable(server.uri().getPort());
    }

    @AfterEach
    void stop() throws IOException {
        entered.forEach(in -> {
            try (PortcullisClient client = in.client()) {
                client.logOut();
            }
        });
        cable.close();
        server.close();
        Text.speak(Language.ENGLISH);
    }

    @Test
    void forWhatIsWaitedIsSaidAfterAFewSecondsAndThatThePasswordIsNotSentYet() throws Exception {
        LoginModel model = typed(new Background(new Turns()));
        cable.hold();
        model.logIn();
        pass(model, 4);
        assertThat(model.waitingProperty().get()).isEmpty();
        pass(model, 1);
        assertThat(model.waitingProperty().get())
                .startsWith("Something at 127.0.0.1:" + cable.port()
                        + " takes the connection and says nothing, for 5 s now.")
                .contains("Your password has not been sent.");
        pass(model, 7);
        assertThat(model.waitingProperty().get()).contains("for 12 s now");

        model.cancel();
        assertThat(model.stepProperty().get()).isEqualTo(Step.ENTERING);
        assertThat(model.waitingProperty().get()).isEmpty();
        pass(model, 60);
        assertThat(model.waitingProperty().get()).isEmpty();

        cable.release();
        try (AutoCloseable _ = server.holding("lock table account in access exclusive mode")) {
            model.logIn();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                pass(model, 5);
                return model.waitingProperty().get().startsWith("127.0.0.1:" + cable.port() + " has been sent");
            });
            assertThat(model.waitingProperty().get()).contains("that is ended");
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> entered.size() == 1);
        assertThat(model.waitingProperty().get()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ENGLISH,LIGHT,100", "GERMAN,DARK,150"})
    void itIsReadBesideTheWayOut(Language language, Theme theme, int textSize) throws IOException {
        Text.speak(language);
        LoginModel[] model = new LoginModel[1];
        LoginController[] controller = new LoginController[1];
        try (Gallery gallery = Gallery.show(
                () -> {
                    model[0] = typed(new Background());
                    controller[0] = new LoginController(model[0], () -> {});
                    return Views.load(controller[0]);
                },
                theme,
                1440,
                900,
                textSize)) {
            cable.hold();
            Gallery.fx(() -> {
                model[0].logIn();
                pass(model[0], 5);
                return true;
            });
            Label words = (Label) gallery.scene().lookup("#login-waiting");
            assertThat(Gallery.fx(() -> Gallery.shown(words))).isTrue();
            assertThat(Gallery.fx(() -> Gallery.shown(gallery.scene().lookup("#login-cancel"))))
                    .isTrue();
            gallery.picture("login-waiting");
            assertThat(gallery.cut("#login-waiting, .button")).isEmpty();

            FastRobot robot = new FastRobot();
            robot.press(KeyCode.CONTROL).type(KeyCode.N).release(KeyCode.CONTROL);
            assertThat(Gallery.fx(() -> Overlay.isOpen(gallery.scene())))
                    .as("another connection, while this one is gone to")
                    .isFalse();
            robot.type(KeyCode.ESCAPE);
            await().until(() -> Gallery.fx(() -> model[0].stepProperty().get() == Step.ENTERING));
            assertThat(Gallery.fx(() -> Gallery.shown(words))).isFalse();
        } finally {
            Gallery.fx(() -> {
                controller[0].close();
                return true;
            });
        }
    }

    private LoginModel typed(Background background) {
        LoginModel model = new LoginModel(
                background, new ServerConnector(), null, ConnectionBook.empty(), entered::add, () -> now);
        model.serverProperty().set("http://127.0.0.1:" + cable.port());
        model.emailProperty().set(TestServer.ADMIN);
        model.passwordProperty().set(TestServer.ADMIN_PASSWORD);
        return model;
    }

    private void pass(LoginModel model, int seconds) {
        now = now.plusSeconds(seconds);
        model.tick();
    }
}
