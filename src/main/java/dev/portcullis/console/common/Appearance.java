package dev.portcullis.console.common;

import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.util.Subscription;

/** How the console looks at present: the user's choice of a theme and the one that follows from it, the size of text, the density of rows. Belongs to the JavaFX thread. */
public final class Appearance implements AutoCloseable {
    private final ObjectProperty<ThemeChoice> choice;
    private final ReadOnlyObjectWrapper<Theme> theme;
    private final Subscription desktop;
    private Subscription dressed = Subscription.EMPTY;

    /**
     * Makes the look.
     *
     * @param textSize in percent, one of {@link Measures#SIZES}
     */
    public Appearance(ThemeChoice choice, int textSize, Density density) {
        Measures.textSize(textSize);
        Measures.density(density);
        this.choice = new SimpleObjectProperty<>(choice);
        this.theme = new ReadOnlyObjectWrapper<>(choice.on(scheme()));
        this.choice.subscribe(this::follow);
        this.desktop = Platform.getPreferences().colorSchemeProperty().subscribe(this::follow);
    }

    public ObjectProperty<ThemeChoice> choiceProperty() {
        return choice;
    }

    public ReadOnlyObjectProperty<Theme> themeProperty() {
        return theme.getReadOnlyProperty();
    }

    /** From dark to light or back, whatever the desktop says. */
    public void toggle() {
        choice.set(theme.get() == Theme.DARK ? ThemeChoice.LIGHT : ThemeChoice.DARK);
    }

    /** In percent, one of {@link Measures#SIZES}. */
    public void textSize(int percent) {
        Measures.textSize(percent);
    }

    /** To the next larger size, or with −1 the next smaller; beyond the last it stays. */
    public void stepTextSize(int by) {
        int place = Measures.SIZES.indexOf(Measures.textSizeProperty().get());
        Measures.textSize(Measures.SIZES.get(Math.clamp(place + (long) by, 0, Measures.SIZES.size() - 1)));
    }

    public void density(Density density) {
        Measures.density(density);
    }

    /** Dresses a scene, now and at each change from now on. */
    public void dress(Scene scene) {
        dressed = Subscription.combine(
                dressed,
                theme.subscribe(now -> now.dress(scene)),
                Measures.textSizeProperty().subscribe(() -> theme.get().dress(scene)));
    }

    @Override
    public void close() {
        desktop.unsubscribe();
        dressed.unsubscribe();
    }

    private void follow() {
        theme.set(choice.get().on(scheme()));
    }

    private static ColorScheme scheme() {
        return Platform.getPreferences().getColorScheme();
    }
}
