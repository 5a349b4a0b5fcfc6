package dev.portcullis.console.common;

import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.event.ActionEvent;
import javafx.event.EventHandler;
import javafx.geometry.Pos;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A field for a password: the eye in it shows what is typed. */
public final class SecretField extends StackPane {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final PasswordField hidden = new PasswordField();
    private final TextField shown = new TextField();
    private final ToggleButton eye = new ToggleButton();

    public SecretField() {
        getStyleClass().add("with-button");
        setAlignment(Pos.CENTER_RIGHT);
        shown.textProperty().bindBidirectional(hidden.textProperty());
        shown.editableProperty().bind(hidden.editableProperty());
        shown.onActionProperty().bind(hidden.onActionProperty());
        shown.getStyleClass().add("mono");
        hidden.accessibleTextProperty().bind(accessibleTextProperty());
        shown.accessibleTextProperty().bind(accessibleTextProperty());
        FontIcon icon = new FontIcon(Feather.EYE);
        eye.setGraphic(icon);
        eye.getStyleClass().add("in-field");
        eye.setAccessibleText(Text.get("secret.reveal"));
        eye.setTooltip(new Tooltip(Text.get("secret.reveal")));
        hidden.visibleProperty().bind(eye.selectedProperty().not());
        shown.visibleProperty().bind(eye.selectedProperty());
        eye.selectedProperty().subscribe((_, open) -> {
            icon.setIconCode(open ? Feather.EYE_OFF : Feather.EYE);
            focus(); // whoever has pressed it goes on typing
        });
        getChildren().setAll(hidden, shown, eye);
    }

    public StringProperty textProperty() {
        return hidden.textProperty();
    }

    public String getInputId() {
        return hidden.getId();
    }

    /** The id of the field itself. */
    public void setInputId(String id) {
        hidden.setId(id);
    }

    public EventHandler<ActionEvent> getOnAction() {
        return hidden.getOnAction();
    }

    /** What Enter does. */
    public void setOnAction(EventHandler<ActionEvent> handler) {
        hidden.setOnAction(handler);
    }

    public void setEditable(boolean editable) {
        hidden.setEditable(editable);
    }

    /** Marks what is typed as wrong, or no longer. */
    public void mark(boolean wrong) {
        hidden.pseudoClassStateChanged(WRONG, wrong);
        shown.pseudoClassStateChanged(WRONG, wrong);
    }

    /** The one of the two that is there. */
    public TextField input() {
        return eye.isSelected() ? shown : hidden;
    }

    /** Gives it the keyboard. */
    public void focus() {
        TextField now = input();
        now.requestFocus();
        now.end();
    }
}
