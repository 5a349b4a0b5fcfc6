package dev.portcullis.console.snapshot;

import dev.portcullis.console.sessions.Row;
import java.io.IOException;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;

/** A session that is ended: its details, the dialog, the proof that the server may ask for, the receipt. */
final class RevocationPictures implements Pictures {
    @Override
    public void take(Walk walk) throws IOException, InterruptedException {
        Puppet operator = walk.operator();
        TableView<Row> table = walk.table();
        try (Colleague colleague = walk.colleague()) {
            walk.choose(table, colleague.session().handle());
            if (!Puppet.does(() -> operator.isShown(".detail"))) { // where there is little room, only when asked for
                operator.presses(table, KeyCode.ENTER);
            }
            walk.picture("detail");
            Puppet.act(table::requestFocus);
            operator.presses(table, KeyCode.DELETE);
            TextField reason = operator.waitFor(TextField.class, "#reason");
            Puppet.act(() -> reason.setText("Left open at a desk that is no longer used"));
            walk.picture("revoke");
            FactorPictures.stepUp(walk);
            Button end = operator.waitFor(Button.class, ".dialog #revoke-execute");
            operator.waitFor("the plan", () -> !end.isDisabled());
            Puppet.act(end::fire);
            operator.waitFor("the receipt", () -> operator.isShown("#toast"));
            walk.picture("receipt");
            // It leaves by itself in time; the pictures after this one are without it.
            Puppet.act(() -> walk.button("revoke.receipt.close").ifPresent(Button::fire));
        }
    }
}
