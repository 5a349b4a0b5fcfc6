package dev.portcullis.console.snapshot;

import java.io.IOException;
import javafx.scene.control.TextField;

/** The policy. What another limit would do is asked; nothing is saved. */
final class PolicyPictures implements Pictures {
    @Override
    public void take(Walk walk) throws IOException, InterruptedException {
        Puppet operator = walk.operator();
        walk.visit("policy", () -> {
            TextField absolute = operator.waitFor(TextField.class, "#policy-absoluteTtlSeconds");
            String before = Puppet.does(absolute::getText);
            walk.picture("policy");
            Puppet.act(() -> absolute.setText("45m"));
            operator.waitFor("the effect", () -> operator.isShown("#policy-effect"));
            walk.picture("policy-effect");
            Puppet.act(() -> absolute.setText(before));
        });
    }
}
