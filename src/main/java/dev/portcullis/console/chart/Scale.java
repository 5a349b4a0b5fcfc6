package dev.portcullis.console.chart;

/**
 * A linear axis from zero with round steps.
 *
 * @param top the highest value on it
 * @param step the distance of two grid lines
 */
public record Scale(double top, double step) {
    /** The smallest round axis that holds {@code highest}, with about {@code lines} grid lines above zero. Counts are whole, so a step is never below 1. */
    public static Scale upTo(double highest, int lines) {
        double raw = Math.max(1, highest) / lines;
        double magnitude = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = magnitude * 10;
        for (double factor : new double[] {1, 2, 2.5, 5}) {
            if (factor * magnitude >= raw) {
                step = factor * magnitude;
                break;
            }
        }
        step = Math.max(1, step < 10 ? Math.ceil(step) : step);
        return new Scale(step * Math.ceil(Math.max(1, highest) / step), step);
    }
}
