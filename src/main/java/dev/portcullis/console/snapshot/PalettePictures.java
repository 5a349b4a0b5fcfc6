package dev.portcullis.console.snapshot;

import dev.portcullis.console.common.Text;
import java.io.IOException;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;

/** The palette of commands, and the help. */
final class PalettePictures implements Pictures {
    @Override
    public void take(Walk walk) throws IOException, InterruptedException {
        Puppet operator = walk.operator();
        TextField asked = walk.openPalette();
        walk.picture("palette");
        Puppet.act(() -> asked.setText(Text.get("frame.action.help")));
        operator.presses(asked, KeyCode.ENTER);
        Button close = operator.waitFor(Button.class, "#help-close");
        walk.picture("help");
        Puppet.act(close::fire);
        operator.waitFor("the table", () -> operator.isShown("#table"));
    }
}
