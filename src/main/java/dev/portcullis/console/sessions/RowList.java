package dev.portcullis.console.sessions;

import java.util.AbstractList;
import java.util.List;
import javafx.collections.ObservableListBase;

/**
 * The table's rows: a sorted array and the places in it that are shown. Both are made elsewhere and swapped in as a whole, so that a change costs the JavaFX
 * thread the same for ten rows as for a million.
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
    private int[] shown = {};

    /** Takes both arrays over; the caller lets go of them. Tells listeners of one replacement. */
    void swap(Row[] newRows, int[] newShown) {
        around.before();
        Row[] oldRows = rows;
        int[] oldShown = shown;
        beginChange();
        rows = newRows;
        shown = newShown;
        nextReplace(0, newShown.length, view(oldRows, oldShown));
        endChange();
        around.after();
    }

    /** Who is to know of a replacement before and after all listeners. */
    void around(Around keeper) {
        around = keeper;
    }

    @Override
    public Row get(int index) {
        return rows[shown[index]];
    }

    @Override
    public int size() {
        return shown.length;
    }

    private static List<Row> view(Row[] rows, int[] shown) {
        return new AbstractList<>() {
            @Override
            public Row get(int index) {
                return rows[shown[index]];
            }

            @Override
            public int size() {
                return shown.length;
            }
        };
    }
}
