package dev.portcullis.console;

import dev.portcullis.console.settings.Settings.Placement;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** Where the window stands. */
final class WindowPlace {
    static final double MIN_WIDTH = 900;
    static final double MIN_HEIGHT = 600;
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;

    private WindowPlace() {}

    /**
     * Puts a window at the size that was asked for; else where it was, if there is still a screen; else in the middle of the screen, which it fills if there is no more room: with its frame it
     * would reach beyond the edges, and the title with it.
     */
    static void put(Stage stage, ConsoleOptions.@Nullable Size asked, Optional<Placement> remembered) {
        stage.setMinWidth(MIN_WIDTH);
        stage.setMinHeight(MIN_HEIGHT);
        if (asked != null) {
            stage.setWidth(asked.width());
            stage.setHeight(asked.height());
            return;
        }
        Optional<Placement> usable =
                remembered.filter(at -> !Screen.getScreensForRectangle(at.x(), at.y(), at.width(), at.height())
                        .isEmpty());
        if (usable.isPresent()) {
            Placement at = usable.get();
            stage.setX(at.x());
            stage.setY(at.y());
            stage.setWidth(at.width());
            stage.setHeight(at.height());
            stage.setMaximized(at.maximized());
        } else {
            Rectangle2D screen = Screen.getPrimary().getVisualBounds();
            stage.setWidth(Math.min(WIDTH, screen.getWidth()));
            stage.setHeight(Math.min(HEIGHT, screen.getHeight()));
            stage.centerOnScreen();
            stage.setMaximized(WIDTH >= screen.getWidth() || HEIGHT >= screen.getHeight());
        }
    }

    static Placement of(Stage stage) {
        return new Placement(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized());
    }
}
