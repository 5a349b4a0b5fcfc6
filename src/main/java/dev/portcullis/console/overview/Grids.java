package dev.portcullis.console.overview;

import java.util.Arrays;
import javafx.scene.Node;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** How panes lie beside each other. */
final class Grids {
    private Grids() {}

    /** Columns of these shares of the width, in percent. */
    static void columns(GridPane grid, double... shares) {
        grid.getColumnConstraints().clear();
        for (double share : shares) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(share);
            grid.getColumnConstraints().add(column);
        }
    }

    /** So many of the same width. */
    static double[] even(int columns) {
        double[] shares = new double[columns];
        Arrays.fill(shares, 100.0 / columns);
        return shares;
    }

    /** A pane with these one under the other. */
    static VBox pane(Node... parts) {
        VBox pane = new VBox(parts);
        pane.getStyleClass().addAll("panel", "list-pane");
        GridPane.setVgrow(pane, Priority.ALWAYS);
        return pane;
    }
}
