package dev.portcullis.console.sessions;

import static org.awaitility.Awaitility.await;

import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.Pieces;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.desk.Remembered;
import dev.portcullis.support.Pictures;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableView;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The sessions' screen with made-up sessions on a stage, of which pictures are left in {@code target/gallery}, and what can be read and pressed there. */
@SuppressWarnings("NullAway.Init") // each test begins with show
abstract class SessionsGallery {
    /** What the window around the screen takes: rail, top bar, status bar. */
    private static final Insets FRAME = new Insets(46, 0, 26, 56);

    private final PortcullisClient client = new PortcullisClient(URI.create("http://localhost:1"), "gallery", Map.of());
    final UiClock clock = new UiClock(Clock.fixed(People.NOW, ZoneOffset.UTC), () -> Duration.ZERO);
    Stage stage;
    SessionsModel model;
    SessionsScreen screen;

    @AfterEach
    void close() throws Exception {
        fx(() -> {
            screen.close();
            model.close();
            stage.close();
            return null;
        });
    }

    void show(FakeSource source, Theme theme, int width, int height) throws Exception {
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

    void picture(String name, Theme theme, int width, int height) throws Exception {
        WaitForAsyncUtils.waitForFxEvents();
        WritableImage image = fx(() -> {
            stage.getScene().getRoot().applyCss();
            stage.getScene().getRoot().layout();
            return stage.getScene().snapshot(null);
        });
        String file = name + "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width + "x" + height + ".png";
        Pictures.write(image, Path.of("target/gallery", file));
    }

    void key(KeyCode code) {
        TableView<?> table = (TableView<?>) screen.root().lookup(".sessions-table");
        table.requestFocus();
        table.fireEvent(key(code, KeyEvent.KEY_PRESSED));
    }

    void type(String character) {
        TableView<?> table = (TableView<?>) screen.root().lookup(".sessions-table");
        table.fireEvent(new KeyEvent(KeyEvent.KEY_TYPED, character, "", KeyCode.UNDEFINED, false, false, false, false));
    }

    private boolean isShown() {
        if (screen == null || model.loadingProperty().get() instanceof Loading.Awaited) {
            return Pieces.areDone();
        }
        return Pieces.areDone()
                && screen.root().lookup(".sessions-table") instanceof TableView<?> table
                && table.getMaxHeight() == Double.MAX_VALUE;
    }

    static KeyEvent key(KeyCode code, javafx.event.EventType<KeyEvent> type) {
        return new KeyEvent(type, "", "", code, false, false, false, false);
    }

    int horizontalScrollBars() {
        return (int) screen.root().lookupAll(".scroll-bar").stream()
                .filter(node -> node instanceof ScrollBar bar
                        && bar.getOrientation() == javafx.geometry.Orientation.HORIZONTAL
                        && bar.isVisible()
                        && shown(bar))
                .count();
    }

    /** Bars of limits that the words beside them nearly touch. */
    long barsTooNear() {
        return screen.root().lookupAll(".limit-cell .time-bar").stream()
                .filter(SessionsGallery::shown)
                .filter(bar -> bar.getParent().lookup(".label") instanceof Label words
                        && words.getLayoutX()
                                        - bar.getLayoutX()
                                        - bar.getLayoutBounds().getWidth()
                                < 7.5)
                .count();
    }

    List<String> cutHeaders() {
        return cut(".column-header > .label");
    }

    List<String> cut(String labels) {
        return screen.root().lookupAll(labels).stream()
                .map(Label.class::cast)
                .filter(label -> label.getText() != null && shown(label))
                .filter(label -> label.lookup(".text") instanceof Text text
                        && !text.getText().equals(label.getText()))
                .map(Label::getText)
                .toList();
    }

    List<String> words() {
        return stage.getScene().getRoot().lookupAll(".text").stream()
                .filter(SessionsGallery::shown)
                .map(node -> node instanceof Text text ? text.getText() : "")
                .toList();
    }

    static boolean shown(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /** When all that the screen has by now can be seen. */
    <T> T fx(Callable<T> task) throws Exception {
        await().until(() -> WaitForAsyncUtils.waitForAsyncFx(20_000, this::isShown));
        return WaitForAsyncUtils.waitForAsyncFx(20_000, task);
    }
}
