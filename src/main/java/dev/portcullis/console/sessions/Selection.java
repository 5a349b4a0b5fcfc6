package dev.portcullis.console.sessions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/**
 * Which sessions are selected: by handle, not by place, so that rows may come, go and move without the selection slipping to another session. What does not
 * match is not selected any more: nothing is ever ended that was not asked for. What matches stays selected when the table has scrolled far from it.
 */
public final class Selection {
    private final RowList rows;
    private final Set<UUID> handles = new HashSet<>();
    private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper();
    private final List<Runnable> listeners = new ArrayList<>();
    private List<Row> aside = List.of();
    private int[] places = {};
    private List<Row> selected = List.of();

    Selection(RowList rows) {
        this.rows = rows;
    }

    /** Which they are. */
    Set<UUID> handles() {
        return Set.copyOf(handles);
    }

    /** Rows that are not among those of the table, but may be selected. */
    void aside(List<Row> others) {
        aside = others;
    }

    public boolean contains(UUID handle) {
        return handles.contains(handle);
    }

    public int count() {
        return count.get();
    }

    public ReadOnlyIntegerProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    /** The selected rows as they are now, in the table's order; those that it has scrolled far from come last. */
    public List<Row> rows() {
        return selected;
    }

    /** Where the selected rows are now. */
    int[] places() {
        return places.clone();
    }

    /** Calls back after each change of what is selected, and whenever the rows were replaced. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Selects these and no others. */
    public void set(Collection<UUID> chosen) {
        handles.clear();
        handles.addAll(chosen);
        refresh();
    }

    public void add(Collection<UUID> chosen) {
        handles.addAll(chosen);
        refresh();
    }

    public void remove(UUID handle) {
        handles.remove(handle);
        refresh();
    }

    public void clear() {
        set(List.of());
    }

    /** Looks the selected up among the rows as they are now, in one pass; what is not there is not selected any more. */
    void refresh() {
        int[] found = new int[handles.size()];
        List<Row> there = new ArrayList<>(handles.size());
        for (int i = 0; i < rows.size() && there.size() < found.length; i++) {
            Row row = rows.get(i);
            if (handles.contains(row.handle())) {
                found[there.size()] = i;
                there.add(row);
            }
        }
        int inTable = there.size();
        aside.stream().filter(row -> handles.contains(row.handle())).forEach(there::add);
        if (there.size() < handles.size()) {
            handles.clear();
            there.forEach(row -> handles.add(row.handle()));
        }
        places = Arrays.copyOf(found, inTable);
        selected = there;
        count.set(there.size());
        listeners.forEach(Runnable::run);
    }
}
