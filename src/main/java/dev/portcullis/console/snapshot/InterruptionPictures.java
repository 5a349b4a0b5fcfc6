package dev.portcullis.console.snapshot;

import java.io.IOException;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;

/** A connection that fails: the banner, and details that cannot be read. */
final class InterruptionPictures implements Pictures {
    private final @Nullable Relay relay;

    /** @param relay lies on the way to the server; null where there is none, and nothing to see then */
    InterruptionPictures(@Nullable Relay relay) {
        this.relay = relay;
    }

    @Override
    public void take(Walk walk) throws IOException, InterruptedException {
        if (relay == null) {
            return;
        }
        Puppet operator = walk.operator();
        relay.cut();
        operator.waitFor("the banner", () -> operator.isShown("#banner"));
        // An interruption that lasts looks like one.
        operator.waitFor("a moment", () -> state(walk).endsWith(" 3 s"));
        walk.picture("interrupted");
        TableView<?> table = walk.table();
        // What is selected already has been read, and is not read again for being selected.
        Puppet.act(() -> table.getSelectionModel().clearSelection());
        operator.frames(2);
        Puppet.act(() -> table.getSelectionModel().clearAndSelect(0));
        operator.presses(table, KeyCode.ENTER);
        operator.waitFor("that the details cannot be read", () -> operator.isShown(".part-state .button"));
        walk.picture("detail-failed");
        operator.presses(table, KeyCode.ESCAPE);
        Puppet.act(() -> table.getSelectionModel().clearSelection());
        relay.mend();
        operator.waitFor("the live feed again", walk::isLive);
    }

    private static String state(Walk walk) {
        return ((Label) walk.scene().lookup("#state")).getText();
    }
}
