package dev.portcullis.console.chart;

import dev.portcullis.api.Stats;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;
import org.jspecify.annotations.Nullable;

/** Active sessions over the last hour, with both axes; the pointer reads a minute's value off it. */
final class LiveChart extends Region {
    private static final int GRID_LINES = 3;
    private static final double AXIS_WIDTH = 38;
    private static final double AXIS_HEIGHT = 16;
    private static final double TOP = 6;
    private static final double RIGHT = 18;
    private static final Duration SPAN = Duration.ofHours(1);
    private static final int TICK_MINUTES = 15;
    private static final double LOWEST_TOP = 3;

    /** Narrower than this there is room for every other time only. */
    private static final double ROOM_FOR_ALL_TIMES = 280;

    private static final double BETWEEN_TIMES = 8;

    private final Polyline line = new Polyline();
    private final Polygon fill = new Polygon();
    private final Line pointer = new Line();
    private final Label reading = new Label();
    private final List<Line> grid = new ArrayList<>();
    private final List<Label> counts = new ArrayList<>();
    private final List<Label> times = new ArrayList<>();
    private @Nullable Stats stats;
    private double pointed = -1;

    LiveChart() {
        getStyleClass().addAll("live-chart", "series-active");
        line.getStyleClass().add("chart-line");
        fill.getStyleClass().add("chart-fill");
        pointer.getStyleClass().add("chart-pointer");
        reading.getStyleClass().add("chart-reading");
        for (int i = 0; i <= GRID_LINES + 1; i++) {
            grid.add(styled(new Line(), "chart-grid"));
            counts.add(styled(new Label(), "chart-axis"));
        }
        for (int i = 0; i <= SPAN.toMinutes() / TICK_MINUTES; i++) {
            times.add(styled(new Label(), "chart-axis"));
        }
        getChildren().addAll(grid);
        getChildren().addAll(fill, line, pointer);
        getChildren().addAll(counts);
        getChildren().addAll(times);
        getChildren().add(reading);
        getChildren().forEach(child -> {
            child.setManaged(false);
            child.setMouseTransparent(true);
        });
        setOnMouseMoved(event -> point(event.getX()));
        setOnMouseExited(_ -> point(-1));
        setMinSize(0, 0);
    }

    void show(Stats newStats) {
        stats = newStats;
        requestLayout();
    }

    private void point(double x) {
        pointed = x;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        Stats shown = stats;
        if (shown == null) {
            getChildren().forEach(child -> child.setVisible(false));
            return;
        }
        double highest =
                shown.minutes().stream().mapToLong(Stats.Minute::active).max().orElse(0);
        Scale scale = Scale.upTo(Math.max(LOWEST_TOP, highest), GRID_LINES);
        layoutCounts(scale);
        layoutTimes(shown.at());
        layoutLine(shown, scale);
        layoutReading(shown, scale);
    }

    private void layoutCounts(Scale scale) {
        for (int i = 0; i < grid.size(); i++) {
            double value = i * scale.step();
            boolean visible = value <= scale.top() + scale.step() / 2;
            Line each = grid.get(i);
            Label label = counts.get(i);
            each.setVisible(visible);
            label.setVisible(visible);
            double y = Math.rint(y(value, scale)) + 0.5;
            each.setStartX(AXIS_WIDTH);
            each.setEndX(right());
            each.setStartY(y);
            each.setEndY(y);
            label.setText(Figures.brief(value));
            label.autosize();
            label.relocate(AXIS_WIDTH - 8 - label.getWidth(), Math.rint(y - label.getHeight() / 2));
        }
    }

    private void layoutTimes(Instant now) {
        long quarter = TICK_MINUTES * 60L;
        Instant tick = Instant.ofEpochSecond(now.getEpochSecond() / quarter * quarter);
        double free = getWidth();
        for (Label label : times) {
            double x = x(tick, now);
            label.setText(Figures.minute(tick));
            label.autosize();
            double left = Math.rint(x - label.getWidth() / 2);
            boolean room = getWidth() >= ROOM_FOR_ALL_TIMES || tick.getEpochSecond() % (2 * quarter) == 0;
            label.setVisible(room && left >= AXIS_WIDTH - 4 && left + label.getWidth() <= free);
            free = label.isVisible() ? left - BETWEEN_TIMES : free;
            label.relocate(left, getHeight() - AXIS_HEIGHT + 2);
            tick = tick.minusSeconds(quarter);
        }
    }

    private void layoutLine(Stats shown, Scale scale) {
        line.setVisible(true);
        fill.setVisible(true);
        line.getPoints().clear();
        fill.getPoints().clear();
        double first = right();
        for (Stats.Minute minute : shown.minutes()) {
            double x = Math.max(AXIS_WIDTH, x(minute.at(), shown.at()));
            double y = y((double) minute.active(), scale);
            first = Math.min(first, x);
            line.getPoints().addAll(x, y);
            fill.getPoints().addAll(x, y);
        }
        fill.getPoints().addAll(right(), y(0, scale), first, y(0, scale));
    }

    private void layoutReading(Stats shown, Scale scale) {
        boolean inside =
                pointed >= AXIS_WIDTH && pointed <= right() && !shown.minutes().isEmpty();
        pointer.setVisible(inside);
        reading.setVisible(inside);
        if (!inside) {
            return;
        }
        Stats.Minute nearest = shown.minutes().getFirst();
        for (Stats.Minute minute : shown.minutes()) {
            if (Math.abs(x(minute.at(), shown.at()) - pointed) < Math.abs(x(nearest.at(), shown.at()) - pointed)) {
                nearest = minute;
            }
        }
        double x = Math.rint(x(nearest.at(), shown.at())) + 0.5;
        pointer.setStartX(x);
        pointer.setEndX(x);
        pointer.setStartY(TOP);
        pointer.setEndY(y(0, scale));
        reading.setText(
                Figures.minute(nearest.at().truncatedTo(ChronoUnit.MINUTES)) + "  " + Figures.count(nearest.active()));
        reading.autosize();
        double left = x + 6 + reading.getWidth() > getWidth() ? x - 6 - reading.getWidth() : x + 6;
        reading.relocate(Math.rint(left), TOP);
    }

    private double right() {
        return getWidth() - RIGHT;
    }

    private double x(Instant at, Instant now) {
        double past = (double) Duration.between(at, now).toMillis() / SPAN.toMillis();
        return right() - past * (right() - AXIS_WIDTH);
    }

    private double y(double value, Scale scale) {
        double height = getHeight() - TOP - AXIS_HEIGHT;
        return TOP + height * (1 - value / scale.top());
    }

    private static <T extends javafx.scene.Node> T styled(T node, String styleClass) {
        node.getStyleClass().add(styleClass);
        return node;
    }
}
