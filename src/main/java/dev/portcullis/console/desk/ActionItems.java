package dev.portcullis.console.desk;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Control;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** Actions as a menu. The items name their keys without claiming them: an accelerator would hold in the whole window, the search box included. */
public final class ActionItems {
    private ActionItems() {}

    /** Gives a control a menu that is made when it is first asked for. */
    public static void install(Control control, List<Action> actions) {
        control.addEventFilter(ContextMenuEvent.CONTEXT_MENU_REQUESTED, _ -> {
            if (control.getContextMenu() == null) {
                control.setContextMenu(menu(actions));
            }
        });
    }

    /** A menu whose items are brought up to date each time that it opens. */
    public static ContextMenu menu(List<Action> actions) {
        ContextMenu menu = new ContextMenu();
        menu.getItems().setAll(actions.stream().map(ActionItems::item).toList());
        menu.setOnShowing(_ -> menu.getItems().forEach(ActionItems::renew));
        return menu;
    }

    /** One item; {@link #renew} it before it is shown. */
    public static MenuItem item(Action action) {
        Line line = new Line(action);
        CustomMenuItem item = new CustomMenuItem(line);
        item.setOnAction(_ -> action.perform());
        return item;
    }

    /** Brings an item up to date; one that is no action's is left as it is. */
    public static void renew(MenuItem item) {
        if (item instanceof CustomMenuItem custom && custom.getContent() instanceof Line line) {
            item.setDisable(line.renew());
        }
    }

    /** Icon, words, key; and, where it cannot be done, why. A tip would not do: what is disabled hears no pointer. */
    private static final class Line extends HBox {
        private final Action action;
        private final Label words = new Label();
        private final Label why = new Label();

        Line(Action action) {
            super(8);
            this.action = action;
            why.getStyleClass().add("action-why");
            Region spring = new Region();
            HBox.setHgrow(spring, Priority.ALWAYS);
            Label key = new Label(action.keyWords().orElse(""));
            key.getStyleClass().add("second");
            getChildren().setAll(new FontIcon(action.icon()), new VBox(words, why), spring, key);
            setAlignment(Pos.CENTER_LEFT);
            getStyleClass().add("action-item");
            renew();
        }

        /** Whether it cannot be done. */
        boolean renew() {
            String hindrance = action.hindrance().get();
            words.setText(action.words().get());
            why.setText(hindrance);
            why.setVisible(!hindrance.isEmpty());
            why.setManaged(!hindrance.isEmpty());
            return !hindrance.isEmpty();
        }
    }
}
