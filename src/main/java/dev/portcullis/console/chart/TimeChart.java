package dev.portcullis.console.chart;

import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;
import org.jspecify.annotations.Nullable;

/**
 * Lines over a time. The pointer, or the arrow keys, read their values off at a step; a click, or Enter, chooses the step. Made of shapes, so that the stylesheets
 * colour it; what is read off moves without the lines being made anew.
 */
public final class TimeChart extends Region {
    private static final int GRID_LINES = 4;
    private static final double AXIS_WIDTH = 38;
    private static final double AXIS_HEIGHT = 18;
    private static final double TOP = 8;
    private static final double RIGHT = 14;
    private static final double TICK = 74;
    private static final double DOT = 3.5;
    private static final double LOWEST_TOP = 4;

    private final String title;
    private final List<Line> grid = new ArrayList<>();
    private final List<Label> counts = new ArrayList<>();
    private final List<Label> times = new ArrayList<>();
    private final List<Node> drawn = new ArrayList<>();
    private final List<Circle> dots = new ArrayList<>();
    private final Line pointer = new Line();
    private final VBox reading = new VBox();
    private @Nullable Data data;
    private Scale scale = Scale.upTo(LOWEST_TOP, GRID_LINES);
    private @Nullable IntConsumer onChosen;
    private int pointed = -1;

    /**
     * One line.
     *
     * @param name as it is read off
     * @param styleClass that colours it
     * @param filled whether what is beneath it is
     * @param values for each step one; NaN where there is none
     */
    public record Series(String name, String styleClass, boolean filled, double[] values) {}

    /**
     * What is drawn.
     *
     * @param from the left end
     * @param to the right end
     * @param steps where the values are, from the left to the right
     * @param when what each step is called
     * @param series the first lies on top
     */
    public record Data(Instant from, Instant to, List<Instant> steps, IntFunction<String> when, List<Series> series) {}

    /** @param title what it shows, for who does not see it */
    public TimeChart(String title) {
        this.title = title;
        getStyleClass().add("time-chart");
        pointer.getStyleClass().add("chart-pointer");
        reading.getStyleClass().add("chart-readings");
        for (int i = 0; i <= GRID_LINES + 1; i++) {
            grid.add(styled(new Line(), "chart-grid"));
            counts.add(styled(new Label(), "chart-axis"));
        }
        setMinSize(0, 0);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.SLIDER);
        setAccessibleText(title);
        setOnMouseMoved(event -> point(nearest(event.getX())));
        setOnMouseExited(_ -> point(-1));
        setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                requestFocus();
                point(nearest(event.getX()));
                choose();
            }
        });
        focusedProperty()
                .addListener((_, _, focused) -> point(focused && pointed < 0 ? last() : focused ? pointed : -1));
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    }

    /** What a click on a step does, or Enter. */
    public void onChosen(IntConsumer chosen) {
        onChosen = chosen;
        getStyleClass().add("choosable");
    }

    public void show(Data now) {
        Instant before = data == null || pointed < 0 ? null : data.steps().get(pointed);
        boolean same = data != null && looks(data).equals(looks(now));
        data = now;
        double highest = LOWEST_TOP;
        for (Series series : now.series()) {
            for (double value : series.values()) {
                highest = value > highest ? value : highest;
            }
        }
        scale = Scale.upTo(highest, GRID_LINES);
        pointed = before == null ? -1 : closest(before);
        if (!same) {
            build(now);
        }
        describe();
        requestLayout();
    }

    /** What it is made of. */
    private static List<String> looks(Data data) {
        return data.series().stream()
                .map(series -> series.styleClass() + series.filled())
                .toList();
    }

    private void build(Data now) {
        drawn.clear();
        dots.clear();
        for (Series series : now.series().reversed()) {
            if (series.filled()) {
                drawn.add(styled(new Polygon(), "chart-fill", series.styleClass()));
            }
            drawn.add(styled(new Polyline(), "chart-line", series.styleClass()));
        }
        for (Series series : now.series()) {
            dots.add(styled(new Circle(DOT), "chart-dot", series.styleClass()));
        }
        List<Node> all = new ArrayList<>(grid);
        all.addAll(drawn);
        all.add(pointer);
        all.addAll(dots);
        all.addAll(counts);
        all.addAll(times);
        all.add(reading);
        all.forEach(TimeChart::still);
        getChildren().setAll(all);
    }

    private static void still(Node node) {
        node.setManaged(false);
        node.setMouseTransparent(true);
    }

    private void pressed(KeyEvent event) {
        switch (event.getCode()) {
            case LEFT -> point(Math.max(0, pointed < 0 ? last() : pointed - 1));
            case RIGHT -> point(Math.min(last(), pointed + 1));
            case HOME -> point(0);
            case END -> point(last());
            case ENTER, SPACE -> choose();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void choose() {
        if (onChosen != null && pointed >= 0) {
            onChosen.accept(pointed);
        }
    }

    private int last() {
        return data == null ? -1 : data.steps().size() - 1;
    }

    private void point(int step) {
        if (step != pointed) {
            pointed = step;
            describe();
            layoutReading();
        }
    }

    /** For who does not see it: what it is, and what is read off at present. */
    private void describe() {
        Data now = data;
        if (now == null || now.steps().isEmpty()) {
            return;
        }
        int step = pointed < 0 ? last() : pointed;
        StringBuilder text =
                new StringBuilder(title).append(": ").append(now.when().apply(step));
        for (Series series : now.series()) {
            text.append(", ").append(series.name()).append(' ').append(value(series, step));
        }
        setAccessibleText(text.toString());
        notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }

    private static String value(Series series, int step) {
        double value = series.values()[step];
        return Double.isNaN(value) ? Text.get("chart.none") : Figures.count(Math.round(value));
    }

    @Override
    protected void layoutChildren() {
        Data now = data;
        if (now == null || getWidth() < Measures.px(2 * AXIS_WIDTH) || getHeight() < Measures.px(3 * AXIS_HEIGHT)) {
            getChildren().forEach(child -> child.setVisible(false));
            return;
        }
        layoutCounts();
        layoutTimes(now);
        layoutLines(now);
        layoutReading();
    }

    private void layoutCounts() {
        for (int i = 0; i < grid.size(); i++) {
            double value = i * scale.step();
            boolean visible = value <= scale.top() + scale.step() / 2;
            Line each = grid.get(i);
            Label label = counts.get(i);
            each.setVisible(visible);
            label.setVisible(visible);
            double y = Math.rint(y(value)) + 0.5;
            each.setStartX(left());
            each.setEndX(right());
            each.setStartY(y);
            each.setEndY(y);
            label.setText(Figures.brief(value));
            label.autosize();
            label.relocate(left() - 8 - label.getWidth(), Math.rint(y - label.getHeight() / 2));
        }
    }

    private void layoutTimes(Data now) {
        int most = (int) ((right() - left()) / Measures.px(TICK));
        List<TimeAxis.Tick> ticks = TimeAxis.ticks(now.from(), now.to(), most, ZoneId.systemDefault());
        while (times.size() < ticks.size()) {
            Label label = styled(new Label(), "chart-axis");
            still(label);
            times.add(label);
            getChildren().add(getChildren().size() - 1, label);
        }
        for (int i = 0; i < times.size(); i++) {
            Label label = times.get(i);
            label.setVisible(i < ticks.size());
            if (i < ticks.size()) {
                TimeAxis.Tick tick = ticks.get(i);
                label.setText(tick.day() ? Figures.weekday(tick.at()) : Figures.minute(tick.at()));
                label.autosize();
                double x = Math.rint(x(tick.at(), now) - label.getWidth() / 2);
                label.setVisible(x >= left() - Measures.px(4) && x + label.getWidth() <= getWidth());
                label.relocate(x, getHeight() - Measures.px(AXIS_HEIGHT) + 3);
            }
        }
    }

    private void layoutLines(Data now) {
        int place = 0;
        for (Series series : now.series().reversed()) {
            Polygon fill = series.filled() ? (Polygon) drawn.get(place++) : null;
            Polyline line = (Polyline) drawn.get(place++);
            List<Double> points = new ArrayList<>();
            for (int i = 0; i < series.values().length; i++) {
                if (!Double.isNaN(series.values()[i])) {
                    points.add(Math.clamp(x(now.steps().get(i), now), left(), right()));
                    points.add(y(series.values()[i]));
                }
            }
            line.setVisible(true);
            line.getPoints().setAll(points);
            if (fill != null) {
                fill.setVisible(points.size() > 2);
                if (points.size() > 2) {
                    double from = points.getFirst();
                    double to = points.get(points.size() - 2);
                    points.addAll(List.of(to, y(0), from, y(0)));
                    fill.getPoints().setAll(points);
                }
            }
        }
    }

    private void layoutReading() {
        Data now = data;
        boolean inside = now != null && pointed >= 0 && pointed < now.steps().size() && getWidth() > 0;
        pointer.setVisible(inside);
        reading.setVisible(inside);
        dots.forEach(dot -> dot.setVisible(false));
        if (!inside || now == null) {
            return;
        }
        double x = Math.rint(Math.clamp(x(now.steps().get(pointed), now), left(), right())) + 0.5;
        pointer.setStartX(x);
        pointer.setEndX(x);
        pointer.setStartY(Measures.px(TOP));
        pointer.setEndY(y(0));
        Label when = styled(new Label(now.when().apply(pointed)), "chart-reading-when");
        List<Node> lines = new ArrayList<>(List.of(when));
        for (int i = 0; i < now.series().size(); i++) {
            Series series = now.series().get(i);
            double value = series.values()[pointed];
            Circle dot = dots.get(i);
            dot.setVisible(!Double.isNaN(value));
            dot.setCenterX(x);
            dot.setCenterY(Double.isNaN(value) ? 0 : y(value));
            lines.add(line(series, pointed));
        }
        reading.getChildren().setAll(lines);
        reading.applyCss();
        reading.autosize();
        double beside = Measures.px(10);
        double left = x + beside + reading.getWidth() > getWidth() ? x - beside - reading.getWidth() : x + beside;
        reading.relocate(Math.rint(Math.max(0, left)), Measures.px(TOP));
    }

    private static Node line(Series series, int step) {
        Region dot = styled(new Region(), "dot", "series-dot", series.styleClass());
        Label value = styled(new Label(value(series, step)), "mono");
        Label name = styled(new Label(series.name()), "second");
        HBox line = styled(new HBox(dot, value, name), "chart-reading-line");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private int nearest(double x) {
        Data now = data;
        if (now == null || now.steps().isEmpty() || x < left() - DOT || x > right() + Measures.px(RIGHT)) {
            return -1;
        }
        int best = 0;
        for (int i = 1; i < now.steps().size(); i++) {
            if (Math.abs(x(now.steps().get(i), now) - x)
                    < Math.abs(x(now.steps().get(best), now) - x)) {
                best = i;
            }
        }
        return best;
    }

    private int closest(Instant at) {
        Data now = data;
        int best = -1;
        for (int i = 0; now != null && i < now.steps().size(); i++) {
            if (best < 0
                    || Duration.between(now.steps().get(i), at)
                                    .abs()
                                    .compareTo(Duration.between(now.steps().get(best), at)
                                            .abs())
                            < 0) {
                best = i;
            }
        }
        return best;
    }

    private static double left() {
        return Measures.px(AXIS_WIDTH);
    }

    private double right() {
        return getWidth() - Measures.px(RIGHT);
    }

    private double x(Instant at, Data now) {
        double whole = Duration.between(now.from(), now.to()).toMillis();
        double part = Duration.between(now.from(), at).toMillis();
        return left() + part / whole * (right() - left());
    }

    private double y(double value) {
        double height = getHeight() - Measures.px(TOP) - Measures.px(AXIS_HEIGHT);
        return Measures.px(TOP) + height * (1 - value / scale.top());
    }

    private static <T extends Node> T styled(T node, String... styleClasses) {
        node.getStyleClass().addAll(styleClasses);
        return node;
    }
}
