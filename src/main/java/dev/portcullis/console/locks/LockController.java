package dev.portcullis.console.locks;

import dev.portcullis.api.Lock;
import dev.portcullis.console.common.Text;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.util.StringConverter;

/** The form for a new lock. */
final class LockController {
    private final LockModel model;
    private final Runnable onCancel;

    @FXML
    private ToggleButton account;

    @FXML
    private ToggleButton network;

    @FXML
    private Label targetLabel;

    @FXML
    private TextField target;

    @FXML
    private TextField reason;

    @FXML
    private ChoiceBox<Integer> minutes;

    @FXML
    private CheckBox insist;

    @FXML
    private Label failure;

    @FXML
    private Node progress;

    @FXML
    private Button cancel;

    @FXML
    private Button perform;

    LockController(LockModel model, Runnable onCancel) {
        this.model = model;
        this.onCancel = onCancel;
    }

    @FXML
    void initialize() {
        account.setOnAction(_ -> choose(account, Lock.Kind.ACCOUNT));
        network.setOnAction(_ -> choose(network, Lock.Kind.NETWORK));
        target.textProperty().bindBidirectional(model.targetProperty());
        reason.textProperty().bindBidirectional(model.reasonProperty());
        minutes.getItems().setAll(LockWords.MINUTES);
        minutes.setConverter(new StringConverter<>() {
            @Override
            public String toString(Integer each) {
                return LockWords.lasting(each);
            }

            @Override
            public Integer fromString(String text) {
                throw new UnsupportedOperationException("nobody types it");
            }
        });
        minutes.valueProperty().bindBidirectional(model.minutesProperty());
        insist.selectedProperty().bindBidirectional(model.insistProperty());
        perform.disableProperty().bind(model.readyBinding().not());
        model.insistingProperty().subscribe(now -> present(insist, now));
        model.kindProperty().subscribe(this::show);
        model.problemProperty().subscribe(sentence -> {
            failure.setText(sentence);
            present(failure, !sentence.isEmpty());
        });
        model.busyProperty().subscribe(busy -> {
            present(progress, busy);
            for (Node each : new Node[] {account, network, minutes, insist, cancel}) {
                each.setDisable(busy);
            }
            target.setEditable(!busy);
            reason.setEditable(!busy);
        });
    }

    void focus() {
        target.requestFocus();
    }

    @FXML
    void perform() {
        model.perform();
    }

    @FXML
    void cancel() {
        onCancel.run();
    }

    private void choose(ToggleButton chosen, Lock.Kind kind) {
        chosen.setSelected(true); // one of them always is
        model.kindProperty().set(kind);
    }

    private void show(Lock.Kind kind) {
        boolean ofAccount = kind == Lock.Kind.ACCOUNT;
        account.setSelected(ofAccount);
        network.setSelected(!ofAccount);
        String label = Text.get(ofAccount ? "locks.form.account" : "locks.form.network");
        targetLabel.setText(label);
        target.setAccessibleText(label);
        target.setPromptText(ofAccount ? "" : "203.0.113.0/24");
        perform.setText(Text.get(ofAccount ? "locks.form.lock.account" : "locks.form.lock.network"));
    }

    private static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }
}
