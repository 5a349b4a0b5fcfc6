package dev.portcullis.console.chart;

import javafx.scene.layout.Region;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;

/** A line without axes, from zero. CSS classes {@code chart-line} and {@code chart-fill}; the colour comes from the series' own class on the parent. */
final class Sparkline extends Region {
    private static final double AIR = 2;

    /** The least that fills the height: one login an hour is no mountain. */
    private static final double LOWEST_TOP = 4;

    private final Polyline line = new Polyline();
    private final Polygon fill = new Polygon();
    private double[] values = {};

    Sparkline() {
        getStyleClass().add("sparkline");
        line.getStyleClass().add("chart-line");
        fill.getStyleClass().add("chart-fill");
        line.setManaged(false);
        fill.setManaged(false);
        getChildren().addAll(fill, line);
        setMinSize(0, 0);
    }

    void show(double[] newValues) {
        values = newValues;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        line.getPoints().clear();
        fill.getPoints().clear();
        if (values.length < 2) {
            return;
        }
        double highest = LOWEST_TOP;
        for (double value : values) {
            highest = Math.max(highest, value);
        }
        double height = getHeight() - AIR;
        for (int i = 0; i < values.length; i++) {
            double x = getWidth() * i / (values.length - 1);
            double y = AIR + height * (1 - values[i] / highest) - 0.5;
            line.getPoints().addAll(x, y);
            fill.getPoints().addAll(x, y);
        }
        fill.getPoints().addAll(getWidth(), getHeight(), 0.0, getHeight());
    }
}
