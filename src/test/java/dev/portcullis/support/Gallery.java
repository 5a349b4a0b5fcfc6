package dev.portcullis.support;

import static org.awaitility.Awaitility.await;

import dev.portcullis.console.common.Appearance;
import dev.portcullis.console.common.Density;
import dev.portcullis.console.common.Pieces;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.common.ThemeChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.animation.AnimationTimer;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Labeled;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A screen on a stage, at a size and in a theme, of which pictures are left in {@code target/gallery}. */
public final class Gallery implements AutoCloseable {
    private final Node screen;
    private final Stage stage;
    private final Appearance appearance;
    private final String suffix;

    private Gallery(Node screen, Stage stage, Appearance appearance, String suffix) {
        this.screen = screen;
        this.stage = stage;
        this.appearance = appearance;
        this.suffix = suffix;
    }

    /**
     * Shows a screen, with as much room around it as the frame takes.
     *
     * @param textSize in percent
     */
    public static Gallery show(Callable<Node> screen, Theme theme, int width, int height, int textSize) {
        return show(screen, () -> {}, theme, width, height, textSize);
    }

    /** @param entered is run as soon as it is in the scene, before all of it is there */
    static Gallery show(Callable<Node> screen, Runnable entered, Theme theme, int width, int height, int textSize) {
        try {
            FxToolkit.registerPrimaryStage();
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
        Gallery shown = fx(() -> {
            Appearance appearance = new Appearance(
                    theme == Theme.DARK ? ThemeChoice.DARK : ThemeChoice.LIGHT, textSize, Density.NORMAL);
            Node root = screen.call();
            double scale = textSize / 100.0;
            StackPane.setMargin(root, new Insets(46 * scale, 0, 26 * scale, 56 * scale));
            Scene scene = new Scene(new StackPane(root), width, height);
            appearance.dress(scene);
            Stage stage = new Stage();
            stage.setScene(scene);
            stage.show();
            entered.run();
            String suffix = theme.name().toLowerCase(Locale.ROOT) + "-" + width + "x" + height
                    + (textSize == 100 ? "" : "-" + textSize);
            return new Gallery(root, stage, appearance, suffix);
        });
        awaitWhole();
        awaitPulses(); // a table that has been laid out has its first rows come
        awaitWhole();
        return shown;
    }

    /** Waits until what is there has been laid out. */
    public static void awaitPulses() {
        CompletableFuture<Boolean> passed = new CompletableFuture<>();
        fx(() -> {
            new AnimationTimer() {
                private int pulses;

                @Override
                public void handle(long now) {
                    if (++pulses > 2) {
                        stop();
                        passed.complete(true);
                    }
                }
            }.start();
            return true;
        });
        await().pollInterval(10, TimeUnit.MILLISECONDS).until(passed::isDone);
    }

    /** Waits until nothing more is coming into view by and by. */
    public static void awaitWhole() {
        WaitForAsyncUtils.waitForFxEvents();
        if (!fx(Pieces::areDone)) {
            await().pollInterval(10, TimeUnit.MILLISECONDS).until(() -> fx(Pieces::areDone));
            WaitForAsyncUtils.waitForFxEvents();
        }
    }

    /** Takes a picture. */
    public void picture(String name) throws IOException {
        picture(name, () -> stage.getScene().snapshot(null));
    }

    /** Takes a picture of all of a node, also of what has to be scrolled to. */
    public void whole(String name, String selector) throws IOException {
        picture(name, () -> {
            SnapshotParameters ground = new SnapshotParameters();
            if (stage.getScene().getRoot() instanceof Region root && root.getBackground() != null) {
                ground.setFill(root.getBackground().getFills().getFirst().getFill());
            }
            return screen.lookup(selector).snapshot(ground, null);
        });
    }

    private void picture(String name, Callable<WritableImage> camera) throws IOException {
        awaitWhole();
        WritableImage image = fx(() -> {
            stage.getScene().getRoot().applyCss();
            stage.getScene().getRoot().layout();
            return camera.call();
        });
        Pictures.write(image, Path.of("target/gallery", name + "-" + suffix + ".png"));
    }

    public Scene scene() {
        return stage.getScene();
    }

    /** All that can be read. */
    public List<String> words() {
        awaitWhole();
        return fx(() -> screen.lookupAll(".text").stream()
                .filter(Gallery::shown)
                .map(node -> node instanceof Text text ? text.getText() : "")
                .toList());
    }

    /** What of labels and buttons is cut off. */
    public List<String> cut(String selector) {
        awaitWhole();
        return fx(() -> screen.lookupAll(selector).stream()
                .filter(Gallery::shown)
                .filter(Labeled.class::isInstance)
                .map(Labeled.class::cast)
                .filter(label -> label.lookup(".text") instanceof Text text
                        && !text.getText().equals(label.getText()))
                .map(Labeled::getText)
                .toList());
    }

    public static boolean shown(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /** Does something on the JavaFX thread. */
    public static <T> T fx(Callable<T> task) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, task);
    }

    @Override
    public void close() {
        fx(() -> {
            stage.close();
            appearance.textSize(100);
            appearance.close();
            return true;
        });
    }
}
