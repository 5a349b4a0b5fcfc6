package dev.portcullis.console.revoke;

import dev.portcullis.api.Receipt;
import dev.portcullis.console.common.Text;
import java.util.Map;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** What a revocation did: how many, on which servers, in which time. Stays until it is dismissed, or for a while after the pointer and the keyboard have left it. */
final class ReceiptController {
    private static final PseudoClass NONE = PseudoClass.getPseudoClass("none");

    private final Receipt receipt;
    private final Runnable onShow;
    private final Runnable onDismiss;
    private final PauseTransition stay = new PauseTransition(Duration.seconds(12));

    /** Held here: nothing else holds a binding. */
    private BooleanBinding inUse = Bindings.createBooleanBinding(() -> false);

    @FXML
    private VBox toast;

    @FXML
    private Label title;

    @FXML
    private Label time;

    @FXML
    private Label counts;

    @FXML
    private VBox nodes;

    @FXML
    private Button copy;

    /** @param onShow shows all of it */
    ReceiptController(Receipt receipt, Runnable onShow, Runnable onDismiss) {
        this.receipt = receipt;
        this.onShow = onShow;
        this.onDismiss = onDismiss;
    }

    @FXML
    void initialize() {
        double slowest = ReceiptText.slowest(receipt);
        title.setText(ReceiptText.title(receipt));
        time.setText(receipt.nodes().isEmpty() ? "" : ReceiptText.time(slowest));
        time.setMinWidth(Region.USE_PREF_SIZE);
        counts.setText(ReceiptText.counts(receipt));
        nodes.getChildren().setAll(new NodeLines(receipt.nodes(), slowest));
        toast.pseudoClassStateChanged(NONE, ReceiptText.affected(receipt) == 0);
        inUse = toast.hoverProperty().or(toast.focusWithinProperty());
        inUse.subscribe(used -> {
            if (used) {
                stay.stop();
            } else {
                stay.playFromStart();
            }
        });
        stay.setOnFinished(_ -> dismiss());
    }

    @FXML
    void show() {
        stay.stop();
        onShow.run();
    }

    @FXML
    void dismiss() {
        stay.stop();
        onDismiss.run();
    }

    @FXML
    void copy() {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, ReceiptText.json(receipt)));
        copy.setText(Text.get("revoke.receipt.copied"));
    }
}
