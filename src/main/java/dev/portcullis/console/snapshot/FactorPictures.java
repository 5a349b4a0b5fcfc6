package dev.portcullis.console.snapshot;

import dev.portcullis.api.ProblemType;
import java.io.IOException;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;

/** The second factor: how it is set up, and how it is asked for. Nobody is given one. */
final class FactorPictures implements Pictures {
    @Override
    public void take(Walk walk) throws IOException, InterruptedException {
        Puppet operator = walk.operator();
        try (StagedDialog _ =
                new StagedDialog(walk.staged(), walk.scene(), ProblemType.SECOND_FACTOR_ENROLMENT_REQUIRED)) {
            TextField code = operator.waitFor(TextField.class, "#enrol #code-input");
            walk.picture("enrolment");
            Puppet.act(() -> code.setText(StagedProof.CODE));
            operator.waitFor("the recovery codes", () -> operator.isShown("#recovery-codes"));
            walk.picture("recovery-codes");
        }
    }

    /** The proof that is asked for in the middle of something, over what is seen then. */
    static void stepUp(Walk walk) throws IOException, InterruptedException {
        Puppet operator = walk.operator();
        try (StagedDialog _ = new StagedDialog(walk.staged(), walk.scene(), ProblemType.STEP_UP_REQUIRED)) {
            PasswordField password = operator.waitFor(PasswordField.class, "#step-up-password");
            TextField code = operator.waitFor(TextField.class, "#step-up #code-input");
            walk.picture("step-up");
            Puppet.act(() -> {
                password.setText("not " + walk.target().password());
                code.setText(StagedProof.WRONG_CODE);
            });
            operator.waitFor("the sentence", () -> operator.isShown("#step-up-problem"));
            walk.picture("step-up-wrong");
        }
    }
}
