package dev.portcullis.console.sessions;

import java.util.Arrays;
import javafx.collections.ObservableListBase;

/**
 * The table's rows: those that are held of the list, in its order. The array is made elsewhere and swapped in as a whole, so that a change costs the JavaFX thread
 * the same for one row as for all. Listeners are told how many rows there are more or fewer, and not which are others: the table, which would lay out all of its cells
 * again, has those drawn that are in view.
 */
public final class RowList extends ObservableListBase<Row> {
    /** Stands around each swap. */
    interface Around {
        void before();

        /**
         * The rows are others.
         *
         * @param resized whether there are more, or fewer
         */
        void after(boolean resized);
    }

    private Around around = new Around() {
        @Override
        public void before() {}

        @Override
        public void after(boolean resized) {}
    };

    private Row[] rows = {};

    /** Takes the array over; the caller lets go of it. */
    void swap(Row[] newRows) {
        around.before();
        Row[] before = rows;
        int both = Math.min(before.length, newRows.length);
        beginChange();
        rows = newRows;
        if (newRows.length > both) {
            nextAdd(both, newRows.length);
        } else if (before.length > both) {
            nextRemove(both, Arrays.asList(before).subList(both, before.length));
        }
        endChange();
        around.after(newRows.length != before.length);
    }

    /** Who is to know of a swap before and after all listeners. */
    void around(Around keeper) {
        around = keeper;
    }

    @Override
    public Row get(int index) {
        return rows[index];
    }

    @Override
    public int size() {
        return rows.length;
    }
}
