package dev.portcullis.console.chart;

import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Tips;
import dev.portcullis.console.common.Unfolding;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Names with their counts, a line each, the longest bar first. */
public final class BarList extends VBox {
    private final Label more = new Label();
    private final VBox lines = new VBox();
    private final List<Line> made = new ArrayList<>();
    private final Label none = new Label(Text.get("chart.nothing"));
    private final Bars bars;

    public BarList(String title) {
        Label head = new Label(title);
        head.getStyleClass().add("chart-title");
        head.setMinWidth(USE_PREF_SIZE);
        more.getStyleClass().add("chart-unit");
        HBox line = new HBox(head, more);
        line.getStyleClass().add("chart-head");
        line.setAlignment(Pos.CENTER_LEFT);
        none.getStyleClass().add("second");
        lines.getStyleClass().add("bar-lines");
        bars = new Bars(lines, title, KeyCode.UP, KeyCode.DOWN);
        getStyleClass().add("bar-list");
        getChildren().setAll(line, lines);
    }

    /**
     * Shows these in place of what was shown.
     *
     * @param others how many there are that are not named
     */
    public void show(List<Bar> now, long others) {
        more.setText(others == 0 ? "" : Text.get("chart.more", others));
        long longest = now.stream().mapToLong(Bar::count).max().orElse(0);
        while (made.size() < now.size()) {
            made.add(new Line());
        }
        List<Line> places = made.subList(0, now.size());
        for (int i = 0; i < now.size(); i++) {
            places.get(i).show(now.get(i), longest);
        }
        bars.show(now, places);
        Unfolding.set(lines, now.isEmpty() ? List.of(none) : List.copyOf(places));
        lines.setFocusTraversable(!now.isEmpty());
    }

    /** A bar with what it is called and its count. Shows one after the other, as the figures change: to make it anew each time would be as much work as the first time. */
    private static final class Line extends HBox {
        private final Label name = new Label();
        private final Track track = new Track();
        private final Label count = new Label();
        private final Runnable renewTip = Tips.install(this, this::getAccessibleHelp);

        Line() {
            name.getStyleClass().add("bar-name");
            HBox.setHgrow(track, Priority.ALWAYS);
            count.getStyleClass().addAll("mono", "bar-count");
            getChildren().setAll(name, track, count);
            getStyleClass().add("bar-line");
            setAlignment(Pos.CENTER_LEFT);
        }

        void show(Bar bar, long longest) {
            name.setText(bar.name());
            track.show(longest == 0 ? 0 : (double) bar.count() / longest, bar.styleClass());
            count.setText(Figures.count(bar.count()));
            setAccessibleHelp(bar.tip());
            renewTip.run();
        }
    }

    /** The bar, in what would be the longest. */
    private static final class Track extends Region {
        private static final double SHORTEST = 3;

        private final Region fill = new Region();
        private double share;
        private String styleClass = "";

        Track() {
            getStyleClass().add("bar-track");
            fill.getStyleClass().add("bar-fill");
            getChildren().setAll(fill);
        }

        void show(double share, String styleClass) {
            if (!styleClass.equals(this.styleClass)) {
                fill.getStyleClass().remove(this.styleClass);
                fill.getStyleClass().add(styleClass);
                this.styleClass = styleClass;
            }
            this.share = share;
            requestLayout();
        }

        @Override
        protected void layoutChildren() {
            double width = share == 0 ? 0 : Math.max(SHORTEST, snapSizeX(getWidth() * share));
            fill.resizeRelocate(0, 0, width, getHeight());
        }
    }
}
