package dev.portcullis.console.sessions;

import dev.portcullis.console.common.Overlay;
import dev.portcullis.console.common.Views;
import java.util.function.Supplier;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** What is chosen in a dialog over the screen: columns, views, a time. One is open at a time; Esc leaves it. */
final class Choices implements AutoCloseable {
    private final Supplier<@Nullable Scene> scene;
    private @Nullable Overlay open;
    private Runnable onClosed = () -> {};

    /** @param scene where the screen is; null while it is nowhere */
    Choices(Supplier<@Nullable Scene> scene) {
        this.scene = scene;
    }

    /**
     * Opens the view of this controller.
     *
     * @param closed hears when it is gone
     */
    void open(Object controller, Runnable closed) {
        close();
        Scene over = scene.get();
        if (over != null) {
            onClosed = closed;
            open = Overlay.show(over, (Region) Views.load(controller), this::close);
        } else {
            closed.run();
        }
    }

    /** Takes away what is open. */
    @Override
    public void close() {
        Overlay now = open;
        open = null;
        if (now != null) {
            now.close();
            onClosed.run();
        }
    }
}
