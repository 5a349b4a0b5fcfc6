package dev.portcullis.console.sessions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import javafx.collections.ObservableList;
import javafx.collections.ObservableListBase;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.TablePosition;
import javafx.scene.control.TableView;

/**
 * The table's selection, kept by handle in {@link Selection}. The stock model keeps places, so that after each replacement of the rows it would select other
 * sessions; this one looks the places up anew. Whole rows only.
 */
@SuppressWarnings("rawtypes") // TablePosition is raw in the signature that this overrides
final class TableSelection extends TableView.TableViewSelectionModel<Row> {
    private final TableView<Row> table;
    private final Selection selection;
    private int[] places = {};
    private List<Row> rows = List.of();
    private final Chosen<Integer> indices = new Chosen<>(i -> places[i]);
    private final Chosen<Row> items = new Chosen<>(i -> rows.get(i));
    private final Chosen<TablePosition> cells = new Chosen<>(i -> cell(places[i]));

    TableSelection(TableView<Row> table, Selection selection) {
        super(table);
        this.table = table;
        this.selection = selection;
        setSelectionMode(SelectionMode.MULTIPLE);
        selection.onChange(this::lookUp);
    }

    /** The places of the selected rows may be new. */
    private void lookUp() {
        int[] now = selection.places();
        boolean moved = !Arrays.equals(now, places);
        int[] before = places;
        List<Row> rowsBefore = rows;
        places = now;
        rows = selection.rows();
        if (moved) {
            setSelectedIndex(now.length == 0 ? -1 : now[now.length - 1]);
            indices.changed(Arrays.stream(before).boxed().toList());
            items.changed(rowsBefore);
            cells.changed(Arrays.stream(before).mapToObj(this::cell).toList());
        }
    }

    private TablePosition cell(int place) {
        return new TablePosition<Row, Object>(table, place, null);
    }

    private Row row(int place) {
        return table.getItems().get(place);
    }

    private boolean exists(int index) {
        return index >= 0 && index < table.getItems().size();
    }

    private UUID handle(int index) {
        return row(index).handle();
    }

    @Override
    public ObservableList<TablePosition> getSelectedCells() {
        return cells;
    }

    @Override
    public ObservableList<Integer> getSelectedIndices() {
        return indices;
    }

    @Override
    public ObservableList<Row> getSelectedItems() {
        return items;
    }

    @Override
    public boolean isSelected(int index) {
        return exists(index) && selection.contains(handle(index));
    }

    @Override
    public boolean isSelected(int index, TableColumn<Row, ?> column) {
        return isSelected(index);
    }

    @Override
    public boolean isEmpty() {
        return selection.count() == 0;
    }

    @Override
    public void select(int index) {
        if (exists(index)) {
            selection.add(List.of(handle(index)));
            focus(index);
        }
    }

    @Override
    public void select(int index, TableColumn<Row, ?> column) {
        select(index);
    }

    @Override
    public void select(Row row) {
        select(table.getItems().indexOf(row));
    }

    @Override
    public void clearAndSelect(int index) {
        if (exists(index)) {
            selection.set(List.of(handle(index)));
            focus(index);
        }
    }

    @Override
    public void clearAndSelect(int index, TableColumn<Row, ?> column) {
        clearAndSelect(index);
    }

    @Override
    public void selectIndices(int index, int... more) {
        Collection<UUID> handles = new ArrayList<>();
        if (exists(index)) {
            handles.add(handle(index));
        }
        for (int other : more) {
            if (exists(other)) {
                handles.add(handle(other));
            }
        }
        selection.add(handles);
        int last = more.length == 0 ? index : more[more.length - 1];
        if (exists(last)) {
            focus(last);
        }
    }

    /** @param end is not selected any more, and may lie before {@code start} */
    @Override
    public void selectRange(int start, int end) {
        int step = Integer.signum(end - start);
        Collection<UUID> handles = new ArrayList<>();
        int last = start;
        for (int i = start; i != end; i += step) {
            if (exists(i)) {
                handles.add(handle(i));
                last = i;
            }
        }
        selection.add(handles);
        if (exists(last)) {
            focus(last);
        }
    }

    @Override
    public void selectRange(
            int minRow, TableColumnBase<Row, ?> minColumn, int maxRow, TableColumnBase<Row, ?> maxColumn) {
        selectRange(minRow, maxRow + 1);
    }

    @Override
    public void selectAll() {
        selection.set(SessionsModel.handles(table.getItems()));
    }

    @Override
    public void selectFirst() {
        clearAndSelect(0);
    }

    @Override
    public void selectLast() {
        clearAndSelect(table.getItems().size() - 1);
    }

    @Override
    public void clearSelection() {
        selection.clear();
    }

    @Override
    public void clearSelection(int index) {
        if (exists(index)) {
            selection.remove(handle(index));
        }
    }

    @Override
    public void clearSelection(int index, TableColumn<Row, ?> column) {
        clearSelection(index);
    }

    @Override
    public void selectPrevious() {
        clearAndSelect(getFocusedIndex() - 1);
    }

    @Override
    public void selectNext() {
        clearAndSelect(getFocusedIndex() + 1);
    }

    @Override
    public void selectAboveCell() {
        selectPrevious();
    }

    @Override
    public void selectBelowCell() {
        selectNext();
    }

    @Override
    public void selectLeftCell() {
        // Rows are selected whole: there is nothing to the left.
    }

    @Override
    public void selectRightCell() {
        // Rows are selected whole: there is nothing to the right.
    }

    /** The selected, as one kind of value. */
    private final class Chosen<T> extends ObservableListBase<T> {
        private final IntFunction<T> value;

        Chosen(IntFunction<T> value) {
            this.value = value;
        }

        void changed(List<T> before) {
            beginChange();
            nextReplace(0, places.length, before);
            endChange();
        }

        @Override
        public T get(int index) {
            return value.apply(index);
        }

        @Override
        public int size() {
            return places.length;
        }
    }
}
