package dev.portcullis.console.locks;

import dev.portcullis.console.common.Text;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/** Asks whether to lift a lock: whose, by whom, why, and what follows. */
final class LiftController {
    private final LiftModel model;
    private final Runnable onCancel;

    @FXML
    private Label title;

    @FXML
    private Label locked;

    @FXML
    private Label failure;

    @FXML
    private Node progress;

    @FXML
    private Button cancel;

    @FXML
    private Button perform;

    LiftController(LiftModel model, Runnable onCancel) {
        this.model = model;
        this.onCancel = onCancel;
    }

    @FXML
    void initialize() {
        title.setText(Text.get("locks.lift.title", LockWords.target(model.lock())));
        locked.setText(Text.get(
                "locks.lift.locked",
                model.lock().by(),
                dev.portcullis.console.chart.Figures.absolute(model.lock().at()),
                model.lock().reason()));
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
