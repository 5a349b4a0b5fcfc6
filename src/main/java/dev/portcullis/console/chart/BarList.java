package dev.portcullis.console.chart;

import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Tips;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
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
    private final Bars bars;

    public BarList(String title) {
        Label head = new Label(title);
        head.getStyleClass().add("chart-title");
        head.setMinWidth(USE_PREF_SIZE);
        more.getStyleClass().add("chart-unit");
        HBox line = new HBox(head, more);
        line.getStyleClass().add("chart-head");
        line.setAlignment(Pos.CENTER_LEFT);
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
        List<Region> places = new ArrayList<>();
        for (Bar bar : now) {
            places.add(line(bar, longest));
        }
        bars.show(now, places);
        if (now.isEmpty()) {
            Label none = new Label(Text.get("chart.nothing"));
            none.getStyleClass().add("second");
            lines.getChildren().setAll(none);
        } else {
            lines.getChildren().setAll(places.toArray(Node[]::new));
        }
        lines.setFocusTraversable(!now.isEmpty());
    }

    private static Region line(Bar bar, long longest) {
        Label name = new Label(bar.name());
        name.getStyleClass().add("bar-name");
        Track track = new Track(longest == 0 ? 0 : (double) bar.count() / longest, bar.styleClass());
        HBox.setHgrow(track, Priority.ALWAYS);
        Label count = new Label(Figures.count(bar.count()));
        count.getStyleClass().addAll("mono", "bar-count");
        HBox line = new HBox(name, track, count);
        line.getStyleClass().add("bar-line");
        line.setAlignment(Pos.CENTER_LEFT);
        Tips.install(line, bar.tip());
        return line;
    }

    /** The bar, in what would be the longest. */
    private static final class Track extends Region {
        private static final double SHORTEST = 3;

        private final Region fill = new Region();
        private final double share;

        Track(double share, String styleClass) {
            this.share = share;
            getStyleClass().add("bar-track");
            fill.getStyleClass().addAll("bar-fill", styleClass);
            getChildren().setAll(fill);
        }

        @Override
        protected void layoutChildren() {
            double width = share == 0 ? 0 : Math.max(SHORTEST, snapSizeX(getWidth() * share));
            fill.resizeRelocate(0, 0, width, getHeight());
        }
    }
}
