package dev.portcullis.console.common;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ListChangeListener;
import javafx.scene.Scene;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import javafx.util.Subscription;

/** How the console looks at present: the user's choice of a theme and the one that follows from it, the size of text, the density of rows. Belongs to the JavaFX thread. */
public final class Appearance implements AutoCloseable {
    private final ObjectProperty<ThemeChoice> choice;
    private final ReadOnlyObjectWrapper<Theme> theme;
    private final Subscription desktop;

    /** Menus, tips and notices are windows of their own. */
    private final ListChangeListener<Window> opened = change -> {
        while (change.next()) {
            change.getAddedSubList().forEach(this::dress);
        }
    };

    private final Set<Runnable> before = new LinkedHashSet<>();
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
        Window.getWindows().addListener(opened);
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
        if (percent != Measures.textSizeProperty().get()) {
            announce();
            Measures.textSize(percent);
        }
    }

    /** To the next larger size, or with −1 the next smaller; beyond the last it stays. */
    public void stepTextSize(int by) {
        int place = Measures.SIZES.indexOf(Measures.textSizeProperty().get());
        textSize(Measures.SIZES.get(Math.clamp(place + (long) by, 0, Measures.SIZES.size() - 1)));
    }

    public void density(Density density) {
        if (density != Measures.densityProperty().get()) {
            announce();
            Measures.density(density);
        }
    }

    /**
     * Hears, before each change, that everything in the scenes is about to be dressed and laid out anew. That takes the longer the more there is, seen or unseen: who holds what nobody sees
     * takes it out of the scene.
     */
    public Subscription beforeChange(Runnable listener) {
        before.add(listener);
        return () -> before.remove(listener);
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
        Window.getWindows().removeListener(opened);
        desktop.unsubscribe();
        dressed.unsubscribe();
    }

    private void follow() {
        Theme now = choice.get().on(scheme());
        if (now != theme.get()) {
            announce();
            theme.set(now);
            Window.getWindows().forEach(this::dress);
        }
    }

    private void dress(Window window) {
        if (window instanceof PopupWindow) {
            theme.get().put(window.getScene().getRoot());
        }
    }

    private void announce() {
        List.copyOf(before).forEach(Runnable::run);
    }

    private static ColorScheme scheme() {
        return Platform.getPreferences().getColorScheme();
    }
}
