package dev.portcullis.console.sessions;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javafx.collections.ListChangeListener;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.TablePosition;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the eye where it is: when rows are replaced, the focus, the anchor of a range and the scrolled place stay with their sessions. Scrolled to the top the
 * table stays at the top, so that new sessions are seen to arrive.
 */
final class SteadyRows implements ListChangeListener<Row> {
    /** Where the table's behaviour keeps the row from which Shift selects. */
    private static final String ANCHOR = "anchor";

    private final TableView<Row> table;
    private final double rowHeight;

    SteadyRows(TableView<Row> table, double rowHeight) {
        this.table = table;
        this.rowHeight = rowHeight;
    }

    @Override
    public void onChanged(Change<? extends Row> change) {
        while (change.next()) {
            if (change.wasReplaced()) {
                replaced(change.getRemoved());
            }
        }
    }

    private void replaced(List<? extends Row> before) {
        UUID focused = handle(before, table.getFocusModel().getFocusedIndex());
        UUID anchor = table.getProperties().get(ANCHOR) instanceof TablePosition<?, ?> position
                ? handle(before, position.getRow())
                : null;
        VirtualFlow<?> flow = (VirtualFlow<?>) table.lookup(".virtual-flow");
        IndexedCell<?> top = flow == null ? null : flow.getFirstVisibleCell();
        boolean scrolled = top != null && (top.getIndex() > 0 || top.getLayoutY() < 0);
        UUID first = scrolled && top != null ? handle(before, top.getIndex()) : null;
        double offset = top == null ? 0 : top.getLayoutY();

        Set<UUID> sought = new HashSet<>();
        Stream.of(focused, anchor, first).filter(Objects::nonNull).forEach(sought::add);
        Map<UUID, Integer> found = places(sought);
        int focusedNow = found.getOrDefault(focused, -1);
        int anchorNow = found.getOrDefault(anchor, -1);
        int firstNow = found.getOrDefault(first, -1);
        if (focusedNow >= 0 && focusedNow != table.getFocusModel().getFocusedIndex()) {
            table.getFocusModel().focus(focusedNow);
        }
        if (anchorNow >= 0) {
            table.getProperties().put(ANCHOR, new TablePosition<Row, Object>(table, anchorNow, null));
        }
        if (firstNow >= 0 && flow != null) {
            scrollTo(flow, firstNow, offset);
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

    private void scrollTo(VirtualFlow<?> flow, int index, double offset) {
        table.layout();
        IndexedCell<?> top = flow.getFirstVisibleCell();
        if (top != null) {
            double there = top.getLayoutY() + (index - top.getIndex()) * rowHeight;
            if (there != offset) {
                flow.scrollPixels(there - offset);
            }
        }
    }

    private static @Nullable UUID handle(List<? extends Row> rows, int index) {
        return index >= 0 && index < rows.size() ? rows.get(index).handle() : null;
    }
}
