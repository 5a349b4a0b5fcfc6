package dev.portcullis.console.frame;

import dev.portcullis.console.common.Text;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/** Asks whether to leave although files are being written, a revocation is under way or a policy is not saved. Says, too, when all that is over: then nothing is lost any more. */
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
    private Label revocation;

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
        boolean revoking = underWay.revoking().isRunning();
        boolean unsaved = underWay.policy().unsavedProperty().get();
        if (exports > 0 || underWay.isHarmless()) {
            title.setText(Text.get("frame.leave.title", exports));
            what.setText(Text.get("frame.leave.what", exports));
        } else if (revoking) {
            title.setText(Text.get("frame.leave.revocation.title"));
            what.setText(Text.get("frame.leave.revocation"));
        } else {
            title.setText(Text.get("frame.leave.policy.title"));
            what.setText(Text.get("frame.leave.policy"));
        }
        present(revocation, revoking && exports > 0);
        present(policy, unsaved && (exports > 0 || revoking));
        leave.setText(Text.get(leaveKey(exports, revoking, unsaved)));
    }

    private String leaveKey(int exports, boolean revoking, boolean unsaved) {
        boolean quit = how == Leaving.QUIT;
        if (exports > 0) {
            return quit ? "frame.leave.quit" : "frame.leave.log-out";
        } else if (unsaved) {
            return quit ? "frame.leave.policy.quit" : "frame.leave.policy.log-out";
        } else if (revoking) {
            return quit ? "frame.leave.revocation.quit" : "frame.leave.revocation.log-out";
        }
        return quit ? "frame.quit" : "frame.log-out";
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

    private static void present(Label line, boolean present) {
        line.setVisible(present);
        line.setManaged(present);
    }
}
