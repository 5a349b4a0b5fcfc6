package dev.portcullis.console.snapshot;

import dev.portcullis.console.sessions.Row;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import javafx.scene.control.TableView;

/** The operator's own session, ended by somebody else. It ends at the login. */
final class FarewellPictures implements Pictures {
    @Override
    public void take(Walk walk) throws IOException, InterruptedException {
        Puppet operator = walk.operator();
        TableView<Row> table = walk.table();
        UUID own = Puppet.does(() -> table.getItems().stream()
                .filter(Row::own)
                .map(Row::handle)
                .findFirst()
                .orElseThrow());
        try (Colleague colleague = walk.colleague()) {
            colleague.client().revoke(List.of(own), "The tour is over");
            operator.waitFor("the login", () -> operator.isShown("#login-notice"));
        }
        walk.picture("ended");
    }
}
