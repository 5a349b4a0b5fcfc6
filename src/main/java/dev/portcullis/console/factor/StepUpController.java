package dev.portcullis.console.factor;

import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.factor.StepUpModel.Step;
import java.time.Duration;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.util.Subscription;

/** Wires the dialog that asks who one is. */
public final class StepUpController implements AutoCloseable {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final StepUpModel model;
    private final Runnable onCancel;
    private Subscription ticks = Subscription.EMPTY;

    @FXML
    private PasswordField password;

    @FXML
    private CodeField code;

    @FXML
    private Label problem;

    @FXML
    private Node progress;

    @FXML
    private Button cancel;

    @FXML
    private Button confirm;

    public StepUpController(StepUpModel model, Runnable onCancel) {
        this.model = model;
        this.onCancel = onCancel;
    }

    @FXML
    void initialize() {
        ObservableValue<Boolean> checking = model.stepProperty().map(step -> step == Step.CHECKING);
        password.textProperty().bindBidirectional(model.passwordProperty());
        password.editableProperty().bind(checking.map(busy -> !busy));
        code.connect(model.code(), Bindings.createStringBinding(() -> ""), this::submit);
        code.disableProperty().bind(checking);
        code.visibleProperty().bind(model.codeAskedProperty());
        code.managedProperty().bind(code.visibleProperty());
        progress.visibleProperty().bind(checking);
        cancel.disableProperty().bind(checking);
        confirm.disableProperty().bind(model.readyBinding().not());
        model.problemProperty().subscribe(this::say);
        model.pause().secondsProperty().subscribe(this::say);
        model.stepProperty().subscribe(this::focus);
        model.codeAskedProperty().subscribe(this::keepCursor);
        say();
        ticks = new UiClock(() -> Duration.ZERO).everySecond(model.pause()::tick);
    }

    /** Puts the cursor where the operator goes on. */
    public void focus() {
        if (model.passwordProperty().get().isEmpty()
                || !model.codeAskedProperty().get()) {
            password.requestFocus();
            password.selectAll();
        } else {
            code.focus();
        }
    }

    /** Whether a code is asked turns out while somebody types: the cursor stays where it is, unless its field goes. */
    private void keepCursor() {
        if (!model.codeAskedProperty().get() && code.isFocusWithin()) {
            password.requestFocus();
            password.end();
        }
    }

    @FXML
    void submit() {
        if (model.readyBinding().get()) {
            model.submit();
        } else {
            focus();
        }
    }

    @FXML
    void cancel() {
        onCancel.run();
    }

    @Override
    public void close() {
        ticks.unsubscribe();
        model.forget();
    }

    private void say() {
        long wait = model.pause().secondsProperty().get();
        String sentence = wait > 0
                ? Text.get("factor.too-many", Pause.words(wait))
                : model.problemProperty().get();
        problem.setText(sentence);
        problem.setVisible(!sentence.isEmpty());
        problem.setManaged(!sentence.isEmpty());
        password.pseudoClassStateChanged(WRONG, wait == 0 && !sentence.isEmpty());
        if (!sentence.isEmpty() && wait == 0) {
            password.requestFocus();
            password.selectAll();
        }
    }
}
