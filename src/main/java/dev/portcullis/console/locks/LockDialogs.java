package dev.portcullis.console.locks;

import dev.portcullis.api.Lock;
import dev.portcullis.console.common.Overlay;
import dev.portcullis.console.common.Views;
import java.util.function.BooleanSupplier;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The dialogs of the locks screen, one at a time. */
final class LockDialogs {
    private final LocksModel locks;
    private @Nullable Overlay open;

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
