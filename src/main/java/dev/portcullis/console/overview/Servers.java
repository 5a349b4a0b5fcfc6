package dev.portcullis.console.overview;

import dev.portcullis.api.NodeView;
import dev.portcullis.console.nodes.NodesModel;
import java.util.function.Supplier;
import javafx.collections.ObservableList;
import javafx.util.Subscription;

/**
 * The servers over the database, as the screen of nodes knows them.
 *
 * @param nodes as they were last seen
 * @param look has them seen anew, until the subscription ends
 */
public record Servers(ObservableList<NodeView> nodes, Supplier<Subscription> look) {
    public static Servers of(NodesModel model) {
        return new Servers(model.rows(), model::look);
    }
}
