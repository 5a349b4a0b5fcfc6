package dev.portcullis.console.chart;

import dev.portcullis.api.Stats;
import dev.portcullis.console.common.Measures;
import java.util.function.ToLongFunction;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** One number, what it is, and beside it how it went in the last hour. A click leads to what it counts. */
public final class FigureTile extends HBox {
    /** Narrower than this there is room for the number only. */
    private static final double ROOM = 170;

    private final Label number = new Label("–");
    private final Sparkline sparkline = new Sparkline();

    /**
     * Makes a tile that knows nothing yet.
     *
     * @param series the CSS class that colours it
     */
    public FigureTile(String title, String series) {
        Label caption = new Label(title);
        caption.getStyleClass().add("tile-title");
        caption.setWrapText(true);
        caption.setMinHeight(USE_PREF_SIZE);
        number.getStyleClass().add("tile-number");
        number.setMinWidth(USE_PREF_SIZE);
        VBox figure = new VBox(caption, number);
        figure.setMinWidth(USE_PREF_SIZE);
        getStyleClass().addAll("tile", "figure-tile", series);
        HBox.setHgrow(sparkline, Priority.ALWAYS);
        HBox.setHgrow(this, Priority.ALWAYS);
        getChildren().setAll(figure, sparkline);
        widthProperty().subscribe(width -> {
            boolean room = width.doubleValue() >= Measures.px(ROOM);
            figure.setMinWidth(room ? USE_PREF_SIZE : 0);
            sparkline.setVisible(room);
            sparkline.setManaged(room);
        });
    }

    /** What a click does, or Enter, in a sentence. */
    public void onChosen(String what, Runnable chosen) {
        Tiles.offer(this, what, chosen);
    }

    /**
     * Shows a count.
     *
     * @param each what of each minute of the last hour is drawn
     */
    public void show(long count, Stats hour, ToLongFunction<Stats.Minute> each) {
        number.setText(Figures.count(count));
        pseudoClassStateChanged(Tiles.ZERO, count == 0);
        sparkline.show(Tiles.hour(hour, each));
    }
}
