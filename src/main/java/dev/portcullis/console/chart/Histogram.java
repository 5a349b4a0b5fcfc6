package dev.portcullis.console.chart;

import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Tips;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;

/** Counts side by side, each over its name. */
public final class Histogram extends Region {
    private static final double GAP = 4;
    private static final double AXIS = 18;
    private static final double SHORTEST = 2;
    private static final double WIDEST = 44;

    private final Bars bars;
    private List<Bar> shown = List.of();
    private final List<Region> fills = new ArrayList<>();
    private final List<Region> columns = new ArrayList<>();
    private final List<Label> names = new ArrayList<>();
    private final List<Label> counts = new ArrayList<>();

    public Histogram(String title) {
        getStyleClass().add("histogram");
        bars = new Bars(this, title, KeyCode.LEFT, KeyCode.RIGHT);
        setMinSize(0, 0);
    }

    public void show(List<Bar> now) {
        shown = List.copyOf(now);
        fills.clear();
        columns.clear();
        names.clear();
        counts.clear();
        getChildren().clear();
        for (Bar bar : now) {
            Region fill = new Region();
            fill.getStyleClass().addAll("bar-fill", bar.styleClass());
            fill.setMouseTransparent(true);
            Label name = new Label(bar.name());
            name.getStyleClass().add("chart-axis");
            name.setMouseTransparent(true);
            Label count = new Label(bar.count() == 0 ? "" : Figures.brief((double) bar.count()));
            count.getStyleClass().add("chart-axis");
            count.setMouseTransparent(true);
            Region column = new Region();
            column.getStyleClass().add("histogram-column");
            Tips.install(column, bar.tip());
            columns.add(column);
            fills.add(fill);
            names.add(name);
            counts.add(count);
            getChildren().addAll(column, fill, name, count);
        }
        bars.show(now, columns);
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        if (shown.isEmpty()) {
            return;
        }
        long highest = Math.max(1, shown.stream().mapToLong(Bar::count).max().orElse(1));
        double wide = getWidth() / shown.size();
        double bottom = getHeight() - Measures.px(AXIS);
        double room = bottom - Measures.px(AXIS);
        for (int i = 0; i < shown.size(); i++) {
            double left = Math.rint(i * wide);
            double width = Math.rint((i + 1) * wide) - left;
            double bar = Math.min(width - GAP, Measures.px(WIDEST));
            long count = shown.get(i).count();
            double height = count == 0 ? 0 : Math.max(SHORTEST, Math.rint(room * count / highest));
            double x = Math.rint(left + (width - bar) / 2);
            columns.get(i).resizeRelocate(left, 0, width, getHeight());
            fills.get(i).resizeRelocate(x, bottom - height, bar, height);
            middle(names.get(i), left + width / 2, bottom + 3);
            middle(
                    counts.get(i),
                    left + width / 2,
                    bottom - height - counts.get(i).prefHeight(-1) - 1);
        }
    }

    private static void middle(Label label, double x, double y) {
        label.autosize();
        label.relocate(Math.rint(x - label.getWidth() / 2), Math.rint(y));
    }
}
