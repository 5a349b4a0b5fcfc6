package dev.portcullis.console.common;

import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.util.Subscription;

/**
 * How large everything is: the size of text, which all sizes in the stylesheets follow, and the density of rows. One console has one size, as it wears one theme.
 * Sizes that stand in Java go through {@link #px}. Belongs to the JavaFX thread; {@link Appearance} sets it.
 */
public final class Measures {
    /** In percent. */
    public static final int NORMAL = 100;

    /** In percent; in between, what Ctrl with plus and minus steps through. */
    public static final List<Integer> SIZES = List.of(NORMAL, 110, 125, 150);

    private static final ReadOnlyIntegerWrapper TEXT_SIZE = new ReadOnlyIntegerWrapper(NORMAL);
    private static final ObjectProperty<Density> DENSITY = new SimpleObjectProperty<>(Density.NORMAL);

    private Measures() {}

    public static ReadOnlyIntegerProperty textSizeProperty() {
        return TEXT_SIZE.getReadOnlyProperty();
    }

    public static ReadOnlyObjectProperty<Density> densityProperty() {
        return DENSITY;
    }

    static void textSize(int percent) {
        TEXT_SIZE.set(percent);
    }

    static void density(Density density) {
        DENSITY.set(density);
    }

    /** What is so many pixels at the normal size of text. */
    public static double px(double atNormal) {
        return atNormal * TEXT_SIZE.get() / NORMAL;
    }

    /** How high a table's row is. */
    public static double row() {
        return Math.round(px(DENSITY.get().row()));
    }

    /** Calls {@code onChange} now and at each change, until the subscription ends. */
    public static Subscription follow(Runnable onChange) {
        onChange.run();
        return Subscription.combine(TEXT_SIZE.subscribe(onChange), DENSITY.subscribe(onChange));
    }
}
