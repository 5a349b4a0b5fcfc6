package dev.portcullis.console.chart;

import java.util.List;
import java.util.function.IntConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A chart with what it shows above it: what it is, of how long a value is, what each colour means. */
public final class ChartPane extends VBox {
    private final Label unit = new Label();
    private final HBox legend = new HBox();
    private final TimeChart chart;
    private final Label nothing = new Label();
    private List<String> named = List.of();

    public ChartPane(String title) {
        chart = new TimeChart(title);
        Label head = new Label(title);
        head.getStyleClass().add("chart-title");
        head.setMinWidth(USE_PREF_SIZE);
        unit.getStyleClass().add("chart-unit");
        legend.getStyleClass().add("chart-legend");
        legend.setAlignment(Pos.CENTER_RIGHT);
        legend.setMinWidth(USE_PREF_SIZE);
        nothing.getStyleClass().add("second");
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        HBox line = new HBox(head, unit, spring, legend);
        line.getStyleClass().add("chart-head");
        line.setAlignment(Pos.CENTER_LEFT);
        StackPane place = new StackPane(chart, nothing);
        VBox.setVgrow(place, Priority.ALWAYS);
        GridPane.setVgrow(this, Priority.ALWAYS);
        getStyleClass().addAll("panel", "chart-pane");
        getChildren().setAll(line, place);
    }

    /** The chart itself. */
    public TimeChart chart() {
        return chart;
    }

    /** What a click on a step does, or Enter. */
    public void onChosen(IntConsumer chosen) {
        chart.onChosen(chosen);
    }

    /**
     * Draws it.
     *
     * @param of of how long each value is; empty if of a moment
     * @param none what is said if nothing has happened at all; empty to draw a line at zero all the same
     */
    public void show(TimeChart.Data data, String of, String none) {
        unit.setText(of);
        List<String> names = data.series().stream().map(TimeChart.Series::name).toList();
        if (!names.equals(named)) {
            named = names;
            legend.getChildren()
                    .setAll(
                            names.size() < 2
                                    ? List.of()
                                    : data.series().stream().map(ChartPane::key).toList());
        }
        boolean empty = !none.isEmpty()
                && data.series().stream().allMatch(series -> {
                    for (double value : series.values()) {
                        if (value > 0) {
                            return false;
                        }
                    }
                    return true;
                });
        nothing.setText(empty ? none : "");
        chart.setVisible(!empty);
        chart.show(data);
    }

    private static HBox key(TimeChart.Series series) {
        Region dot = new Region();
        dot.getStyleClass().addAll("dot", "series-dot", series.styleClass());
        HBox key = new HBox(dot, new Label(series.name()));
        key.getStyleClass().add("chart-key");
        key.setAlignment(Pos.CENTER_LEFT);
        return key;
    }
}
