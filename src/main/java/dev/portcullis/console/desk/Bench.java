package dev.portcullis.console.desk;

import java.util.ArrayList;
import java.util.List;

/**
 * How an operator has arranged the table, remembered from one day to the next.
 *
 * @param queries what was asked, the last first
 * @param facets whether the counts beside the table are shown
 */
public record Bench(List<String> queries, boolean facets) {
    /** As it is at first. */
    public static final Bench NONE = new Bench(List.of(), true);

    /** So many queries are remembered. */
    public static final int MOST_QUERIES = 50;

    public Bench {
        queries = List.copyOf(queries);
    }

    /** With this as the last that was asked, once. */
    public Bench asked(String query) {
        List<String> all = new ArrayList<>(queries);
        all.remove(query);
        all.addFirst(query);
        return new Bench(all.subList(0, Math.min(all.size(), MOST_QUERIES)), facets);
    }

    public Bench withFacets(boolean shown) {
        return new Bench(queries, shown);
    }
}
