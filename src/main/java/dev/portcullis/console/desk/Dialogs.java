package dev.portcullis.console.desk;

import dev.portcullis.console.common.Overlay;
import dev.portcullis.console.common.Views;
import java.util.function.BooleanSupplier;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/** The dialogs of a screen, one at a time. */
public class Dialogs implements AutoCloseable {
    private @Nullable Overlay open;
    private Runnable onClosed = () -> {};

    /**
     * Shows a dialog; another that is open is closed.
     *
     * @param controller beside which its view lies
     * @param busy while it is, Esc does not close it: what is under way cannot be called back
     */
    protected final void show(Scene scene, Object controller, BooleanSupplier busy) {
        show(scene, controller, busy, () -> {});
    }

    /**
     * Shows a dialog; another that is open is closed.
     *
     * @param controller beside which its view lies
     * @param busy while it is, Esc does not close it: what is under way cannot be called back
     * @param closed hears when it is gone
     */
    protected final void show(Scene scene, Object controller, BooleanSupplier busy, Runnable closed) {
        close();
        onClosed = closed;
        open = Overlay.show(scene, (Pane) Views.load(controller), () -> {
            if (!busy.getAsBoolean()) {
                close();
            }
        });
    }

    /** Takes away what is open. */
    @Override
    public final void close() {
        Overlay now = open;
        Runnable closed = onClosed;
        open = null;
        onClosed = () -> {};
        if (now != null) {
            now.close();
            closed.run();
        }
    }
}
