package dev.portcullis.console.sessions;

import dev.portcullis.console.common.Text;
import java.util.function.BooleanSupplier;
import javafx.geometry.Pos;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
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
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        Label hint = new Label(key.getDisplayText());
        hint.getStyleClass().add("second");
        HBox line = new HBox(8, new FontIcon(icon), new Label(Text.get(text)), spring, hint);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("action-item");
        CustomMenuItem item = new CustomMenuItem(line);
        item.setUserData(this);
        item.setOnAction(_ -> run.run());
        return item;
    }

    static void renew(MenuItem item) {
        if (item.getUserData() instanceof Action action) {
            item.setDisable(!action.enabled().getAsBoolean());
        }
    }
}
