package dev.portcullis.console.sessions;

import java.util.ArrayList;
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
        return handles.isEmpty()
                ? List.of()
                : rows.stream().filter(row -> handles.contains(row.handle())).toList();
    }

    /** Calls back after each change of what is selected, and whenever the rows were replaced. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Selects these and no others. */
    public void set(Collection<UUID> selected) {
        handles.clear();
        handles.addAll(selected);
        changed();
    }

    public void add(Collection<UUID> selected) {
        handles.addAll(selected);
        changed();
    }

    public void remove(UUID handle) {
        handles.remove(handle);
        changed();
    }

    public void clear() {
        set(Set.of());
    }

    /** After the rows were replaced. */
    void keepShown() {
        if (!handles.isEmpty()) {
            handles.retainAll(SessionsModel.handles(rows));
        }
        changed();
    }

    private void changed() {
        count.set(handles.size());
        listeners.forEach(Runnable::run);
    }
}
