package dev.portcullis.console.sessions;

import dev.portcullis.console.common.Keyboard;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.detail.DetailController;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/** Where the detail pane is: beside the table where there is room, over its right edge, when asked for, where there is not. */
final class DetailPlace {
    private static final double BESIDE_FROM = 1180;

    private final DetailController detail;
    private final StackPane pane = new StackPane();
    private final HBox beside;
    private final StackPane over;
    private final Node table;
    private boolean asked;

    DetailPlace(DetailController detail, HBox beside, StackPane over, Node table) {
        this.detail = detail;
        this.beside = beside;
        this.over = over;
        this.table = table;
        pane.getStyleClass().add("detail-place");
        StackPane.setAlignment(pane, Pos.TOP_RIGHT);
    }

    /** Makes what comes there; until then the place is empty. */
    void make() {
        pane.getChildren().setAll(detail.view());
        detail.view().prepareAnywhere();
    }

    /** Puts the focus into it, wherever it is. */
    void open(double width) {
        asked = true;
        place(width, true);
        detail.view().whenWhole(() -> {
            if (asked) {
                detail.focus();
            }
        });
    }

    /**
     * Gives the focus back to the table. Over the table it goes away; beside the table it stays.
     *
     * @return whether there was anything to leave: it lay over the table, or had the focus
     */
    boolean leave(double width) {
        boolean left = over.getChildren().contains(pane) || Keyboard.within(pane) != null;
        asked = false;
        if (left) {
            table.requestFocus();
        }
        place(width, false);
        return left;
    }

    /**
     * @param width of the screen
     * @param something whether there is anything to show
     */
    void place(double width, boolean something) {
        boolean room = width >= Measures.px(BESIDE_FROM);
        boolean floats = !room && asked && something;
        if (!room && !floats && Keyboard.within(pane) != null) {
            table.requestFocus(); // it goes away with the keyboard
        }
        put(room, beside.getChildren());
        put(floats, over.getChildren());
        detail.floating(floats);
    }

    private void put(boolean there, ObservableList<Node> children) {
        if (!there) {
            children.remove(pane);
        } else if (!children.contains(pane)) {
            children.add(pane);
        }
    }
}
