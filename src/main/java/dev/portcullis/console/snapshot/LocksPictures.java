package dev.portcullis.console.snapshot;

import java.io.IOException;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;

/** The locks. Nothing is locked: the dialog is left as it was opened. */
final class LocksPictures implements Pictures {
    @Override
    public void take(Walk walk) throws IOException, InterruptedException {
        Puppet operator = walk.operator();
        walk.visit("locks", () -> {
            Button lock = operator.waitFor(Button.class, "#lock-new");
            operator.waitFor("the locks", () -> !operator.isShown("#locks .progress-indicator"));
            walk.picture("locks");
            Puppet.act(lock::fire);
            TextField target = operator.waitFor(TextField.class, "#lock-target");
            walk.picture("lock");
            operator.presses(target, KeyCode.ESCAPE);
            operator.waitFor("the dialog to go", () -> !operator.isShown("#lock"));
        });
    }
}
