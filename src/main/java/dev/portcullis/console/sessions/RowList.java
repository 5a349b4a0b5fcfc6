package dev.portcullis.console.sessions;

import java.util.Arrays;
import java.util.List;
import javafx.collections.ObservableListBase;

/**
 * The table's rows: those that are held of the list, in its order. The array is made elsewhere and swapped in as a whole, so that a change costs the JavaFX thread
 * the same for one row as for all.
 */
public final class RowList extends ObservableListBase<Row> {
    /** Stands around each replacement. */
    interface Around {
        void before();

        void after();
    }

    private Around around = new Around() {
        @Override
        public void before() {}

        @Override
        public void after() {}
    };

    private Row[] rows = {};

    /**
     * Takes the array over; the caller lets go of it. Tells listeners which places hold another row, and how many there are more or fewer at the end: told of a replacement,
     * the table would empty all its cells and fill them again.
     */
    void swap(Row[] newRows) {
        around.before();
        Row[] before = rows;
        int both = Math.min(before.length, newRows.length);
        beginChange();
        rows = newRows;
        for (int i = 0; i < both; i++) {
            if (before[i] != newRows[i]) {
                nextUpdate(i);
            }
        }
        if (newRows.length > both) {
            nextAdd(both, newRows.length);
        } else if (before.length > both) {
            nextRemove(both, Arrays.asList(before).subList(both, before.length));
        }
        endChange();
        around.after();
    }

    /** Who is to know of a replacement before and after all listeners. */
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
