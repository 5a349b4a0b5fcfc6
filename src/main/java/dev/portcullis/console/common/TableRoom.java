package dev.portcullis.console.common;

import dev.portcullis.console.common.Pieces.Piece;
import javafx.geometry.Pos;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * How much of its place, in a {@link StackPane}, a table takes: at first little, then as much as so many rows need, in the end all of it. A table makes the cells for all the
 * room that it has at once, and to make those of a whole window holds the JavaFX thread for 100 ms.
 */
public final class TableRoom {
    /** In nodes: what a cell is made of. */
    private static final int CELL = 3;

    /** So many rows come in a pulse: by ones, a table that somebody waits for would take half as long again. */
    private static final int AT_ONCE = 2;

    private final TableView<?> table;

    /** Leaves the table as it is. */
    public TableRoom(TableView<?> table) {
        this.table = table;
        StackPane.setAlignment(table, Pos.TOP_CENTER);
    }

    /** In nodes: what a row is made of that has so many cells. */
    public static int weight(int cells) {
        return CELL * cells;
    }

    /** Leaves it the room for its header, until it is told otherwise. */
    public void close() {
        table.setMaxHeight(table.getFixedCellSize());
    }

    /**
     * Makes it as high as so many rows are; as high as it can be if that is not higher.
     *
     * @return whether it can be higher
     */
    public boolean makeFor(int rows) {
        double head = table.lookup(".column-header-background") instanceof Region header ? header.getHeight() : 0;
        double height = table.snappedTopInset() + head + rows * table.getFixedCellSize() + table.snappedBottomInset();
        boolean more = table.getParent() instanceof Region around && height < around.getHeight();
        table.setMaxHeight(more ? height : Double.MAX_VALUE);
        return more;
    }

    /**
     * Has it grow from so many rows on, a few at a time, to all of its place; after whatever is coming already, so that what is around it can be seen by then.
     *
     * @param grown hears that it has
     */
    public void growFrom(int rows, Runnable grown) {
        int weight = AT_ONCE * weight(table.getVisibleLeafColumns().size());
        Pieces.last(new Piece(this, weight, () -> {
            if (makeFor(rows + AT_ONCE)) {
                growFrom(rows + AT_ONCE, grown);
            } else {
                grown.run();
            }
        }));
    }

    /** Has it grow no more. */
    public void leave() {
        Pieces.forget(this);
    }
}
