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
 * Which sessions are selected: by handle, not by place, so that rows may come, go and move without the selection slipping to another session. What is not
 * shown is not selected: nothing unseen is ever ended.
 */
public final class Selection {
    private final RowList rows;
    private final Set<UUID> handles = new HashSet<>();
    private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper();
    private final List<Runnable> listeners = new ArrayList<>();
    private int[] places = {};
    private List<Row> selected = List.of();

    Selection(RowList rows) {
        this.rows = rows;
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

    /** The selected rows as they are now, in the table's order. */
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
        if (there.size() < handles.size()) {
            handles.clear();
            there.forEach(row -> handles.add(row.handle()));
        }
        places = Arrays.copyOf(found, there.size());
        selected = there;
        count.set(there.size());
        listeners.forEach(Runnable::run);
    }
}
