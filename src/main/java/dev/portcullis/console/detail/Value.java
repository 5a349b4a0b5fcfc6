package dev.portcullis.console.detail;

import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Tips;
import dev.portcullis.console.desk.Keys;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A value that can be reached with the keyboard, and copied: by Ctrl+C, Enter, Space or a click. It shows for a moment that it was. */
public final class Value extends Label implements Copyable {
    private static final PseudoClass COPIED = PseudoClass.getPseudoClass("copied");

    private final FontIcon icon = new FontIcon(Feather.COPY);
    private final PauseTransition shown = new PauseTransition(Duration.seconds(1.2));
    private final Runnable renewTip = Tips.install(this, this::tip);
    private @Nullable String whole;
    private @Nullable String more;

    public Value() {
        getStyleClass().add("value");
        icon.getStyleClass().add("value-icon");
        setGraphic(icon);
        setContentDisplay(ContentDisplay.RIGHT);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                requestFocus();
                copy();
            }
        });
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (Keys.COPY.match(event) || event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                event.consume();
                copy();
            }
        });
        shown.setOnFinished(_ -> {
            pseudoClassStateChanged(COPIED, false);
            icon.setIconCode(Feather.COPY);
        });
        textProperty().subscribe(this::describe);
    }

    /**
     * Shows a value of which more is copied than is shown.
     *
     * @param text what is shown
     * @param all what is copied
     */
    void show(String text, String all) {
        whole = all;
        setText(text);
        describe();
    }

    /** Says more of it on hover. */
    void say(@Nullable String words) {
        more = words;
        describe();
    }

    @Override
    public void copy() {
        Clip.copy(value());
        icon.setIconCode(Feather.CHECK);
        pseudoClassStateChanged(COPIED, true);
        shown.playFromStart();
    }

    private void describe() {
        setAccessibleText(value());
        setAccessibleHelp(tip());
        renewTip.run();
    }

    private String tip() {
        String key = Text.get("detail.value.copy", Keys.COPY.words());
        return (more == null ? value() : value() + "\n" + more) + "\n" + key;
    }

    private String value() {
        return whole == null ? getText() : whole;
    }
}
