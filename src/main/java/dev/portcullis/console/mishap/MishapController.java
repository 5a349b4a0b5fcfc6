package dev.portcullis.console.mishap;

import dev.portcullis.console.common.Text;
import java.util.Map;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;

/** Tells quietly, in the corner, that the console made a mistake: with its code, until it is dismissed. */
final class MishapController {
    private final Mishap mishap;
    private final Runnable onDismiss;

    @FXML
    private Label code;

    @FXML
    private Button copy;

    MishapController(Mishap mishap, Runnable onDismiss) {
        this.mishap = mishap;
        this.onDismiss = onDismiss;
    }

    @FXML
    void initialize() {
        code.setText(mishap.code());
    }

    @FXML
    void copy() {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, mishap.details()));
        copy.setText(Text.get("mishap.copied"));
    }

    @FXML
    void dismiss() {
        onDismiss.run();
    }
}
