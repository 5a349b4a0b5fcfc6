package dev.portcullis.console.roles;

import dev.portcullis.console.common.Text;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/** Asks whether to delete a role. */
final class RoleDeletionController {
    private final RoleDeletionModel model;
    private final Runnable onCancel;

    @FXML
    private Label title;

    @FXML
    private Label failure;

    @FXML
    private Node progress;

    @FXML
    private Button cancel;

    @FXML
    private Button perform;

    RoleDeletionController(RoleDeletionModel model, Runnable onCancel) {
        this.model = model;
        this.onCancel = onCancel;
    }

    @FXML
    void initialize() {
        title.setText(Text.get("roles.delete.title", model.role().name()));
        model.problemProperty().subscribe(sentence -> {
            failure.setText(sentence);
            failure.setVisible(!sentence.isEmpty());
            failure.setManaged(!sentence.isEmpty());
        });
        model.busyProperty().subscribe(busy -> {
            progress.setVisible(busy);
            progress.setManaged(busy);
            cancel.setDisable(busy);
            perform.setDisable(busy);
        });
    }

    void focus() {
        cancel.requestFocus();
    }

    @FXML
    void perform() {
        model.perform();
    }

    @FXML
    void cancel() {
        onCancel.run();
    }
}
