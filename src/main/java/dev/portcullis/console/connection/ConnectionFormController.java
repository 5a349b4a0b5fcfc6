package dev.portcullis.console.connection;

import dev.portcullis.client.CertificatePin;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.connection.ConnectionFormModel.Field;
import dev.portcullis.console.connection.ConnectionFormModel.Wrong;
import java.util.List;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Wires the form of a connection. */
final class ConnectionFormController {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final ConnectionFormModel model;
    private final Runnable onCancel;
    private final ToggleGroup marked = new ToggleGroup();

    @FXML
    private Label title;

    @FXML
    private TextField name;

    @FXML
    private Label nameProblem;

    @FXML
    private TextField address;

    @FXML
    private Label addressProblem;

    @FXML
    private HBox marks;

    @FXML
    private TextField email;

    @FXML
    private VBox pinned;

    @FXML
    private VBox pins;

    @FXML
    private Button save;

    ConnectionFormController(ConnectionFormModel model, Runnable onCancel) {
        this.model = model;
        this.onCancel = onCancel;
    }

    @FXML
    void initialize() {
        title.setText(Text.get(model.isNew() ? "connection.new" : "connection.edit"));
        name.textProperty().bindBidirectional(model.nameProperty());
        address.textProperty().bindBidirectional(model.addressProperty());
        email.textProperty().bindBidirectional(model.emailProperty());
        for (Mark each : List.of(Mark.values())) {
            marks.getChildren().add(button(each));
        }
        model.pins().subscribe(this::showPins);
        showPins();
        model.wrongProperty().subscribe(now -> show(now));
    }

    void focus() {
        name.requestFocus();
        name.selectAll();
    }

    @FXML
    void save() {
        model.save();
    }

    @FXML
    void cancel() {
        onCancel.run();
    }

    private ToggleButton button(Mark mark) {
        Region dot = new Region();
        dot.getStyleClass().addAll("dot", "connection-dot");
        ToggleButton button = new ToggleButton(mark.text(), dot);
        button.setId("connection-mark-" + mark.word());
        button.getStyleClass().add("marked");
        mark.paint(button);
        button.setToggleGroup(marked);
        button.setSelected(model.markProperty().get() == mark);
        button.setOnAction(_ -> {
            button.setSelected(true);
            model.markProperty().set(mark);
        });
        return button;
    }

    private void showPins() {
        pins.getChildren().setAll(model.pins().stream().map(this::line).toList());
        present(pinned, !model.pins().isEmpty());
    }

    private Node line(CertificatePin pin) {
        Label fingerprint = new Label(pin.fingerprint().lines());
        fingerprint.setWrapText(true);
        fingerprint.setMinHeight(Region.USE_PREF_SIZE);
        fingerprint.getStyleClass().addAll("mono", "fingerprint");
        HBox.setHgrow(fingerprint, Priority.ALWAYS);
        Button remove = new Button(Text.get("connection.pin.remove"));
        remove.getStyleClass().add("connection-pin-remove");
        remove.setMinWidth(Region.USE_PREF_SIZE);
        remove.setOnAction(_ -> {
            model.pins().remove(pin);
            save.requestFocus();
        });
        VBox words = new VBox(fingerprint);
        if (pin.outdated()) {
            Label outdated = new Label(Text.get("connection.pin.outdated"));
            outdated.getStyleClass().add("second");
            words.getChildren().add(outdated);
        }
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox line = new HBox(words, remove);
        line.getStyleClass().add("connection-pin");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private void show(@Nullable Wrong now) {
        Map.of(Field.NAME, nameProblem, Field.ADDRESS, addressProblem).forEach((field, label) -> {
            label.setText(now != null && now.field() == field ? now.sentence() : "");
            present(label, now != null && now.field() == field);
        });
        Map.of(Field.NAME, name, Field.ADDRESS, address).forEach((field, input) -> {
            boolean isWrong = now != null && now.field() == field;
            input.pseudoClassStateChanged(WRONG, isWrong);
            if (isWrong) {
                input.requestFocus();
            }
        });
    }

    private static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }
}
