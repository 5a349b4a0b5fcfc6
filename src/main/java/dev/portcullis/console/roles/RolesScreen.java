package dev.portcullis.console.roles;

import dev.portcullis.api.Permission;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.common.Views;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Query;
import dev.portcullis.console.desk.Screen;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The roles screen, put together. */
public final class RolesScreen implements Screen {
    private final RolesModel model;
    private final RolesController controller;
    private final boolean mayRead;
    private final Node root;
    private final Query query;

    /**
     * Makes it; it asks nothing before it comes into view.
     *
     * @param own the operator's own session
     * @param onLimits shows where a role's limits are changed
     */
    public RolesScreen(
            PortcullisClient client, SessionView own, Background background, UiClock clock, Runnable onLimits) {
        this(RolesAccess.of(client), own.permissions(), background, clock, onLimits);
    }

    RolesScreen(RolesAccess access, List<String> permissions, Background background, UiClock clock, Runnable onLimits) {
        boolean mayWrite = permissions.contains(Permission.ACCOUNTS_WRITE);
        mayRead = mayWrite || permissions.contains(Permission.AUDIT_READ);
        model = new RolesModel(access, background, clock::now);
        controller = new RolesController(model, mayWrite, onLimits);
        root = Views.later(controller);
        query = new Query(
                model.searchProperty(),
                Text.get("roles.search"),
                Bindings.createStringBinding(
                        () -> Text.get("roles.count", model.rows().size(), model.total()), model.rows()));
    }

    RolesModel model() {
        return model;
    }

    @Override
    public String name() {
        return "roles";
    }

    @Override
    public String title() {
        return Text.get("roles.title");
    }

    @Override
    public Ikon icon() {
        return Feather.TAG;
    }

    @Override
    public String hindrance() {
        return mayRead ? "" : Text.get("roles.hindrance.read");
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
    public Optional<Query> query() {
        return Optional.of(query);
    }

    @Override
    public void close() {
        controller.leave();
        model.close();
    }
}
