package dev.portcullis.console.snapshot;

import java.io.IOException;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;

/** The roles. What another permission would do is asked; nothing is saved. */
final class RolesPictures implements Pictures {
    @Override
    public void take(Walk walk) throws IOException, InterruptedException {
        Puppet operator = walk.operator();
        walk.visit("roles", () -> {
            TableView<?> table = walk.chooseFirst("#roles-table");
            walk.picture("roles");
            operator.presses(table, KeyCode.F2);
            TextField others = operator.waitFor(TextField.class, "#role-others");
            Puppet.act(() -> others.setText("orders:read"));
            Button save = operator.waitFor(Button.class, "#role-save");
            operator.waitFor("who would follow", () -> !save.isDisabled());
            walk.picture("role");
            operator.presses(others, KeyCode.ESCAPE);
            operator.waitFor("the dialog to go", () -> !operator.isShown("#role-form"));
        });
    }
}
