package dev.portcullis.console.locks;

import dev.portcullis.api.Permission;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.desk.Query;
import dev.portcullis.console.list.ListScreen;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import org.kordamp.ikonli.feather.Feather;

/** The locks screen, put together. */
public final class LocksScreen extends ListScreen {
    private final LocksModel model;

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
        this(
                new LocksModel(access, background, clock::now),
                permissions.contains(Permission.SESSIONS_REVOKE),
                permissions.contains(Permission.AUDIT_READ),
                clock,
                onSessions);
    }

    private LocksScreen(LocksModel model, boolean mayLock, boolean maySee, UiClock clock, Consumer<String> onSessions) {
        super(
                "locks",
                Feather.LOCK,
                mayLock || maySee ? "" : Text.get("locks.hindrance.read"),
                new LocksController(model, mayLock, clock, onSessions),
                new Query(
                        model.searchProperty(),
                        Text.get("locks.search"),
                        Bindings.createStringBinding(
                                () -> counted(model), model.rows(), model.asOfProperty(), model.stateProperty())));
        this.model = model;
    }

    private static String counted(LocksModel model) {
        return model.isCounted() ? Text.get("locks.count", model.rows().size(), model.total()) : "";
    }

    private static boolean seesAccounts(List<String> permissions) {
        return permissions.contains(Permission.ACCOUNTS_WRITE) || permissions.contains(Permission.AUDIT_READ);
    }

    LocksModel model() {
        return model;
    }
}
