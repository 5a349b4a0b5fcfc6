package dev.portcullis.console.chart;

import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** One number, what it is, and how it went in the last hour. */
final class Tile extends VBox {
    private final Label number = new Label("–");
    private final Sparkline sparkline = new Sparkline();

    /** @param series the CSS class that colours it */
    Tile(String title, String series) {
        Label caption = new Label(title);
        caption.getStyleClass().add("tile-title");
        caption.setWrapText(true);
        number.getStyleClass().add("tile-number");
        number.setMinWidth(USE_PREF_SIZE);
        getStyleClass().addAll("tile", series);
        VBox.setVgrow(sparkline, Priority.ALWAYS);
        getChildren().addAll(caption, number, sparkline);
    }

    void show(long count, double[] hour) {
        number.setText(Figures.count(count));
        pseudoClassStateChanged(Tiles.ZERO, count == 0);
        sparkline.show(hour);
    }
}
