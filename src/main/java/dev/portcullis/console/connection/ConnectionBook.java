package dev.portcullis.console.connection;

import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The connections as they are at present. For the JavaFX thread. */
public final class ConnectionBook {
    private final ReadOnlyObjectWrapper<Connections> connections;
    private final Consumer<Connections> onChange;

    /** @param onChange writes them down */
    public ConnectionBook(Connections connections, Consumer<Connections> onChange) {
        this.connections = new ReadOnlyObjectWrapper<>(connections);
        this.onChange = onChange;
    }

    /** One that is forgotten with the program. */
    public static ConnectionBook empty() {
        return new ConnectionBook(Connections.NONE, _ -> {});
    }

    public ReadOnlyObjectProperty<Connections> connectionsProperty() {
        return connections.getReadOnlyProperty();
    }

    /** The present ones. */
    public Connections connections() {
        return connections.get();
    }

    /** Somebody has logged in there, or is about to. Returns it as it is remembered. */
    public Connection used(Connection connection) {
        set(connections().used(connection));
        return connections().all().getFirst();
    }

    /** It is another one now. */
    public void replace(Connection before, Connection now) {
        set(connections().replaced(before, now));
    }

    public void remove(Connection connection) {
        set(connections().without(connection));
    }

    private void set(Connections now) {
        connections.set(now);
        onChange.accept(now);
    }
}
