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
    private final List<Column> made = new ArrayList<>();
    private List<Bar> shown = List.of();

    public Histogram(String title) {
        getStyleClass().add("histogram");
        bars = new Bars(this, title, KeyCode.LEFT, KeyCode.RIGHT);
        setMinSize(0, 0);
    }

    public void show(List<Bar> now) {
        shown = List.copyOf(now);
        while (made.size() < now.size()) {
            Column column = new Column();
            made.add(column);
            getChildren().addAll(column.place, column.fill, column.name, column.count);
        }
        for (int i = 0; i < made.size(); i++) {
            made.get(i).present(i < now.size());
        }
        for (int i = 0; i < now.size(); i++) {
            made.get(i).show(now.get(i));
        }
        bars.show(
                now,
                made.subList(0, now.size()).stream().map(column -> column.place).toList());
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
            Column column = made.get(i);
            double left = Math.rint(i * wide);
            double width = Math.rint((i + 1) * wide) - left;
            double bar = Math.min(width - GAP, Measures.px(WIDEST));
            long count = shown.get(i).count();
            double height = count == 0 ? 0 : Math.max(SHORTEST, Math.rint(room * count / highest));
            double x = Math.rint(left + (width - bar) / 2);
            column.place.resizeRelocate(left, 0, width, getHeight());
            column.fill.resizeRelocate(x, bottom - height, bar, height);
            middle(column.name, left + width / 2, bottom + 3);
            middle(column.count, left + width / 2, bottom - height - column.count.prefHeight(-1) - 1);
        }
    }

    private static void middle(Label label, double x, double y) {
        label.autosize();
        label.relocate(Math.rint(x - label.getWidth() / 2), Math.rint(y));
    }

    /** A bar with its name and its count, and the place that is its own. Shows one after the other, as the figures change. */
    private static final class Column {
        private final Region place = new Region();
        private final Region fill = new Region();
        private final Label name = new Label();
        private final Label count = new Label();
        private final Runnable renewTip = Tips.install(place, place::getAccessibleHelp);
        private String styleClass = "";

        Column() {
            place.getStyleClass().add("histogram-column");
            fill.getStyleClass().add("bar-fill");
            name.getStyleClass().add("chart-axis");
            count.getStyleClass().add("chart-axis");
            fill.setMouseTransparent(true);
            name.setMouseTransparent(true);
            count.setMouseTransparent(true);
        }

        void show(Bar bar) {
            if (!bar.styleClass().equals(styleClass)) {
                fill.getStyleClass().remove(styleClass);
                fill.getStyleClass().add(bar.styleClass());
                styleClass = bar.styleClass();
            }
            name.setText(bar.name());
            count.setText(bar.count() == 0 ? "" : Figures.brief((double) bar.count()));
            place.setAccessibleHelp(bar.tip());
            renewTip.run();
        }

        void present(boolean present) {
            place.setVisible(present);
            fill.setVisible(present);
            name.setVisible(present);
            count.setVisible(present);
        }
    }
}
