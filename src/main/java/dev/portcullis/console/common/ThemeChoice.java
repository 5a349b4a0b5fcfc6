package dev.portcullis.console.common;

import java.util.Locale;
import javafx.application.ColorScheme;

/** What the user wants the console to look like. */
public enum ThemeChoice {
    DARK,
    LIGHT,
    /** As the desktop is set, and changing with it. */
    SYSTEM;

    /** The theme to wear on a desktop that is set to {@code scheme}. */
    public Theme on(ColorScheme scheme) {
        return switch (this) {
            case DARK -> Theme.DARK;
            case LIGHT -> Theme.LIGHT;
            case SYSTEM -> Theme.of(scheme);
        };
    }

    /** Its name in the settings and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
