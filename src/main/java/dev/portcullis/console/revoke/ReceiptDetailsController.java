package dev.portcullis.console.revoke;

import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationResult;
import dev.portcullis.api.RevokedSessionPage;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A receipt, whole: what was done, by whom and why, and what became of each session. */
final class ReceiptDetailsController {
    private static final int PAGE = 500;

    private final Receipt receipt;
    private final RevocationAccess access;
    private final Background background;
    private final Runnable onClose;
    private @Nullable UUID next;

    @FXML
    private Label title;

    @FXML
    private GridPane facts;

    @FXML
    private VBox nodes;

    @FXML
    private Label shown;

    @FXML
    private Label failure;

    @FXML
    private ListView<RevokedSessionPage.Item> results;

    @FXML
    private Button more;

    @FXML
    private Button copy;

    ReceiptDetailsController(Receipt receipt, RevocationAccess access, Background background, Runnable onClose) {
        this.receipt = receipt;
        this.access = access;
        this.background = background;
        this.onClose = onClose;
    }

    @FXML
    void initialize() {
        title.setText(ReceiptText.title(receipt));
        fact("revoke.receipt.at", date(receipt.at()), false);
        fact("revoke.receipt.by", receipt.by(), false);
        fact("revoke.reason", receipt.reason(), false);
        fact("revoke.receipt.numbers", ReceiptText.counts(receipt), false);
        if (receipt.suspendedUntil() != null) {
            fact("revoke.receipt.until", date(receipt.suspendedUntil()), false);
        }
        if (!receipt.lockedNetworks().isEmpty()) {
            fact("revoke.receipt.networks", String.join("  ", receipt.lockedNetworks()), true);
        }
        fact("revoke.receipt.id", receipt.id().toString(), true);
        if (receipt.digest() != null) {
            fact("revoke.receipt.digest", receipt.digest(), true);
        }
        fact("revoke.receipt.signature", Text.get("revoke.receipt.signed"), false);
        nodes.getChildren().setAll(new NodeLines(receipt.nodes(), ReceiptText.slowest(receipt)));
        results.setCellFactory(_ -> new Result());
        present(failure, false);
        more();
    }

    /** Reads the next page of its sessions. */
    @FXML
    void more() {
        more.setDisable(true);
        results.setPlaceholder(new Label(Text.get("revoke.results.reading")));
        UUID after = next;
        background.run(() -> access.sessions(receipt.id(), after, PAGE), this::add, why -> {
            results.setPlaceholder(new Label(""));
            failure.setText(RevocationProblems.ofResults(why));
            present(failure, true);
            more.setDisable(false);
            present(more, true);
        });
    }

    @FXML
    void copy() {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, ReceiptText.json(receipt)));
        copy.setText(Text.get("revoke.receipt.copied"));
    }

    @FXML
    void close() {
        onClose.run();
    }

    private void add(RevokedSessionPage page) {
        next = page.next();
        results.getItems().addAll(page.items());
        results.setPlaceholder(new Label(Text.get("revoke.results.none")));
        shown.setText(Text.get("revoke.results.of", results.getItems().size(), receipt.matched()));
        present(failure, false);
        present(more, next != null);
        more.setDisable(false);
    }

    private void fact(String name, String value, boolean isExact) {
        int row = facts.getRowCount();
        Label key = new Label(Text.get(name));
        key.getStyleClass().add("second");
        key.setMinWidth(Region.USE_PREF_SIZE);
        Label words = new Label(value);
        words.setWrapText(true);
        if (isExact) {
            words.getStyleClass().add("mono");
        }
        facts.addRow(row, key, words);
        GridPane.setHgrow(words, Priority.ALWAYS);
    }

    private static String date(Instant instant) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
                .withLocale(Text.locale())
                .withZone(ZoneId.systemDefault())
                .format(instant);
    }

    private static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }

    /** A session, and what became of it. */
    private static final class Result extends ListCell<RevokedSessionPage.Item> {
        private final Label user = new Label();
        private final Label handle = new Label();
        private final Label word = new Label();
        private final HBox line = new HBox(12, user, handle, word);

        Result() {
            line.getStyleClass().add("receipt-result");
            user.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(user, Priority.ALWAYS);
            handle.getStyleClass().addAll("mono", "second");
            handle.setMinWidth(Region.USE_PREF_SIZE);
            word.setMinWidth(Region.USE_PREF_SIZE);
            word.getStyleClass().add("tag");
        }

        @Override
        protected void updateItem(RevokedSessionPage.@Nullable Item item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                return;
            }
            user.setText(
                    item.user() != null
                            ? item.user()
                            : item.result() == RevocationResult.NOT_FOUND ? "" : Text.get("revoke.results.nobody"));
            user.getStyleClass().setAll("label", item.user() == null ? "second" : "medium");
            handle.setText(item.handle().toString());
            word.setText(Text.get("revoke.result." + item.result().name().toLowerCase(Locale.ROOT)));
            word.getStyleClass().setAll("label", "tag", done(item.result()) ? "ok" : "plain");
            setGraphic(line);
        }

        private static boolean done(RevocationResult result) {
            return switch (result) {
                case ENDED, SUSPENDED, RELEASED -> true;
                case ALREADY_ENDED, NOT_FOUND, UNCHANGED -> false;
            };
        }
    }
}
