package dev.portcullis.console.frame;

import dev.portcullis.console.common.Text;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/** Asks whether to leave although files are being written. Says, too, when they are written meanwhile: then nothing is given up any more. */
final class LeaveController {
    private final UnderWay underWay;
    private final Leaving how;
    private final Runnable onLeave;
    private final Runnable onStay;

    @FXML
    private Label title;

    @FXML
    private Label what;

    @FXML
    private Button stay;

    @FXML
    private Button leave;

    /** @param onLeave leaves, and gives up what is being written */
    LeaveController(UnderWay underWay, Leaving how, Runnable onLeave, Runnable onStay) {
        this.underWay = underWay;
        this.how = how;
        this.onLeave = onLeave;
        this.onStay = onStay;
    }

    /** What is being written may have changed. */
    void renew() {
        int exports = underWay.exports();
        title.setText(Text.get("frame.leave.title", exports));
        what.setText(Text.get("frame.leave.what", exports));
        String words = switch (how) {
            case LOG_OUT -> exports == 0 ? "frame.log-out" : "frame.leave.log-out";
            case QUIT -> exports == 0 ? "frame.quit" : "frame.leave.quit";
        };
        leave.setText(Text.get(words));
    }

    /** What does no harm has the keyboard at first. */
    void focus() {
        stay.requestFocus();
    }

    @FXML
    void initialize() {
        renew();
    }

    @FXML
    void leave() {
        onLeave.run();
    }

    @FXML
    void stay() {
        onStay.run();
    }
}
