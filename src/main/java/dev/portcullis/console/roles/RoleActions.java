package dev.portcullis.console.roles;

import dev.portcullis.api.RoleView;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Keys;
import java.util.List;
import java.util.function.Consumer;
import org.kordamp.ikonli.feather.Feather;

/** What can be done with roles. */
final class RoleActions {
    private final RolesModel model;
    private final boolean mayWrite;
    private final Action create;
    private final Action edit;
    private final Action limits;
    private final Action delete;

    /**
     * @param mayWrite whether the operator may change roles at all
     * @param onLimits shows where a role's limits are changed
     */
    RoleActions(
            RolesModel model,
            boolean mayWrite,
            Runnable onCreate,
            Consumer<RoleView> onEdit,
            Runnable onLimits,
            Consumer<RoleView> onDelete) {
        this.model = model;
        this.mayWrite = mayWrite;
        create = Action.of("roles.action.create", Feather.PLUS, Keys.NEW, this::notPermitted, onCreate);
        edit = Action.of("roles.action.edit", Feather.EDIT_2, Keys.EDIT, this::notEditable, with(onEdit));
        limits = Action.of("roles.action.limits", Feather.SLIDERS, null, onLimits);
        delete = Action.of("roles.action.delete", Feather.TRASH_2, Keys.END, this::notDeletable, with(onDelete));
    }

    List<Action> all() {
        return List.of(create, edit, limits, delete);
    }

    Action create() {
        return create;
    }

    Action edit() {
        return edit;
    }

    Action limits() {
        return limits;
    }

    Action delete() {
        return delete;
    }

    private Runnable with(Consumer<RoleView> act) {
        return () -> {
            RoleView role = model.selectedProperty().get();
            if (role != null) {
                act.accept(role);
            }
        };
    }

    private String notDeletable() {
        String before = notEditable();
        long holders = model.holdersProperty().get().orElse(0);
        return before.isEmpty() && holders > 0 ? Text.get("roles.hindrance.held", holders) : before;
    }

    private String notEditable() {
        String before = notPermitted();
        return before.isEmpty() && model.selectedProperty().get() == null ? Text.get("roles.hindrance.none") : before;
    }

    private String notPermitted() {
        return mayWrite ? "" : Text.get("roles.hindrance.denied");
    }
}
