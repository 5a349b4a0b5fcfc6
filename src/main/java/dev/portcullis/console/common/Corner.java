package dev.portcullis.console.common;

import java.util.List;
import java.util.Optional;
import javafx.animation.FadeTransition;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The lower right corner of a window, where whatever tells something stands, one over another. What comes is put on top, so that nothing moves away under the pointer. It
 * comes between nobody and the button they are about to press: a dialog is laid over it, and covers and dims it; over the row of buttons at the foot of a pane ({@code
 * .detail-footer}) it stands, and does not cover it. Part of the window, and no window of its own: it wears the window's theme, and is never outside the screen. For the JavaFX
 * thread.
 */
public final class Corner {
    private static final String CORNER = "corner";
    private static final Object WAY = new Object();

    /** What is pressed, at the foot of a pane. */
    private static final String FOOT = ".detail-footer";

    /** In pixels at the normal size of text: the status bar is beneath. */
    private static final double FROM_BELOW = 40;

    private static final double FROM_THE_SIDES = 20;
    private static final double SPACE = 10;

    /** In pixels: how deep a shadow it throws. It lies nearer than a dialog. */
    private static final double NEAR = 32;

    /** No motion takes longer. */
    private static final Duration APPEARS = Duration.millis(120);

    private Corner() {}

    /**
     * Puts something there, as large as it prefers to be.
     *
     * @param scene whose root is a {@link StackPane}
     */
    public static void put(Scene scene, Pane what) {
        put((StackPane) scene.getRoot(), what);
    }

    /** Likewise, in a window whose root this is. */
    public static void put(StackPane window, Pane what) {
        what.getChildren().addFirst(new Shadow(NEAR));
        what.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        VBox corner = of(window).orElseGet(() -> make(window));
        corner.getChildren().addFirst(what);
        rememberWay(what);
        settle(window, corner);
        appear(what, Platform.getPreferences().isReducedMotion());
    }

    /** Takes it away; does nothing if it is not there. */
    public static void remove(Pane what) {
        if (what.getParent() instanceof VBox corner && corner.getStyleClass().contains(CORNER)) {
            boolean had = Keyboard.within(what) != null;
            corner.getChildren().remove(what);
            if (had && what.getProperties().get(WAY) instanceof Way way) {
                Keyboard.back(way.from());
            }
        }
    }

    /** From where the keyboard came into it, which is where it goes back to. */
    private record Way(List<Node> from) {}

    private static void rememberWay(Pane what) {
        Scene scene = what.getScene();
        if (scene == null) {
            return; // nobody has come into it from anywhere
        }
        ChangeListener<@Nullable Node> listener = (_, before, now) -> {
            if (isWithin(what, now) && !isWithin(what, before)) {
                what.getProperties().put(WAY, new Way(Keyboard.place(before)));
            }
        };
        scene.focusOwnerProperty().addListener(listener);
        what.sceneProperty().subscribe(there -> {
            if (there == null) {
                scene.focusOwnerProperty().removeListener(listener);
            }
        });
    }

    private static boolean isWithin(Node around, @Nullable Node node) {
        return Keyboard.place(node).contains(around);
    }

    /** @param still whether the system asks for less motion: then none */
    static void appear(Node what, boolean still) {
        if (!still) {
            what.setOpacity(0);
            FadeTransition in = new FadeTransition(APPEARS, what);
            in.setToValue(1);
            in.play();
        }
    }

    private static Optional<VBox> of(StackPane window) {
        return window.getChildren().stream()
                .filter(each -> each.getStyleClass().contains(CORNER))
                .map(VBox.class::cast)
                .findFirst();
    }

    /** Moves it to where it covers no buttons. */
    private static void settle(StackPane window, VBox corner) {
        double from = Math.max(Measures.px(FROM_BELOW), foot(window, corner.prefWidth(-1)));
        Insets now = new Insets(SPACE, FROM_THE_SIDES, from, FROM_THE_SIDES);
        if (!now.equals(StackPane.getMargin(corner))) {
            StackPane.setMargin(corner, now);
        }
    }

    /** How far the buttons reach up from the lower edge, of those that would be under something so wide; 0 if there are none. */
    private static double foot(StackPane window, double width) {
        double left = window.getWidth() - FROM_THE_SIDES - width;
        return window.lookupAll(FOOT).stream()
                .filter(Corner::isSeen)
                .map(foot -> window.sceneToLocal(foot.localToScene(foot.getLayoutBounds())))
                .filter(place -> place.getMaxX() > left && place.getHeight() < window.getHeight() / 2)
                .mapToDouble(place -> window.getHeight() - place.getMinY() + SPACE)
                .max()
                .orElse(0);
    }

    private static boolean isSeen(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static VBox make(StackPane window) {
        VBox corner = new VBox(SPACE);
        corner.getStyleClass().add(CORNER);
        corner.setAlignment(Pos.BOTTOM_RIGHT);
        corner.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        corner.setPickOnBounds(false); // between and beside them one reaches what lies beneath
        StackPane.setAlignment(corner, Pos.BOTTOM_RIGHT);
        window.getChildren().add(Overlay.lowest(window), corner);
        // Panes come, go and grow beneath it. Looked at only while there is something in the corner, for what that
        // costs.
        window.getScene().addPostLayoutPulseListener(() -> {
            if (!corner.getChildren().isEmpty()) {
                settle(window, corner);
            }
        });
        return corner;
    }
}
