package dev.portcullis.console.detail;

import dev.portcullis.api.SessionView;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.desk.Dialogs;
import javafx.scene.Scene;

/** The dialog in which a session is changed, one at a time. For the JavaFX thread. */
final class Editing extends Dialogs {
    private final DetailAccess access;
    private final Background background;
    private final EditForm.Frame frame;

    Editing(DetailAccess access, Background background, EditForm.Frame frame) {
        this.access = access;
        this.background = background;
        this.frame = frame;
    }

    /** Asks what to change. */
    void edit(Scene scene, SessionView session) {
        EditModel model = new EditModel(access, background, frame, session, _ -> close());
        EditController controller = new EditController(model, this::close);
        show(scene, controller, model.busyProperty()::get);
        controller.focus();
    }
}
