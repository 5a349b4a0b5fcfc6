package dev.portcullis.console.list;

import dev.portcullis.console.common.Pieces;
import dev.portcullis.console.common.Pieces.Piece;
import java.util.List;
import java.util.function.IntPredicate;
import javafx.collections.ListChangeListener.Change;
import javafx.collections.ObservableList;
import javafx.collections.transformation.TransformationList;

/**
 * The rows of a list as its table gets them: when there are some for the first time, one after the other, each with the room for it, since the table makes the cells then that
 * it shows all others in, and to make them all at once holds the JavaFX thread for 100 ms. From then on as they are.
 *
 * @param <R> a row
 */
final class FirstRows<R> extends TransformationList<R, R> {
    private final int weight;
    private final IntPredicate room;
    private boolean open;
    private boolean coming;

    /** For so many there is room. */
    private int most;

    private boolean all;
    private List<R> shown = List.of();

    /**
     * Shows none before it is {@link #open}.
     *
     * @param weight of how many nodes a row is made
     * @param room makes room for so many rows, and says whether there can be room for more
     */
    FirstRows(ObservableList<R> rows, int weight, IntPredicate room) {
        super(rows);
        this.weight = weight;
        this.room = room;
    }

    /** There is a table now that knows how much room it has. */
    void open() {
        open = true;
        begin();
    }

    @Override
    protected void sourceChanged(Change<? extends R> change) {
        beginChange();
        if (all) {
            pass(change);
        } else {
            show();
        }
        endChange();
        begin();
    }

    private void pass(Change<? extends R> change) {
        while (change.next()) {
            if (change.wasPermutated()) {
                int[] to = new int[change.getTo() - change.getFrom()];
                for (int i = 0; i < to.length; i++) {
                    to[i] = change.getPermutation(change.getFrom() + i);
                }
                nextPermutation(change.getFrom(), change.getTo(), to);
            } else if (change.wasUpdated()) {
                for (int i = change.getFrom(); i < change.getTo(); i++) {
                    nextUpdate(i);
                }
            } else {
                nextReplace(change.getFrom(), change.getTo(), change.getRemoved());
            }
        }
    }

    private void begin() {
        if (open && !coming && !getSource().isEmpty()) {
            coming = true;
            come();
        }
    }

    private void come() {
        Pieces.first(List.of(new Piece(this, weight, () -> {
            boolean more = room.test(most + 1);
            most++;
            beginChange();
            if (more) {
                show();
            } else {
                rest();
            }
            endChange();
            if (more) {
                come();
            }
        })));
    }

    private void rest() {
        int before = shown.size();
        all = true;
        shown = List.of();
        if (before < getSource().size()) {
            nextAdd(before, getSource().size());
        }
    }

    /** Only those that there is room for. */
    private void show() {
        List<R> before = shown;
        int now = Math.min(most, getSource().size());
        shown = List.copyOf(getSource().subList(0, now));
        if (now >= before.size() && shown.subList(0, before.size()).equals(before)) {
            if (now > before.size()) {
                nextAdd(before.size(), now);
            }
        } else {
            nextReplace(0, now, before);
        }
    }

    @Override
    public R get(int index) {
        return all ? getSource().get(index) : shown.get(index);
    }

    @Override
    public int size() {
        return all ? getSource().size() : shown.size();
    }

    @Override
    public int getSourceIndex(int index) {
        return index;
    }

    @Override
    public int getViewIndex(int index) {
        return index < size() ? index : -1;
    }
}
