package dev.portcullis.console.list;

import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.TableRoom;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.ActionItems;
import dev.portcullis.console.desk.Keys;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** A list's table at work: what is selected in it is selected in the model, and the other way round; its keys, its menu, its further pages. */
final class ListTable<R> {
    private static final PseudoClass KEYBOARD = PseudoClass.getPseudoClass("keyboard");

    /** How near an end one scrolls before the next page is read. */
    private static final double NEAR_THE_END = 0.85;

    private static final double NEAR_THE_BEGIN = 0.05;

    private final TableView<R> table;
    private final ListModel<R> model;
    private final List<Action> actions;
    private final Supplier<Optional<Action>> opening;

    private final TableRoom room;
    private boolean growing;

    /** Whether the first row is to be selected when there is one. */
    private boolean firstAwaited;

    /** @param opening what a double click does */
    ListTable(
            TableView<R> table,
            ListModel<R> model,
            Columns<R> columns,
            List<Action> actions,
            Supplier<Optional<Action>> opening) {
        this.table = table;
        this.model = model;
        this.actions = actions;
        this.opening = opening;
        columns.install(table);
        room = new TableRoom(table);
        table.setFixedCellSize(Measures.row());
        room.close();
        table.setItems(model.rows());
        table.heightProperty().subscribe(this::grow);
        table.setPlaceholder(new StackPane());
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
        ActionItems.install(table, actions);
        table.setRowFactory(_ -> row());
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        table.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> table.pseudoClassStateChanged(KEYBOARD, false));
        table.skinProperty().subscribe(_ -> followScrolling());
        table.getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (row != null) {
                model.selectedProperty().set(row);
            }
        });
        model.selectedProperty().subscribe(this::select);
        model.stateProperty().subscribe(_ -> selectAwaited());
        // Not an invalidation listener: those hear of it before the table itself, which then moves what they selected.
        table.getItems().addListener((ListChangeListener<R>) _ -> follow());
    }

    /** Gives it the keyboard, and selects the first row if none is: whoever came has something before them. It may still be on its way. */
    void focus() {
        table.requestFocus();
        table.pseudoClassStateChanged(KEYBOARD, true);
        firstAwaited = true;
        selectAwaited();
    }

    /** Has it grow to all of its place, a few rows at a time, once it has rows and a place. Until then it is little more than its header. */
    private void grow() {
        if (!growing && !table.getItems().isEmpty() && table.getHeight() > 0) {
            growing = true;
            room.growAtOnce();
        }
    }

    /** A row that was selected before it was here is selected now. */
    private void follow() {
        grow();
        select(model.selectedProperty().get());
        selectAwaited();
    }

    private void selectAwaited() {
        if (firstAwaited
                && model.stateProperty().get() instanceof ListState.Read
                && !table.getItems().isEmpty()) {
            firstAwaited = false;
            if (table.isFocused() && table.getSelectionModel().isEmpty()) {
                table.getSelectionModel().clearAndSelect(0);
            }
        }
    }

    private void select(@Nullable R row) {
        int at = row == null ? -1 : table.getItems().indexOf(row);
        if (at < 0) {
            table.getSelectionModel().clearSelection(); // it may be shown without being in the list
        } else if (table.getSelectionModel().getSelectedIndex() != at) {
            table.getSelectionModel().clearAndSelect(at);
        }
    }

    /** Before the table, which keeps some of these keys for itself. */
    private void pressed(KeyEvent event) {
        table.pseudoClassStateChanged(KEYBOARD, true);
        actions.stream()
                .filter(action -> action.keys() == Keys.OPEN || action.keys() == Keys.EDIT)
                .forEach(action -> action.on(event));
    }

    private TableRow<R> row() {
        TableRow<R> row = new TableRow<>();
        row.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && !row.isEmpty()) {
                opening.get().ifPresent(Action::perform);
            }
        });
        return row;
    }

    private void followScrolling() {
        if (table.lookup(".scroll-bar:vertical") instanceof ScrollBar scroll) {
            scroll.valueProperty().subscribe((before, now) -> {
                if (now.doubleValue() > NEAR_THE_END) {
                    model.more();
                } else if (now.doubleValue() < NEAR_THE_BEGIN && now.doubleValue() < before.doubleValue()) {
                    model.back();
                }
            });
        }
    }
}
