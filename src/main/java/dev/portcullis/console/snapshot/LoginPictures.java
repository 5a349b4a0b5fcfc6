package dev.portcullis.console.snapshot;

import java.io.IOException;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.TextField;

/** Logging in: with a wrong password, with a second factor. It begins before the login, and ends with it. */
final class LoginPictures implements Pictures {
    @Override
    public void take(Walk walk) throws IOException, InterruptedException {
        Puppet operator = walk.operator();
        TextField password = operator.waitFor(TextField.class, "#login-password");
        Button logIn = operator.waitFor(Button.class, "#login-button");
        walk.picture("login");
        new ConnectionPictures().take(walk);
        enter(password, "not " + walk.target().password(), logIn);
        operator.waitFor("the wrong password's sentence", () -> operator.isShown("#passwordProblem"));
        walk.picture("login-failed");
        walk.staged().wantCode(true);
        enter(password, walk.target().password(), logIn);
        code(walk, operator);
        walk.staged().wantCode(false);
        enter(password, walk.target().password(), logIn);
    }

    private static void code(Walk walk, Puppet operator) throws IOException, InterruptedException {
        TextField code = operator.waitFor(TextField.class, "#login-code #code-input");
        walk.picture("login-code");
        Puppet.act(() -> code.setText(StagedProof.WRONG_CODE));
        operator.waitFor("the wrong code's sentence", () -> operator.isShown("#code-problem"));
        walk.picture("login-code-wrong");
        Puppet.act(() -> code.setText(StagedProof.ONE_TOO_MANY));
        operator.waitFor("the wait", () -> operator.isShown("#login-code-trouble"));
        walk.picture("login-code-wait");
        Hyperlink other = operator.waitFor(Hyperlink.class, "#login-code #code-other");
        Puppet.act(other::fire);
        walk.picture("login-recovery");
        Button back = operator.waitFor(Button.class, "#login-back");
        Puppet.act(back::fire);
        operator.waitFor("the fields", () -> operator.isShown("#login-password"));
    }

    static void enter(TextField password, String typed, Button logIn) throws InterruptedException {
        Puppet.act(() -> {
            password.setText(typed);
            logIn.fire();
        });
    }
}
