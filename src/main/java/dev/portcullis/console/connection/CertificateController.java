package dev.portcullis.console.connection;

import dev.portcullis.client.CertificatePin;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.connection.CertificateModel.Fact;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Wires the dialog that shows a certificate. The answer that is given without reading is no. */
final class CertificateController {
    private final CertificateModel model;
    private final String server;
    private final Runnable onRefuse;
    private final Runnable onEdit;
    private final Consumer<CertificatePin> onPin;

    @FXML
    private VBox root;

    @FXML
    private Label title;

    @FXML
    private Label meaning;

    @FXML
    private VBox reasons;

    @FXML
    private GridPane facts;

    @FXML
    private VBox confirm;

    @FXML
    private Label ask;

    @FXML
    private TextField typed;

    @FXML
    private Button refuse;

    @FXML
    private Button edit;

    @FXML
    private Button pin;

    CertificateController(
            CertificateModel model, String server, Runnable onRefuse, Runnable onEdit, Consumer<CertificatePin> onPin) {
        this.model = model;
        this.server = server;
        this.onRefuse = onRefuse;
        this.onEdit = onEdit;
        this.onPin = onPin;
    }

    @FXML
    void initialize() {
        title.setText(model.title());
        meaning.setText(model.meaning(server));
        model.reasons().forEach(sentence -> reasons.getChildren().add(words(sentence, "medium")));
        Stream.concat(model.facts().stream(), model.expected().stream()).forEach(this::add);
        ask.setText(Text.get("certificate.ask", CertificateModel.TYPED));
        typed.textProperty().bindBidirectional(model.typedProperty());
        pin.disableProperty().bind(model.readyBinding().not());
        if (model.isChanged()) {
            root.getStyleClass().add("changed");
        }
        present(confirm, !model.isChanged());
        present(pin, !model.isChanged());
        present(edit, model.isChanged());
    }

    /** On no. */
    void focus() {
        refuse.requestFocus();
    }

    @FXML
    void refuse() {
        onRefuse.run();
    }

    @FXML
    void edit() {
        onEdit.run();
    }

    @FXML
    void pin() {
        model.pin().ifPresent(onPin);
    }

    private void add(Fact fact) {
        int row = facts.getRowCount();
        Label what = words(fact.what(), "second");
        Label value = words(fact.value(), fact.exact() ? "fingerprint" : "value");
        value.getStyleClass().add("mono");
        GridPane.setValignment(what, VPos.TOP);
        facts.addRow(row, what, value);
    }

    private static Label words(String text, String styleClass) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add(styleClass);
        return label;
    }

    private static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }
}
