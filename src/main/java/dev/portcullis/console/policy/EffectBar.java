package dev.portcullis.console.policy;

import java.util.List;
import javafx.scene.layout.Region;

/** All live sessions as one bar: those that end now, those that end within the hour, the others. */
public final class EffectBar extends Region {
    private static final double THINNEST = 3;

    private final List<Region> parts = List.of(part("now"), part("hour"), part("rest"));
    private double[] shares = {0, 0, 1};

    public EffectBar() {
        getStyleClass().add("effect-bar");
        getChildren().setAll(parts);
    }

    void show(long now, long hour, long all) {
        double whole = Math.max(1, all);
        shares = new double[] {now / whole, (hour - now) / whole, (all - hour) / whole};
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double x = 0;
        for (int i = 0; i < shares.length; i++) {
            boolean last = i == shares.length - 1;
            // One of a million is to be seen as well.
            double width = shares[i] <= 0 ? 0 : snapSizeX(Math.max(THINNEST, getWidth() * shares[i]));
            double room = Math.max(0, getWidth() - x);
            double taken = last ? (shares[i] <= 0 ? 0 : room) : Math.min(width, room);
            parts.get(i).resizeRelocate(x, 0, taken, getHeight());
            x += taken;
        }
    }

    private static Region part(String name) {
        Region part = new Region();
        part.getStyleClass().addAll("part", name);
        return part;
    }
}
