package dev.portcullis.console.detail;

import dev.portcullis.api.SessionView;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Overlay;
import dev.portcullis.console.common.Views;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The dialog in which a session is changed, one at a time. For the JavaFX thread. */
final class Editing {
    private final DetailAccess access;
    private final Background background;
    private final EditForm.Frame frame;
    private @Nullable Overlay open;

    Editing(DetailAccess access, Background background, EditForm.Frame frame) {
        this.access = access;
        this.background = background;
        this.frame = frame;
    }

    /** Asks what to change. While that is under way, Esc does not close it: it cannot be called back. */
    void edit(Scene scene, SessionView session) {
        close();
        EditModel model = new EditModel(access, background, frame, session, _ -> close());
        EditController controller = new EditController(model, this::close);
        open = Overlay.show(scene, (Region) Views.load(controller), () -> {
            if (!model.busyProperty().get()) {
                close();
            }
        });
        controller.focus();
    }

    void close() {
        Overlay now = open;
        open = null;
        if (now != null) {
            now.close();
        }
    }
}
