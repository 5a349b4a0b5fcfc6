package dev.portcullis.console.nodes;

import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Views;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Screen;
import java.util.List;
import javafx.scene.Node;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The nodes screen, put together. */
public final class NodesScreen implements Screen {
    private final NodesController controller;
    private final Node root;

    /** @param model somebody else's too, who lets its time pass */
    public NodesScreen(NodesModel model) {
        controller = new NodesController(model);
        root = Views.later(controller);
    }

    @Override
    public String name() {
        return "nodes";
    }

    @Override
    public String title() {
        return Text.get("nodes.title");
    }

    @Override
    public Ikon icon() {
        return Feather.SERVER;
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void enter() {
        controller.enter();
    }

    @Override
    public void leave() {
        controller.leave();
    }

    @Override
    public void focus() {
        controller.focusTable();
    }

    @Override
    public List<Action> actions() {
        return controller.actions();
    }

    @Override
    public void close() {
        controller.leave();
    }
}
