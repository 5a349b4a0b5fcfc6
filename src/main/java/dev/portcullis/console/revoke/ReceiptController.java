package dev.portcullis.console.revoke;

import dev.portcullis.api.Json;
import dev.portcullis.api.Receipt;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** What a revocation did: how many, on which servers, in which time. Stays until it is dismissed, or for a while after the pointer has left it. */
final class ReceiptController {
    private static final PseudoClass NONE = PseudoClass.getPseudoClass("none");

    private final Receipt receipt;
    private final Runnable onDismiss;
    private final PauseTransition stay = new PauseTransition(Duration.seconds(12));

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

    ReceiptController(Receipt receipt, Runnable onDismiss) {
        this.receipt = receipt;
        this.onDismiss = onDismiss;
    }

    @FXML
    void initialize() {
        double slowest = receipt.nodes().stream()
                .mapToDouble(Receipt.Node::milliseconds)
                .max()
                .orElse(0);
        title.setText(ReceiptText.title(receipt));
        time.setText(receipt.nodes().isEmpty() ? "" : ReceiptText.time(slowest));
        time.setMinWidth(Region.USE_PREF_SIZE);
        counts.setText(ReceiptText.counts(receipt));
        receipt.nodes().forEach(node -> nodes.getChildren().add(line(node, slowest)));
        toast.pseudoClassStateChanged(NONE, receipt.ended() == 0);
        toast.hoverProperty().subscribe(hovered -> {
            if (hovered) {
                stay.stop();
            } else {
                stay.playFromStart();
            }
        });
        stay.setOnFinished(_ -> dismiss());
    }

    @FXML
    void dismiss() {
        stay.stop();
        onDismiss.run();
    }

    /** Copies the whole receipt with its signature, as it came. */
    @FXML
    void copy() {
        String json = new String(Json.write(receipt), StandardCharsets.UTF_8);
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, json));
        copy.setText(Text.get("revoke.receipt.copied"));
    }

    private static HBox line(Receipt.Node node, double slowest) {
        Label name = new Label(node.node());
        name.getStyleClass().add("receipt-node");
        NodeBar bar = new NodeBar(slowest == 0 ? 1 : node.milliseconds() / slowest);
        HBox.setHgrow(bar, Priority.ALWAYS);
        Label time = new Label(ReceiptText.time(node.milliseconds()));
        time.getStyleClass().addAll("mono", "receipt-time");
        HBox line = new HBox(name, bar, time);
        line.getStyleClass().add("receipt-line");
        return line;
    }

    /** As long as the server took, against the slowest. */
    private static final class NodeBar extends Region {
        private final Region fill = new Region();
        private final double portion;

        NodeBar(double portion) {
            this.portion = portion;
            getStyleClass().addAll("time-bar");
            fill.getStyleClass().addAll("fill", "ok");
            getChildren().add(fill);
        }

        @Override
        protected void layoutChildren() {
            fill.resizeRelocate(0, 0, snapSizeX(Math.max(2, getWidth() * portion)), getHeight());
        }
    }

    /** The words of a receipt. */
    static final class ReceiptText {
        private ReceiptText() {}

        static String title(Receipt receipt) {
            return receipt.ended() == 0
                    ? Text.get("revoke.receipt.none", receipt.alreadyEnded())
                    : Text.get("revoke.receipt.title", receipt.ended());
        }

        static String counts(Receipt receipt) {
            return Text.get(
                    "revoke.receipt.counts", receipt.ended(), receipt.alreadyEnded(), Figures.shortId(receipt.id()));
        }

        /** Whole milliseconds; below ten with one decimal. */
        static String time(double milliseconds) {
            return Text.get(milliseconds < 10 ? "revoke.receipt.ms.short" : "revoke.receipt.ms", milliseconds);
        }
    }
}
