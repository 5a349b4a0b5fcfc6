package dev.portcullis.console.common;

import dev.portcullis.console.common.Pieces.Piece;
import java.util.List;
import java.util.function.Consumer;
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

    /** Leaves it the room for its header, until it is told otherwise. It must know how high a row is. */
    public void close() {
        table.setMaxHeight(table.getFixedCellSize());
    }

    /**
     * Has it grow to all of its place, a few rows at a time, after whatever is coming already: what is around it can be seen by then.
     *
     * @param grown hears that it has
     */
    public void grow(Runnable grown) {
        grow(0, Pieces::last, grown);
    }

    /** Likewise, before whatever else is coming. */
    public void growAtOnce() {
        grow(0, piece -> Pieces.first(List.of(piece)), () -> {});
    }

    private void grow(int rows, Consumer<Piece> how, Runnable grown) {
        int weight = AT_ONCE * CELL * table.getVisibleLeafColumns().size();
        how.accept(new Piece(this, weight, () -> {
            if (makeFor(rows + AT_ONCE)) {
                grow(rows + AT_ONCE, how, grown);
            } else {
                grown.run();
            }
        }));
    }

    /** Makes it as high as so many rows are; as high as it can be if that is not higher. Whether it can be higher. */
    private boolean makeFor(int rows) {
        double head = table.lookup(".column-header-background") instanceof Region header ? header.getHeight() : 0;
        double height = table.snappedTopInset() + head + rows * table.getFixedCellSize() + table.snappedBottomInset();
        boolean more = table.getParent() instanceof Region around && height < around.getHeight();
        table.setMaxHeight(more ? height : Double.MAX_VALUE);
        return more;
    }

    /** Has it grow no more. */
    public void leave() {
        Pieces.forget(this);
    }
}
