package dev.portcullis.console.connection;

import dev.portcullis.console.common.Overlay;
import dev.portcullis.console.common.Views;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/** The dialog in which a connection is written down or changed. */
public final class ConnectionForm {
    private @Nullable Overlay overlay;

    private ConnectionForm() {}

    /**
     * Opens it.
     *
     * @param before the one to change; null for a new one
     * @param known what is known already of a new one; null for nothing
     * @param onDone hears what it has become, if it is saved
     */
    public static void open(
            Scene scene,
            ConnectionBook book,
            @Nullable Connection before,
            @Nullable Connection known,
            Consumer<Connection> onDone) {
        ConnectionForm form = new ConnectionForm();
        ConnectionFormModel model = new ConnectionFormModel(book, before, now -> {
            form.close();
            onDone.accept(now);
        });
        if (known != null) {
            model.fill(known);
        }
        ConnectionFormController controller = new ConnectionFormController(model, form::close);
        form.overlay = Overlay.show(scene, (Pane) Views.load(controller), form::close);
        controller.focus();
    }

    private void close() {
        if (overlay != null) {
            overlay.close();
        }
    }
}
