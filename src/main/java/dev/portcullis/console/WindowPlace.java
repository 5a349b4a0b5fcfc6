package dev.portcullis.console;

import dev.portcullis.console.settings.Settings.Placement;
import java.util.Comparator;
import java.util.List;
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
     * Puts a window at the size that was asked for; else where it was, if there is still a screen, and whole on it; else in the middle of the screen, which it fills if there is no more room: with
     * its frame it would reach beyond the edges, and the title with it.
     */
    static void put(Stage stage, ConsoleOptions.@Nullable Size asked, Optional<Placement> remembered) {
        stage.setMinWidth(MIN_WIDTH);
        stage.setMinHeight(MIN_HEIGHT);
        if (asked != null) {
            stage.setWidth(asked.width());
            stage.setHeight(asked.height());
            return;
        }
        Optional<Placement> usable = remembered.flatMap(at ->
                on(Screen.getScreens().stream().map(Screen::getVisualBounds).toList(), at));
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

    /**
     * The nearest place where all of it is seen, on the screen that most of it was on: screens come and go, and what they show grows and shrinks.
     *
     * @return empty if none of it was on any
     */
    static Optional<Placement> on(List<Rectangle2D> screens, Placement at) {
        return screens.stream()
                .filter(screen -> shared(screen, at) > 0)
                .max(Comparator.comparingDouble(screen -> shared(screen, at)))
                .map(screen -> {
                    double width = Math.min(at.width(), screen.getWidth());
                    double height = Math.min(at.height(), screen.getHeight());
                    return new Placement(
                            Math.clamp(at.x(), screen.getMinX(), screen.getMaxX() - width),
                            Math.clamp(at.y(), screen.getMinY(), screen.getMaxY() - height),
                            width,
                            height,
                            at.maximized());
                });
    }

    private static double shared(Rectangle2D screen, Placement at) {
        double width = Math.min(screen.getMaxX(), at.x() + at.width()) - Math.max(screen.getMinX(), at.x());
        double height = Math.min(screen.getMaxY(), at.y() + at.height()) - Math.max(screen.getMinY(), at.y());
        return width > 0 && height > 0 ? width * height : 0;
    }

    static Placement of(Stage stage) {
        return new Placement(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized());
    }
}
