package dev.portcullis.console.snapshot;

import java.io.IOException;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;

/** The accounts. Nothing is changed: the dialogs are left as they were opened. */
final class AccountsPictures implements Pictures {
    @Override
    public void take(Walk walk) throws IOException, InterruptedException {
        Puppet operator = walk.operator();
        walk.visit("accounts", () -> {
            walk.chooseFirst("#accounts-table");
            walk.picture("accounts");
            Button create = operator.waitFor(Button.class, "#account-new");
            Puppet.act(create::fire);
            TextField email = operator.waitFor(TextField.class, "#account-email");
            operator.waitFor("the roles", () -> walk.scene().lookup("#account-roles .check-box") != null);
            walk.picture("account-new");
            operator.presses(email, KeyCode.ESCAPE);
            operator.waitFor("the dialog to go", () -> !operator.isShown("#account-form"));
        });
    }
}
