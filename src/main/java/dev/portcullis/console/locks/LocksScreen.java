package dev.portcullis.console.locks;

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
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The locks screen, put together. */
public final class LocksScreen implements Screen {
    private final LocksModel model;
    private final LocksController controller;
    private final boolean mayRead;
    private final Node root;
    private final Query query;

    /**
     * Makes it; it asks nothing before it comes into view.
     *
     * @param own the operator's own session
     * @param onSessions shows the live sessions that match a query
     */
    public LocksScreen(
            PortcullisClient client,
            SessionView own,
            Background background,
            UiClock clock,
            Consumer<String> onSessions) {
        this(LocksAccess.of(client, seesAccounts(own.permissions())), own.permissions(), background, clock, onSessions);
    }

    LocksScreen(
            LocksAccess access,
            List<String> permissions,
            Background background,
            UiClock clock,
            Consumer<String> onSessions) {
        boolean mayLock = permissions.contains(Permission.SESSIONS_REVOKE);
        mayRead = mayLock || permissions.contains(Permission.AUDIT_READ);
        model = new LocksModel(access, background, clock::now);
        controller = new LocksController(model, mayLock, clock, onSessions);
        root = Views.later(controller);
        query = new Query(
                model.searchProperty(),
                Text.get("locks.search"),
                Bindings.createStringBinding(
                        () -> Text.get("locks.count", model.rows().size(), model.held()), model.rows()));
    }

    private static boolean seesAccounts(List<String> permissions) {
        return permissions.contains(Permission.ACCOUNTS_WRITE) || permissions.contains(Permission.AUDIT_READ);
    }

    LocksModel model() {
        return model;
    }

    @Override
    public String name() {
        return "locks";
    }

    @Override
    public String title() {
        return Text.get("locks.title");
    }

    @Override
    public Ikon icon() {
        return Feather.LOCK;
    }

    @Override
    public String hindrance() {
        return mayRead ? "" : Text.get("locks.hindrance.read");
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
    }
}
