package dev.portcullis.console.settings;

import dev.portcullis.console.common.Measures;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/** Puts the second column beside the first where there is room, and under it where there is not. */
final class TwoColumns {
    /** Both columns, with what is around them. In pixels at the normal size of text. */
    private static final double ROOM = 1354;

    private TwoColumns() {}

    /**
     * Follows how much room there is, until the subscription ends.
     *
     * @param page what the columns are in, the first of them at its left
     */
    static Subscription arrange(Region screen, Pane page, Pane first, Pane second) {
        Runnable place = () -> {
            boolean beside = screen.getWidth() >= Measures.px(ROOM);
            Pane now = beside ? page : first;
            if (!now.equals(second.getParent())) {
                ((Pane) second.getParent()).getChildren().remove(second);
                now.getChildren().add(beside ? 1 : now.getChildren().size(), second);
            }
        };
        return Subscription.combine(screen.widthProperty().subscribe(place), Measures.follow(place));
    }
}
