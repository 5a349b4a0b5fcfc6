package dev.portcullis.console.factor;

import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.factor.EnrolModel.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** Wires the dialog in which a second factor is set up. */
public final class EnrolController implements AutoCloseable {
    private static final int COLUMNS = 2;

    /** Four groups, and the space after them. */
    private static final String LINE = "((?:\\S+ ){3}\\S+) ";

    private final EnrolModel model;
    private final FileChoice files;
    private final Enrolment why;
    private final Runnable onLeave;
    private Subscription ticks = Subscription.EMPTY;

    @FXML
    private Label title;

    @FXML
    private Label what;

    @FXML
    private HBox beginning;

    @FXML
    private VBox notBegun;

    @FXML
    private Label failure;

    @FXML
    private HBox scanning;

    @FXML
    private QrCode qr;

    @FXML
    private Label secret;

    @FXML
    private Button copySecret;

    @FXML
    private CodeField code;

    @FXML
    private VBox codes;

    @FXML
    private GridPane list;

    @FXML
    private Button copyCodes;

    @FXML
    private Label saved;

    @FXML
    private CheckBox kept;

    @FXML
    private Node progress;

    @FXML
    private Button cancel;

    @FXML
    private Button confirm;

    @FXML
    private Button again;

    @FXML
    private Button done;

    /**
     * @param onLeave hears that the operator wants to leave
     */
    public EnrolController(EnrolModel model, FileChoice files, Enrolment why, Runnable onLeave) {
        this.model = model;
        this.files = files;
        this.why = why;
        this.onLeave = onLeave;
    }

    @FXML
    void initialize() {
        code.setAlternative(false);
        code.connect(
                model.code(),
                Bindings.createStringBinding(
                        this::wrong, model.problemProperty(), model.pause().secondsProperty()),
                model::confirm);
        code.disableProperty().bind(model.checkingProperty());
        confirm.disableProperty()
                .bind(model.code()
                        .completeBinding()
                        .not()
                        .or(model.checkingProperty())
                        .or(model.pause().secondsProperty().greaterThan(0)));
        cancel.disableProperty().bind(model.checkingProperty());
        progress.visibleProperty().bind(model.checkingProperty());
        kept.selectedProperty().bindBidirectional(model.keptProperty());
        done.disableProperty().bind(model.keptProperty().not());
        saved.textProperty().bind(model.savedProperty());
        model.stepProperty().subscribe(this::show);
        model.checkingProperty().subscribe(busy -> {
            if (!busy) {
                focus();
            }
        });
        ticks = new UiClock(() -> Duration.ZERO).everySecond(model.pause()::tick);
    }

    @FXML
    void confirm() {
        model.confirm();
    }

    @FXML
    void again() {
        model.begin();
    }

    @FXML
    void leave() {
        onLeave.run();
    }

    @FXML
    void copySecret() {
        if (model.stepProperty().get() instanceof Step.Scanning scan) {
            copy(scan.secret().secret(), copySecret);
        }
    }

    @FXML
    void copyCodes() {
        if (model.stepProperty().get() instanceof Step.Codes(List<String> shown)) {
            copy(String.join("\n", shown), copyCodes);
        }
    }

    @FXML
    void save() {
        files.toSave(list.getScene().getWindow(), Text.get("factor.enrol.save.title"), "portcullis-recovery-codes.txt")
                .ifPresent(model::save);
    }

    @Override
    public void close() {
        ticks.unsubscribe();
        model.forget();
    }

    private void show(Step step) {
        present(beginning, step instanceof Step.Beginning);
        present(notBegun, step instanceof Step.NotBegun);
        present(scanning, step instanceof Step.Scanning);
        present(codes, step instanceof Step.Codes);
        present(confirm, step instanceof Step.Scanning);
        present(again, step instanceof Step.NotBegun);
        present(done, step instanceof Step.Codes);
        present(cancel, !(step instanceof Step.Codes));
        failure.setText(step instanceof Step.NotBegun(String sentence) ? sentence : "");
        title.setText(Text.get(
                step instanceof Step.Codes || why == Enrolment.CODES
                        ? "factor.enrol.title.codes"
                        : "factor.enrol.title"));
        what.setText(Text.get(
                switch (why) {
                    case CODES -> "factor.enrol.what.new-codes";
                    case REQUIRED ->
                        step instanceof Step.Codes ? "factor.enrol.what.codes" : "factor.enrol.what.required";
                    case WISHED -> step instanceof Step.Codes ? "factor.enrol.what.codes" : "factor.enrol.what";
                }));
        if (step instanceof Step.Scanning scan) {
            qr.show(scan.secret().uri());
            secret.setText(scan.grouped().replaceAll(LINE, "$1\n"));
        } else {
            qr.clear();
            secret.setText("");
        }
        list.getChildren().clear();
        if (step instanceof Step.Codes(List<String> shown)) {
            for (int i = 0; i < shown.size(); i++) {
                Label line = new Label(shown.get(i));
                line.getStyleClass().addAll("mono", "recovery-code");
                list.add(line, i % COLUMNS, i / COLUMNS);
            }
        }
        focus();
    }

    /** Puts the focus where the operator goes on. */
    public void focus() {
        switch (model.stepProperty().get()) {
            case Step.Scanning _ -> code.focus();
            case Step.Codes _ -> kept.requestFocus();
            case Step.NotBegun _ -> again.requestFocus();
            case Step.Beginning _, Step.Over _ -> cancel.requestFocus();
        }
    }

    private String wrong() {
        long wait = model.pause().secondsProperty().get();
        return wait > 0
                ? Text.get("factor.too-many", Pause.words(wait))
                : model.problemProperty().get();
    }

    private static void copy(String text, Button button) {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
        button.setText(Text.get("factor.copied"));
    }

    private static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }
}
