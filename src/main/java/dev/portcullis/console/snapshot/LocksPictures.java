package dev.portcullis.console.snapshot;

import dev.portcullis.api.Lock;
import dev.portcullis.api.NewLock;
import dev.portcullis.client.Locking;
import java.io.IOException;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;

/** The locks. The dialog is left as it was opened; what is locked for a moment is a network that is nobody's. */
final class LocksPictures implements Pictures {
    /** For documentation, so nobody comes from there (RFC 5737). */
    private static final String NOBODYS = "192.0.2.0/24";

    private static final int MINUTES = 90;

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
            some(walk);
        });
    }

    private static void some(Walk walk) throws IOException, InterruptedException {
        try (Colleague colleague = walk.colleague()) {
            Locking locks = colleague.client().locks();
            Lock lock = locks.lock(NewLock.network(NOBODYS, "Password guessing from all over this network", MINUTES));
            try {
                walk.chooseFirst("#locks-table");
                walk.picture("locks-some");
            } finally {
                locks.lift(lock.id());
            }
        }
    }
}
