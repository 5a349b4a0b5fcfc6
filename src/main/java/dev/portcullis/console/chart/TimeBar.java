package dev.portcullis.console.chart;

import javafx.scene.layout.Region;

/** A bar that runs down: its length is what is left, its colour the {@link Level}. CSS classes {@code time-bar} and, inside, {@code fill} with the level's. */
public final class TimeBar extends Region {
    private static final double HEIGHT = 5;
    private static final double SHORTEST = 2;

    private final Region fill = new Region();
    private Level level = Level.AMPLE;
    private double fraction;

    public TimeBar() {
        getStyleClass().add("time-bar");
        fill.getStyleClass().addAll("fill", level.styleClass());
        getChildren().add(fill);
        setPrefHeight(HEIGHT);
        setMinHeight(HEIGHT);
        setMaxHeight(HEIGHT);
    }

    /** What is left, from 0 to 1. */
    public void show(double left) {
        Level now = Level.of(left);
        if (now != level) {
            fill.getStyleClass().set(1, now.styleClass());
            level = now;
        }
        if (left != fraction) {
            fraction = left;
            requestLayout();
        }
    }

    @Override
    protected void layoutChildren() {
        double width = fraction == 0 ? 0 : Math.max(SHORTEST, snapSizeX(getWidth() * fraction));
        fill.resizeRelocate(0, 0, width, getHeight());
    }
}
