package dev.portcullis.console.factor;

import dev.portcullis.console.common.Text;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

/** The field in which a code is typed or pasted: large, and sent off by its last digit. */
public final class CodeField extends VBox {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final PseudoClass RECOVERY = PseudoClass.getPseudoClass("recovery");

    private final Label label = new Label();
    private final TextField field = new TextField();
    private final Label problem = new Label();
    private final Hyperlink other = new Hyperlink();
    private boolean alternative = true;

    public CodeField() {
        getStyleClass().addAll("field", "code");
        field.getStyleClass().addAll("mono-medium", "code-input");
        field.setId("code-input");
        problem.getStyleClass().add("field-problem");
        problem.setId("code-problem");
        problem.setWrapText(true);
        other.setId("code-other");
        label.setLabelFor(field);
        field.accessibleTextProperty().bind(label.textProperty());
        getChildren().setAll(label, field, problem, other);
        show(problem, false);
    }

    /** Whether a recovery code may be typed instead. */
    public void setAlternative(boolean offered) {
        alternative = offered;
        show(other, offered);
    }

    public boolean isAlternative() {
        return alternative;
    }

    /**
     * Wires it.
     *
     * @param sentence what is wrong; empty if nothing is
     * @param onComplete called at Enter, and as soon as an app's code is complete
     */
    public void connect(CodeModel model, ObservableValue<String> sentence, Runnable onComplete) {
        field.setTextFormatter(new TextFormatter<>(change -> only(model, change)));
        field.textProperty().bindBidirectional(model.textProperty());
        // A field with a formatter takes Esc for itself, as "undo"; here it belongs to the dialog.
        field.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                fireEvent(event.copyFor(this, this));
            }
        });
        other.setOnAction(_ -> {
            model.recoveryProperty().set(!model.recoveryProperty().get());
            field.requestFocus();
        });
        model.recoveryProperty().subscribe(recovery -> {
            label.setText(Text.get(recovery ? "factor.code.recovery" : "factor.code.app"));
            other.setText(Text.get(recovery ? "factor.code.use-app" : "factor.code.use-recovery"));
            field.pseudoClassStateChanged(RECOVERY, recovery);
        });
        problem.textProperty().bind(sentence);
        problem.textProperty().subscribe(text -> {
            show(problem, !text.isEmpty());
            field.pseudoClassStateChanged(WRONG, !text.isEmpty());
        });
        field.textProperty().subscribe(_ -> {
            if (model.completeBinding().get() && !model.recoveryProperty().get()) {
                onComplete.run();
            }
        });
        field.setOnAction(_ -> onComplete.run());
    }

    /** Puts the cursor there. */
    public void focus() {
        field.requestFocus();
        field.selectAll();
    }

    /** What belongs into a code of what is typed or pasted; nothing, if there is no room for it. */
    private static TextFormatter.Change only(CodeModel model, TextFormatter.Change change) {
        if (!change.isContentChange()) {
            return change;
        }
        String accepted = model.accept(change.getText());
        if (!accepted.equals(change.getText())) {
            change.setText(accepted);
            int caret = change.getRangeStart() + accepted.length();
            change.selectRange(caret, caret);
        }
        if (!model.hasRoomFor(change.getControlNewText())) {
            int unchanged = change.getRangeEnd();
            change.setText("");
            change.setRange(unchanged, unchanged);
            change.selectRange(unchanged, unchanged);
        }
        return change;
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
