package dev.portcullis.console.nodes;

import dev.portcullis.console.list.ListScreen;
import org.kordamp.ikonli.feather.Feather;

/** The nodes screen, put together. */
public final class NodesScreen extends ListScreen {
    /** @param model somebody else's too, who lets its time pass */
    public NodesScreen(NodesModel model) {
        super("nodes", Feather.SERVER, "", new NodesController(model), null);
    }
}
