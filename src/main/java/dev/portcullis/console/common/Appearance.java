package dev.portcullis.console.common;

import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.util.Subscription;

/** How the console looks at present: the user's choice, and the theme that follows from it. Belongs to the JavaFX thread. */
public final class Appearance implements AutoCloseable {
    private final ObjectProperty<ThemeChoice> choice;
    private final ReadOnlyObjectWrapper<Theme> theme;
    private final Subscription desktop;

    public Appearance(ThemeChoice choice) {
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

    /** Dresses a scene, now and at each change from now on. */
    public void dress(Scene scene) {
        theme.subscribe(now -> now.dress(scene));
    }

    @Override
    public void close() {
        desktop.unsubscribe();
    }

    private void follow() {
        theme.set(choice.get().on(scheme()));
    }

    private static ColorScheme scheme() {
        return Platform.getPreferences().getColorScheme();
    }
}
