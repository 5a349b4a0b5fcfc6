package dev.portcullis.console.list;

import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Views;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Query;
import dev.portcullis.console.desk.Screen;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;

/** A list, put together. */
public abstract class ListScreen implements Screen {
    private final String name;
    private final Ikon icon;
    private final String hindrance;
    private final ListController<?> controller;
    private final @Nullable Query query;
    private final Node root;

    /**
     * Makes it; it reads nothing before it comes into view.
     *
     * @param name {@code locks} for the title {@code locks.title}
     * @param hindrance in a sentence, why the operator may not see it; empty if they may
     * @param query null if it cannot be searched
     */
    protected ListScreen(
            String name, Ikon icon, String hindrance, ListController<?> controller, @Nullable Query query) {
        this.name = name;
        this.icon = icon;
        this.hindrance = hindrance;
        this.controller = controller;
        this.query = query;
        this.root = Views.later(controller);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String title() {
        return Text.get(name + ".title");
    }

    @Override
    public final Ikon icon() {
        return icon;
    }

    @Override
    public final String hindrance() {
        return hindrance;
    }

    @Override
    public final Node root() {
        return root;
    }

    @Override
    public final void enter() {
        controller.enter();
    }

    @Override
    public final void leave() {
        controller.leave();
    }

    @Override
    public final void heardAgain() {
        controller.heardAgain();
    }

    @Override
    public final void focus() {
        controller.focusTable();
    }

    @Override
    public final List<Action> actions() {
        return controller.actions();
    }

    @Override
    public final Optional<Query> query() {
        return Optional.ofNullable(query);
    }

    @Override
    public void close() {
        controller.close();
    }
}
