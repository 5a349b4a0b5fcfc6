package dev.portcullis.console.frame;

import dev.portcullis.console.common.Text;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/** Asks whether to leave although files are being written or a policy is not saved. Says, too, when they are meanwhile: then nothing is lost any more. */
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
    private Label policy;

    @FXML
    private Button stay;

    @FXML
    private Button leave;

    /** @param onLeave leaves, and gives up what is being written and what is not saved */
    LeaveController(UnderWay underWay, Leaving how, Runnable onLeave, Runnable onStay) {
        this.underWay = underWay;
        this.how = how;
        this.onLeave = onLeave;
        this.onStay = onStay;
    }

    /** What would be lost may have changed. */
    void renew() {
        int exports = underWay.exports();
        boolean unsaved = underWay.policy().unsavedProperty().get();
        boolean policyAlone = unsaved && exports == 0;
        title.setText(policyAlone ? Text.get("frame.leave.policy.title") : Text.get("frame.leave.title", exports));
        what.setText(policyAlone ? Text.get("frame.leave.policy") : Text.get("frame.leave.what", exports));
        policy.setVisible(unsaved && !policyAlone);
        policy.setManaged(unsaved && !policyAlone);
        boolean harmless = exports == 0 && !unsaved;
        if (harmless) {
            leave.setText(Text.get(how == Leaving.QUIT ? "frame.quit" : "frame.log-out"));
        } else if (policyAlone) {
            leave.setText(Text.get(how == Leaving.QUIT ? "frame.leave.policy.quit" : "frame.leave.policy.log-out"));
        } else {
            leave.setText(Text.get(how == Leaving.QUIT ? "frame.leave.quit" : "frame.leave.log-out"));
        }
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
