package dev.portcullis.console.sessions;

import dev.portcullis.console.common.Text;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What can be done with the selected sessions: by key wherever the screen has the focus, and by the table's menu. */
final class SessionActions {
    private final SessionsModel model;
    private final boolean mayRevoke;
    private final BooleanSupplier leave;
    private final @Nullable SimulatedPeople people;
    private final List<Action> actions;

    /**
     * @param mayRevoke whether the operator may end sessions at all
     * @param detail shows the details
     * @param end asks to end what is selected
     * @param people who can be simulated, where the console may
     * @param leave leaves the detail pane, and says whether there was anything to leave
     */
    SessionActions(
            SessionsModel model,
            boolean mayRevoke,
            Runnable detail,
            Runnable end,
            BooleanSupplier leave,
            @Nullable SimulatedPeople people) {
        this.model = model;
        this.mayRevoke = mayRevoke;
        this.leave = leave;
        this.people = people;
        this.actions = List.of(
                new Action("sessions.action.detail", Feather.SIDEBAR, key(KeyCode.ENTER), this::some, detail),
                new Action("sessions.action.end", Feather.SLASH, key(KeyCode.DELETE), this::endable, end),
                new Action("sessions.action.copy", Feather.COPY, shortcut(KeyCode.C), this::some, this::copyHandles),
                new Action(
                        "sessions.action.all", Feather.CHECK_SQUARE, shortcut(KeyCode.A), this::any, this::selectAll),
                new Action(
                        "sessions.action.none",
                        Feather.X_SQUARE,
                        key(KeyCode.ESCAPE),
                        this::some,
                        () -> model.selection().clear()));
    }

    /**
     * The keys hold for all of the screen, so that what is read in the detail pane can be ended from there.
     *
     * @param screen around the table
     */
    void install(Node screen, TableView<Row> table) {
        screen.addEventFilter(KeyEvent.KEY_PRESSED, event -> pressed(event, table));
        ContextMenu menu = new ContextMenu();
        menu.getItems().setAll(actions.stream().map(Action::item).toList());
        if (people != null) {
            MenuItem simulate = new MenuItem(Text.get("sessions.alone.simulate"), new FontIcon(Feather.USERS));
            simulate.setOnAction(_ -> people.start());
            simulate.disableProperty()
                    .bind(Bindings.createBooleanBinding(() -> !people.startable(), people.stateProperty()));
            menu.getItems().addAll(new SeparatorMenuItem(), simulate);
        }
        menu.setOnShowing(_ -> menu.getItems()
                .forEach(item -> Action.renew(item, model.endable().size())));
        table.setContextMenu(menu);
    }

    /** Whether there is a selected session that the operator can end. */
    boolean endable() {
        return mayRevoke && !model.endable().isEmpty();
    }

    private void pressed(KeyEvent event, TableView<Row> table) {
        if (event.getTarget() instanceof TextInputControl) {
            return;
        }
        // Elsewhere Enter belongs to the button that has the focus.
        if (event.getCode() == KeyCode.ENTER && !within(table, event.getTarget())) {
            return;
        }
        if (event.getCode() == KeyCode.ESCAPE && leave.getAsBoolean()) {
            event.consume();
            return;
        }
        actions.forEach(action -> action.on(event));
        if (event.getCode() == KeyCode.ESCAPE
                && !event.isConsumed()
                && !model.searchProperty().get().isEmpty()) {
            event.consume();
            model.searchProperty().set("");
        }
    }

    private static boolean within(Node place, @Nullable Object target) {
        for (Node node = target instanceof Node some ? some : null; node != null; node = node.getParent()) {
            if (node.equals(place)) {
                return true;
            }
        }
        return false;
    }

    private boolean some() {
        return model.selection().count() > 0;
    }

    private boolean any() {
        return !model.rows().isEmpty();
    }

    private void copyHandles() {
        String handles = model.selection().rows().stream()
                .map(row -> row.handle().toString())
                .collect(Collectors.joining("\n"));
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, handles));
    }

    private void selectAll() {
        model.selection().set(SessionsModel.handles(model.rows()));
    }

    private static KeyCombination key(KeyCode code) {
        return new KeyCodeCombination(code);
    }

    private static KeyCombination shortcut(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN);
    }
}
