package dev.portcullis.console.mishap;

import dev.portcullis.console.common.Views;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Shows the newest mishap in the corner of a window. The same one again changes nothing. */
public final class MishapNotice implements AutoCloseable {
    private static final Insets FROM_THE_CORNER = new Insets(0, 20, 40, 0);

    private final StackPane window;
    private final Subscription subscription;
    private @Nullable Region shown;
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
        Region view = (Region) Views.load(new MishapController(mishap, this::dismiss));
        view.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        StackPane.setAlignment(view, Pos.BOTTOM_RIGHT);
        StackPane.setMargin(view, FROM_THE_CORNER);
        window.getChildren().add(view);
        shown = view;
    }

    private void dismiss() {
        window.getChildren().remove(shown);
        shown = null;
        code = "";
    }
}
