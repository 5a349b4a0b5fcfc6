package dev.portcullis.console.chart;

import java.time.Duration;
import java.time.Instant;

/** How much of a time to live is left. The same three colours stand for the same three levels everywhere. */
public enum Level {
    /** Above half. */
    AMPLE("ok"),
    /** Half or less. */
    LOW("warn"),
    /** A fifth or less. */
    SHORT("bad");

    private final String styleClass;

    Level(String styleClass) {
        this.styleClass = styleClass;
    }

    /** The CSS class that colours it. */
    public String styleClass() {
        return styleClass;
    }

    /** The level at which a fraction, from 0 to 1, is left. */
    public static Level of(double fraction) {
        if (fraction > 0.5) {
            return AMPLE;
        }
        return fraction > 0.2 ? LOW : SHORT;
    }

    /** What is left of {@code whole} until {@code end}, from 0 to 1. */
    public static double fraction(Instant now, Instant end, Duration whole) {
        if (whole.isZero() || whole.isNegative()) {
            return 0;
        }
        return Math.clamp((double) Duration.between(now, end).toMillis() / whole.toMillis(), 0, 1);
    }
}
