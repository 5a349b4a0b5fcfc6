package dev.portcullis.console.roles;

import dev.portcullis.api.Permission;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.desk.Query;
import dev.portcullis.console.list.ListScreen;
import java.util.List;
import javafx.beans.binding.Bindings;
import org.kordamp.ikonli.feather.Feather;

/** The roles screen, put together. */
public final class RolesScreen extends ListScreen {
    private final RolesModel model;

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
        this(
                new RolesModel(access, background, clock::now),
                permissions.contains(Permission.ACCOUNTS_WRITE),
                permissions.contains(Permission.AUDIT_READ),
                clock,
                onLimits);
    }

    private RolesScreen(RolesModel model, boolean mayWrite, boolean maySee, UiClock clock, Runnable onLimits) {
        super(
                "roles",
                Feather.TAG,
                mayWrite || maySee ? "" : Text.get("roles.hindrance.read"),
                new RolesController(model, mayWrite, clock, onLimits),
                new Query(
                        model.searchProperty(),
                        Text.get("roles.search"),
                        Bindings.createStringBinding(
                                () -> counted(model), model.rows(), model.asOfProperty(), model.stateProperty())));
        this.model = model;
    }

    private static String counted(RolesModel model) {
        return model.isCounted() ? Text.get("roles.count", model.rows().size(), model.total()) : "";
    }

    RolesModel model() {
        return model;
    }

    @Override
    public void close() {
        super.close();
        model.close();
    }
}
