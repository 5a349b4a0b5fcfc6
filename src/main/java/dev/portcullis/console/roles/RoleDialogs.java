package dev.portcullis.console.roles;

import dev.portcullis.api.RoleView;
import dev.portcullis.console.common.Overlay;
import dev.portcullis.console.common.Views;
import java.util.function.BooleanSupplier;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The dialogs of the roles screen, one at a time. */
final class RoleDialogs {
    private final RolesModel roles;
    private @Nullable Overlay open;

    RoleDialogs(RolesModel roles) {
        this.roles = roles;
    }

    /** @param role which to change; null to make one */
    void form(Scene scene, @Nullable RoleView role) {
        RoleFormModel model = new RoleFormModel(roles.access(), roles.background(), role, done -> {
            close();
            roles.put(done);
        });
        RoleFormController controller = new RoleFormController(model, () -> {
            model.close();
            close();
        });
        show(scene, controller, model.busyProperty()::get);
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

    /** @param busy while it is, Esc does not close it: what is under way cannot be called back */
    private void show(Scene scene, Object controller, BooleanSupplier busy) {
        close();
        open = Overlay.show(scene, (Region) Views.load(controller), () -> {
            if (!busy.getAsBoolean()) {
                close();
            }
        });
    }

    private void close() {
        Overlay now = open;
        open = null;
        if (now != null) {
            now.close();
        }
    }
}
