package dev.portcullis.console.snapshot;

import dev.portcullis.console.ConsoleWindow;
import dev.portcullis.console.common.Pieces;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.common.ThemeChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import javafx.stage.PopupWindow;
import javafx.stage.Window;

/** Takes pictures of the console's window in each theme, and keeps them as files. */
final class Camera {
    private final ConsoleWindow window;
    private final Puppet operator;
    private final List<Theme> themes;
    private final Path directory;
    private final List<Path> pictures = new ArrayList<>();

    /** @param themes each picture is taken in each of them */
    Camera(ConsoleWindow window, Puppet operator, List<Theme> themes, Path directory) {
        this.window = window;
        this.operator = operator;
        this.themes = themes;
        this.directory = directory;
    }

    /** Takes a picture in each theme, once everything has come to rest. */
    void take(String name) throws IOException, InterruptedException {
        if (Puppet.does(() -> operator.isShown("#mishap"))) {
            throw new IllegalStateException("the console made a mistake on the way to " + name);
        }
        operator.waitFor("what comes by and by", Pieces::areDone);
        for (Theme theme : themes) {
            Puppet.act(() -> window.appearance()
                    .choiceProperty()
                    .set(theme == Theme.DARK ? ThemeChoice.DARK : ThemeChoice.LIGHT));
            operator.frames(20);
            Image image = Puppet.does(() -> image(window.scene()));
            Path file = directory.resolve(name + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png");
            Png.write(image, file);
            pictures.add(file);
        }
    }

    /** What has been taken so far, in order. */
    List<Path> pictures() {
        return List.copyOf(pictures);
    }

    /** The window, and what is shown over it in windows of its own. */
    private static Image image(Scene scene) {
        WritableImage whole = scene.snapshot(null);
        for (Window popup : List.copyOf(Window.getWindows())) {
            if (popup instanceof PopupWindow && popup.isShowing()) {
                draw(popup, scene, whole);
            }
        }
        return whole;
    }

    private static void draw(Window popup, Scene scene, WritableImage whole) {
        Image part = popup.getScene().snapshot(null);
        int left = (int) (popup.getX() - scene.getWindow().getX() - scene.getX());
        int top = (int) (popup.getY() - scene.getWindow().getY() - scene.getY());
        int width = (int) Math.min(part.getWidth(), whole.getWidth() - left);
        int height = (int) Math.min(part.getHeight(), whole.getHeight() - top);
        if (left >= 0 && top >= 0 && width > 0 && height > 0) {
            whole.getPixelWriter().setPixels(left, top, width, height, part.getPixelReader(), 0, 0);
        }
    }
}
