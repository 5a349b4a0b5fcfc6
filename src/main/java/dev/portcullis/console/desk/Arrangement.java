package dev.portcullis.console.desk;

import java.util.List;

/**
 * How an operator has arranged the table of sessions and what stands beside it, remembered from one day to the next.
 *
 * @param facets whether the counts beside the table are shown
 * @param columns all columns that were chosen or left out, in their order; empty while nobody has chosen
 */
public record Arrangement(boolean facets, List<Column> columns) {
    /** As it is at first. */
    public static final Arrangement NONE = new Arrangement(true, List.of());

    public Arrangement {
        columns = List.copyOf(columns);
    }

    /**
     * One column.
     *
     * @param name how the table calls it
     * @param shown whether it is wanted
     * @param width in pixels at the normal size of text; 0 as it comes
     */
    public record Column(String name, boolean shown, double width) {}

    public Arrangement withFacets(boolean shown) {
        return new Arrangement(shown, columns);
    }

    public Arrangement withColumns(List<Column> now) {
        return new Arrangement(facets, now);
    }
}
