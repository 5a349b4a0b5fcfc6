package dev.portcullis.console.roles;

import dev.portcullis.api.RoleView;
import dev.portcullis.console.desk.Dialogs;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/** The dialogs of the roles screen, one at a time. */
final class RoleDialogs extends Dialogs {
    private final RolesModel roles;

    RoleDialogs(RolesModel roles) {
        this.roles = roles;
    }

    /** @param role which to change; null to make one */
    void form(Scene scene, @Nullable RoleView role) {
        RoleFormModel model = new RoleFormModel(roles.access(), roles.background(), role, done -> {
            close();
            roles.put(done);
        });
        RoleFormController controller = new RoleFormController(model, this::close);
        show(scene, controller, model.busyProperty()::get, model::close);
        controller.focus();
    }

    void delete(Scene scene, RoleView role) {
        RoleDeletionModel model = new RoleDeletionModel(roles.access(), roles.background(), role, done -> {
            close();
            roles.remove(done);
        });
        RoleDeletionController controller = new RoleDeletionController(model, this::close);
        show(scene, controller, model.busyProperty()::get);
        controller.focus();
    }
}
