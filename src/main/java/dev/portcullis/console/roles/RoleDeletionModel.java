package dev.portcullis.console.roles;

import dev.portcullis.api.ProblemType;
import dev.portcullis.api.RoleView;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.desk.Failures;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** Deletes a role after a question. For the JavaFX thread. */
final class RoleDeletionModel {
    private final RolesAccess access;
    private final Background background;
    private final RoleView role;
    private final Consumer<RoleView> onDone;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    /** @param onDone hears of the role as it was, whoever deleted it */
    RoleDeletionModel(RolesAccess access, Background background, RoleView role, Consumer<RoleView> onDone) {
        this.access = access;
        this.background = background;
        this.role = role;
        this.onDone = onDone;
    }

    RoleView role() {
        return role;
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    void perform() {
        if (busy.get()) {
            return;
        }
        busy.set(true);
        problem.set("");
        background.run(
                () -> {
                    access.delete(role);
                    return true;
                },
                _ -> done(),
                this::failed);
    }

    private void done() {
        busy.set(false);
        onDone.accept(role);
    }

    private void failed(Throwable failure) {
        if (Failures.is(failure, ProblemType.NOT_FOUND)) { // somebody else was faster
            done();
            return;
        }
        busy.set(false);
        if (!(failure instanceof ClientException.Declined)) {
            problem.set(Failures.sentence(failure));
        }
    }
}
