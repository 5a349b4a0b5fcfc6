package dev.portcullis.console.snapshot;

import java.io.IOException;
import javafx.scene.control.Button;

/** The audit log, and its proof. Reading it leaves an entry, as anybody's reading does. */
final class AuditPictures implements Pictures {
    @Override
    public void take(Walk walk) throws IOException, InterruptedException {
        Puppet operator = walk.operator();
        walk.visit("audit", () -> {
            walk.chooseFirst("#audit-table");
            Button verify = operator.waitFor(Button.class, "#audit-verify");
            Puppet.act(verify::fire);
            operator.waitFor("what came of it", () -> operator.isShown("#audit-notices .alert.ok"));
            walk.picture("audit");
        });
    }
}
