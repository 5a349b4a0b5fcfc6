package dev.portcullis.console.sessions;

import dev.portcullis.console.common.Text;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A column where columns are chosen: whether it is wanted, what is to be known of it, and where it goes. */
final class ColumnLine extends ListCell<Ordering.Key> {
    /** Moves a column, up with −1. */
    @FunctionalInterface
    interface Mover {
        void move(Ordering.Key key, int by);
    }

    private final ColumnsModel model;
    private final Mover mover;
    private final CheckBox wanted = new CheckBox();
    private final Label state = new Label();
    private final FontIcon sorts = new FontIcon(Feather.ARROW_DOWN);
    private final HBox line;

    ColumnLine(ColumnsModel model, Mover mover) {
        this.model = model;
        this.mover = mover;
        wanted.setFocusTraversable(false);
        wanted.setOnAction(_ -> {
            if (getItem() != null) {
                model.toggle(getItem());
                renew(); // the last one stays
            }
        });
        state.getStyleClass().add("second");
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        line = new HBox(
                8,
                wanted,
                sorts,
                spring,
                state,
                button(Feather.CHEVRON_UP, "sessions.columns.up", -1),
                button(Feather.CHEVRON_DOWN, "sessions.columns.down", 1));
        line.setAlignment(Pos.CENTER_LEFT);
        setAccessibleRole(AccessibleRole.CHECK_BOX);
    }

    private Button button(Ikon icon, String text, int by) {
        Button button = new Button();
        button.setGraphic(new FontIcon(icon));
        button.getStyleClass().add("icon-button");
        button.setFocusTraversable(false);
        button.setAccessibleText(Text.get(text));
        button.setTooltip(new Tooltip(Text.get(text)));
        button.setOnAction(_ -> {
            if (getItem() != null) {
                mover.move(getItem(), by);
            }
        });
        return button;
    }

    @Override
    protected void updateItem(Ordering.@Nullable Key key, boolean empty) {
        super.updateItem(key, empty);
        setGraphic(empty || key == null ? null : line);
        renew();
    }

    /** Brings it up to date. */
    void renew() {
        Ordering.Key key = getItem();
        if (key == null || isEmpty()) {
            return;
        }
        Ordering ordering = model.orderingProperty().get();
        boolean sorting = ordering.key() == key;
        wanted.setText(Columns.title(key));
        wanted.setSelected(model.wanted(key));
        sorts.setVisible(sorting);
        sorts.setIconCode(ordering.descending() ? Feather.ARROW_DOWN : Feather.ARROW_UP);
        state.setText(
                model.onlySorts(key)
                        ? Text.get("sessions.columns.only-sorts")
                        : model.fitProperty().get().left().contains(key) ? Text.get("sessions.columns.no-room") : "");
        setAccessibleText(wanted.getText());
    }
}
