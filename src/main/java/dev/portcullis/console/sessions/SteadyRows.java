package dev.portcullis.console.sessions;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.TablePosition;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import org.jspecify.annotations.Nullable;

/**
 * Has the rows drawn that are others now, and keeps the eye where it is: when rows are swapped, the focus, the anchor of a range and the scrolled place stay with their sessions. Scrolled to the top the
 * table stays at the top, so that new sessions are seen to arrive.
 */
final class SteadyRows implements RowList.Around {
    /** Where the table's behaviour keeps the row from which Shift selects. */
    private static final String ANCHOR = "anchor";

    private final TableView<Row> table;
    private @Nullable UUID focused;
    private @Nullable UUID anchor;
    private @Nullable UUID first;
    private int firstIndex;
    private double firstOffset;

    SteadyRows(TableView<Row> table) {
        this.table = table;
    }

    @Override
    public void before() {
        focused = handle(table.getFocusModel().getFocusedIndex());
        anchor = table.getProperties().get(ANCHOR) instanceof TablePosition<?, ?> position
                ? handle(position.getRow())
                : null;
        VirtualFlow<?> flow = flow();
        IndexedCell<?> top = flow == null ? null : flow.getFirstVisibleCell();
        first = null;
        if (top != null && (top.getIndex() > 0 || top.getLayoutY() < 0)) {
            firstIndex = top.getIndex();
            first = handle(firstIndex);
            firstOffset = top.getLayoutY();
        }
    }

    @Override
    public void after(boolean resized) {
        Set<UUID> sought = new HashSet<>();
        Stream.of(focused, anchor, first).filter(Objects::nonNull).forEach(sought::add);
        Map<UUID, Integer> places = places(sought);
        Integer focus = places.get(focused);
        if (focus != null && focus != table.getFocusModel().getFocusedIndex()) {
            table.getFocusModel().focus(focus);
        }
        Integer from = places.get(anchor);
        if (from != null) {
            table.getProperties().put(ANCHOR, new TablePosition<Row, Object>(table, from, null));
        }
        Integer top = places.get(first);
        VirtualFlow<?> flow = flow();
        if (flow == null) {
            return;
        }
        if (top != null && (resized || top != firstIndex)) {
            scrollTo(flow, top);
        }
        redraw(flow);
    }

    /** The cells in view whose rows are others; each other cell is filled when it comes into view. */
    @SuppressWarnings(
            "ReferenceEquality") // a row that has changed is another; to compare all that is in it says no more
    private void redraw(VirtualFlow<?> flow) {
        IndexedCell<?> from = flow.getFirstVisibleCell();
        IndexedCell<?> to = flow.getLastVisibleCell();
        if (from == null || to == null) {
            return;
        }
        List<Row> rows = table.getItems();
        for (int i = Math.max(0, from.getIndex()); i <= to.getIndex() && i < rows.size(); i++) {
            IndexedCell<?> cell = flow.getCell(i);
            if (cell.getItem() != rows.get(i)) {
                cell.updateIndex(i);
            }
        }
    }

    /** Where these are now. */
    private Map<UUID, Integer> places(Set<UUID> sought) {
        Map<UUID, Integer> found = new HashMap<>();
        List<Row> rows = table.getItems();
        for (int i = 0; i < rows.size() && found.size() < sought.size(); i++) {
            UUID handle = rows.get(i).handle();
            if (sought.contains(handle)) {
                found.put(handle, i);
            }
        }
        return found;
    }

    private void scrollTo(VirtualFlow<?> flow, int index) {
        table.layout();
        IndexedCell<?> top = flow.getFirstVisibleCell();
        if (top != null) {
            double there = top.getLayoutY() + (index - top.getIndex()) * table.getFixedCellSize();
            if (there != firstOffset) {
                flow.scrollPixels(there - firstOffset);
            }
        }
    }

    private @Nullable VirtualFlow<?> flow() {
        return table.lookup(".virtual-flow") instanceof VirtualFlow<?> flow ? flow : null;
    }

    private @Nullable UUID handle(int index) {
        List<Row> rows = table.getItems();
        return index >= 0 && index < rows.size() ? rows.get(index).handle() : null;
    }
}
