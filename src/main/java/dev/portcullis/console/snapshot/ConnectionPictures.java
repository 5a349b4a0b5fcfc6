package dev.portcullis.console.snapshot;

import java.io.IOException;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;

/** A connection that is changed, and certificates that are not trusted; nothing of it is kept. It begins and ends at the login. */
final class ConnectionPictures implements Pictures {
    @Override
    public void take(Walk walk) throws IOException, InterruptedException {
        Puppet operator = walk.operator();
        TextField server = operator.waitFor(TextField.class, "#login-server");
        TextField email = operator.waitFor(TextField.class, "#login-email");
        String address = Puppet.does(server::getText);
        list(walk, operator);
        certificates(walk, operator);
        Puppet.act(() -> {
            server.setText(address);
            email.setText(walk.target().email());
        });
    }

    private static void list(Walk walk, Puppet operator) throws IOException, InterruptedException {
        ListView<?> list = operator.waitFor(ListView.class, "#connections-list");
        Puppet.act(() -> {
            list.requestFocus();
            list.getSelectionModel().select(1);
        });
        walk.picture("connections");
        operator.presses(list, KeyCode.F2);
        TextField name = operator.waitFor(TextField.class, "#connection-name");
        walk.picture("connection-form");
        operator.presses(name, KeyCode.ESCAPE);
        operator.presses(list, KeyCode.DELETE);
        walk.picture("connection-delete");
        Button keep = operator.waitFor(Button.class, "#connections-keep");
        Puppet.act(keep::fire);
    }

    private static void certificates(Walk walk, Puppet operator) throws IOException, InterruptedException {
        TextField password = operator.waitFor(TextField.class, "#login-password");
        Button logIn = operator.waitFor(Button.class, "#login-button");
        for (boolean changed : new boolean[] {false, true}) {
            walk.staged().show(changed ? StagedServers.changed() : StagedServers.unknown());
            LoginPictures.enter(password, walk.target().password(), logIn);
            Button refuse = operator.waitFor(Button.class, "#certificate-refuse");
            walk.picture(changed ? "certificate-changed" : "certificate");
            Puppet.act(refuse::fire);
            operator.waitFor("the dialog to go", () -> !operator.isShown("#certificate"));
        }
        walk.staged().show(null);
        walk.picture("certificate-refused");
    }
}
