package dev.portcullis.console.mishap;

import dev.portcullis.console.common.Corner;
import dev.portcullis.console.common.Views;
import javafx.application.Platform;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Shows the newest mishap in the corner of a window. The same one again changes nothing. */
public final class MishapNotice implements AutoCloseable {
    private final StackPane window;
    private final Subscription subscription;
    private @Nullable Pane shown;
    private String code = "";

    public MishapNotice(StackPane window) {
        this.window = window;
        this.subscription = Mishaps.subscribe(mishap -> Platform.runLater(() -> show(mishap)));
    }

    @Override
    public void close() {
        subscription.unsubscribe();
        dismiss();
    }

    /** What goes wrong here must not come back as a new mishap for ever: the code of what is shown is set first. */
    private void show(Mishap mishap) {
        if (mishap.code().equals(code)) {
            return;
        }
        dismiss();
        code = mishap.code();
        Pane view = (Pane) Views.load(new MishapController(mishap, this::dismiss));
        Corner.put(window, view);
        shown = view;
    }

    private void dismiss() {
        if (shown != null) {
            Corner.remove(shown);
        }
        shown = null;
        code = "";
    }
}
