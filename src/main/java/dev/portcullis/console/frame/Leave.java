package dev.portcullis.console.frame;

import dev.portcullis.console.common.Overlay;
import dev.portcullis.console.common.Views;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Lets an operator leave; first asks whoever has files being written or a policy changed and not saved, which would be lost, or a revocation under way, whose receipt they would not see. For the JavaFX thread. */
public final class Leave implements AutoCloseable {
    private Subscription progress = Subscription.EMPTY;
    private @Nullable Overlay open;

    /**
     * Leaves: at once, or when that is the answer.
     *
     * @param underWay what would be given up
     */
    public void ask(Scene scene, UnderWay underWay, Leaving how, Runnable onLeave) {
        close();
        if (underWay.isHarmless()) {
            onLeave.run();
            return;
        }
        LeaveController controller = new LeaveController(
                underWay,
                how,
                () -> {
                    close();
                    onLeave.run();
                },
                this::close);
        open = Overlay.show(scene, (Pane) Views.load(controller), this::close);
        progress = underWay.onChange(controller::renew);
        controller.focus();
    }

    /** Asks no more: whoever was asked stays, or is gone already. */
    @Override
    public void close() {
        progress.unsubscribe();
        progress = Subscription.EMPTY;
        Overlay now = open;
        open = null;
        if (now != null) {
            now.close();
        }
    }
}
