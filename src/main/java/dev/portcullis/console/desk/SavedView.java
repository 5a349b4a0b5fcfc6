package dev.portcullis.console.desk;

import java.util.List;

/**
 * A way to look at the sessions, under a name.
 *
 * @param name as its owner calls it; no two of one owner are the same, whatever the case
 * @param query what is asked, in the server's query language, which also says in which states
 * @param order by what the rows are ordered, as the server calls it: {@code -createdAt}
 * @param columns which columns it shows; empty if it leaves them as they are
 */
public record SavedView(String name, String query, String order, List<Arrangement.Column> columns) {
    public SavedView {
        columns = List.copyOf(columns);
    }

    /** The same under another name. */
    public SavedView named(String now) {
        return new SavedView(now, query, order, columns);
    }

    /** Whether it goes by this name. */
    public boolean isCalled(String other) {
        return name.equalsIgnoreCase(other.strip());
    }
}
