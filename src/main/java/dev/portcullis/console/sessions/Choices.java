package dev.portcullis.console.sessions;

import dev.portcullis.console.desk.Dialogs;
import java.util.function.Supplier;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/** What is chosen in a dialog over the screen: columns, views, a time. One is open at a time; Esc leaves it. */
final class Choices extends Dialogs {
    private final Supplier<@Nullable Scene> scene;

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
        Scene over = scene.get();
        if (over != null) {
            show(over, controller, () -> false, closed);
        } else {
            close();
            closed.run();
        }
    }
}
