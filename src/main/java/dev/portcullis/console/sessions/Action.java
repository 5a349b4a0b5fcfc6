package dev.portcullis.console.sessions;

import dev.portcullis.console.common.Text;
import java.util.function.BooleanSupplier;
import javafx.geometry.Pos;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * What can be done, defined once for its key, its menu item and its button.
 *
 * @param text the key of its words
 * @param enabled asked whenever it is about to be offered or done
 */
record Action(String text, Ikon icon, KeyCombination key, BooleanSupplier enabled, Runnable run) {
    private static final String WORDS = "action-words";

    /** Does it, if this is its key and it is enabled; the event is consumed then. */
    void on(KeyEvent event) {
        if (!event.isConsumed() && key.match(event) && enabled.getAsBoolean()) {
            event.consume();
            run.run();
        }
    }

    /**
     * An item for a menu, whose state is renewed whenever the menu opens: see {@link #renew}. It names the key without claiming it: an accelerator would hold in
     * the whole window, the search box included.
     */
    MenuItem item() {
        Label words = new Label(Text.get(text, 0));
        words.getStyleClass().add(WORDS);
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        Label hint = new Label(keyName());
        hint.getStyleClass().add("second");
        HBox line = new HBox(8, new FontIcon(icon), words, spring, hint);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("action-item");
        CustomMenuItem item = new CustomMenuItem(line);
        item.setUserData(this);
        item.setOnAction(_ -> run.run());
        return item;
    }

    /** As it is called elsewhere on the screen. */
    private String keyName() {
        return key instanceof KeyCodeCombination combination && combination.getCode() == KeyCode.DELETE
                ? Text.get("detail.end.key")
                : key.getDisplayText();
    }

    /** @param selected how many sessions it would be done with */
    static void renew(MenuItem item, int selected) {
        if (item instanceof CustomMenuItem custom && item.getUserData() instanceof Action action) {
            item.setDisable(!action.enabled().getAsBoolean());
            if (custom.getContent().lookup("." + WORDS) instanceof Label words) {
                words.setText(Text.get(action.text(), selected));
            }
        }
    }
}
