package dev.portcullis.console.desk;

import dev.portcullis.console.common.Tips;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

/** A button for an action. While it cannot be pressed, its place tells why: a disabled button hears no pointer. */
public final class ActionButton extends StackPane {
    private final Action action;
    private final Button button = new Button();
    private final Runnable renewTip = Tips.install(this, this::hindrance);
    private String hindrance = "";

    /** @param styleClass of the button: {@code accent}, {@code danger}, or empty */
    public ActionButton(Action action, String styleClass) {
        this.action = action;
        button.setOnAction(_ -> action.perform());
        button.setMaxWidth(Double.MAX_VALUE);
        button.setMinWidth(USE_PREF_SIZE);
        if (!styleClass.isEmpty()) {
            button.getStyleClass().add(styleClass);
        }
        action.keyWords().ifPresent(words -> {
            Label key = new Label(words);
            key.getStyleClass().add("key-hint");
            button.setGraphic(key);
            button.setContentDisplay(ContentDisplay.RIGHT);
            button.setGraphicTextGap(10);
        });
        getStyleClass().add("action-button");
        getChildren().setAll(button);
        renew();
    }

    /** The button itself, for whoever wants to give it an id or the focus. */
    public Button button() {
        return button;
    }

    /** Asks the action anew what it is called and whether it can be done. */
    public void renew() {
        hindrance = action.hindrance().get();
        button.setText(action.words().get());
        button.setDisable(!hindrance.isEmpty());
        renewTip.run();
    }

    private String hindrance() {
        return hindrance;
    }
}
