package dev.portcullis.console.revoke;

import dev.portcullis.api.Receipt;
import dev.portcullis.console.common.Tips;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Servers, each with the time that it took, against the slowest. */
final class NodeLines extends GridPane {
    NodeLines(List<Receipt.Node> nodes, double slowest) {
        getStyleClass().add("receipt-lines");
        for (Receipt.Node node : nodes) {
            Label name = new Label(node.node());
            name.getStyleClass().add("receipt-node");
            name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS); // names of servers often differ at their end only
            Tips.install(name, node.node());
            Bar bar = new Bar(slowest == 0 ? 1 : node.milliseconds() / slowest);
            setHgrow(bar, Priority.ALWAYS);
            Label time = new Label(ReceiptText.time(node.milliseconds()));
            time.getStyleClass().addAll("mono", "receipt-time");
            addRow(getRowCount(), name, bar, time);
        }
    }

    private static final class Bar extends Region {
        private final Region fill = new Region();
        private final double portion;

        Bar(double portion) {
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
}
