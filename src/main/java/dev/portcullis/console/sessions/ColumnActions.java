package dev.portcullis.console.sessions;

import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.ActionItems;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.sessions.ColumnsModel.Fit;
import java.util.List;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The ways to choose columns: by key and palette, by the headers' menus, and by the button in the table's corner, which also says what has no room. */
final class ColumnActions {
    /** Something that was chosen has no room. */
    private static final PseudoClass LEFT = PseudoClass.getPseudoClass("left-out");

    private final ColumnsModel model;
    private final Choices choices;
    private final Action choose;
    private final Action reset;
    private final Button corner = new Button();
    private final FontIcon icon = new FontIcon(Feather.COLUMNS);
    private final Tooltip tip = new Tooltip();

    ColumnActions(ColumnsModel model, Choices choices) {
        this.model = model;
        this.choices = choices;
        this.choose = Action.of("sessions.action.columns", Feather.COLUMNS, Keys.COLUMNS, this::choose);
        this.reset = Action.of(
                "sessions.action.columns-reset",
                Feather.ROTATE_CCW,
                null,
                () -> model.arranged() ? "" : Text.get("sessions.hindrance.columns"),
                model::reset);
    }

    List<Action> all() {
        return List.of(choose, reset);
    }

    /** Puts the button into the corner over the scroll bar. */
    void install(StackPane over, Columns columns) {
        columns.menu(this::menu);
        corner.setId("columns-open");
        corner.setGraphic(icon);
        corner.getStyleClass().add("table-corner");
        corner.setFocusTraversable(false); // by keyboard it is the action
        corner.setAccessibleText(choose.words().get());
        corner.setTooltip(tip);
        corner.setOnAction(_ -> choose.perform());
        StackPane.setAlignment(corner, Pos.TOP_RIGHT);
        over.getChildren().add(corner);
        model.fitProperty().subscribe(_ -> show());
        model.orderingProperty().subscribe(_ -> show());
    }

    private void show() {
        Fit fit = model.fitProperty().get();
        Ordering ordering = model.orderingProperty().get();
        icon.setIconCode(fit.left().isEmpty() ? Feather.COLUMNS : Feather.CHEVRONS_RIGHT);
        corner.pseudoClassStateChanged(LEFT, !fit.left().isEmpty());
        String words = choose.words().get()
                + choose.keyWords().map(key -> " (" + key + ")").orElse("");
        if (!fit.left().isEmpty()) {
            words += "\n"
                    + Text.get(
                            "sessions.columns.left",
                            fit.left().stream().map(Columns::title).collect(Collectors.joining(", ")));
        }
        tip.setText(words + "\n"
                + Text.get(
                        ordering.descending() ? "sessions.columns.sorted.down" : "sessions.columns.sorted.up",
                        Columns.title(ordering.key())));
    }

    /** What one column's header offers. */
    private ContextMenu menu(Ordering.Key key) {
        return ActionItems.menu(List.of(
                new Action(
                        () -> Text.get("sessions.columns.hide", Columns.title(key)),
                        Feather.EYE_OFF,
                        null,
                        () -> model.onlySorts(key) ? Text.get("sessions.hindrance.sorts") : "",
                        () -> model.toggle(key)),
                new Action(
                        () -> Text.get("sessions.columns.sort", Columns.title(key)),
                        Feather.ARROW_DOWN,
                        null,
                        () -> "",
                        () -> model.sort(key)),
                choose,
                reset));
    }

    private void choose() {
        ColumnsController chooser = new ColumnsController(model, reset, choices::close);
        choices.open(chooser, chooser::close);
    }
}
