package dev.portcullis.console.locks;

import dev.portcullis.api.Lock;
import dev.portcullis.console.desk.Dialogs;
import javafx.scene.Scene;

/** The dialogs of the locks screen, one at a time. */
final class LockDialogs extends Dialogs {
    private final LocksModel locks;

    LockDialogs(LocksModel locks) {
        this.locks = locks;
    }

    void lock(Scene scene) {
        LockModel model = new LockModel(locks.access(), locks.background(), done -> {
            close();
            locks.put(done);
        });
        LockController controller = new LockController(model, this::close);
        show(scene, controller, model.busyProperty()::get);
        controller.focus();
    }

    void lift(Scene scene, Lock lock) {
        LiftModel model = new LiftModel(locks.access(), locks.background(), lock, () -> {
            close();
            locks.remove(lock);
        });
        LiftController controller = new LiftController(model, this::close);
        show(scene, controller, model.busyProperty()::get);
        controller.focus();
    }
}
