package dev.portcullis.console.common;

import java.util.Locale;

/** How much room a row of a table has. */
public enum Density {
    DENSE(28),
    NORMAL(34),
    ROOMY(42);

    private final double row;

    Density(double row) {
        this.row = row;
    }

    /** In pixels, at the normal size of text. */
    double row() {
        return row;
    }

    /** Its name in the settings. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
