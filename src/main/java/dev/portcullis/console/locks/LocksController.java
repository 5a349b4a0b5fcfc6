package dev.portcullis.console.locks;

import dev.portcullis.api.Lock;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.ActionButton;
import dev.portcullis.console.desk.ActionItems;
import dev.portcullis.console.desk.Failures;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.desk.StatePane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Wires the locks' table and the pane beside it to the model. */
final class LocksController {
    /** From how much room on the pane is beside the table, in pixels at the normal size of text. */
    private static final double BESIDE_FROM = 820;

    private final LocksModel model;
    private final UiClock clock;
    private final LockActions actions;
    private final LockColumns columns;
    private final StatePane empty = new StatePane();
    private final List<ActionButton> buttons = new ArrayList<>();
    private Subscription looking = Subscription.EMPTY;

    @FXML
    private HBox root;

    @FXML
    private HBox bar;

    @FXML
    private Label asOf;

    @FXML
    private Label stale;

    @FXML
    private Label more;

    @FXML
    private TableView<Lock> table;

    @FXML
    private StackPane place;

    @FXML
    private VBox pane;

    @FXML
    private Node hint;

    @FXML
    private Node one;

    @FXML
    private Label title;

    @FXML
    private Label who;

    @FXML
    private Label reason;

    @FXML
    private Label by;

    @FXML
    private Label at;

    @FXML
    private Label until;

    @FXML
    private VBox footer;

    /**
     * @param mayLock whether the operator may lock and release at all
     * @param onSessions shows the live sessions that match a query
     */
    LocksController(LocksModel model, boolean mayLock, UiClock clock, Consumer<String> onSessions) {
        this.model = model;
        this.clock = clock;
        this.columns = new LockColumns(model);
        LockDialogs dialogs = new LockDialogs(model);
        actions = new LockActions(
                model,
                mayLock,
                () -> dialogs.lock(root.getScene()),
                lock -> dialogs.lift(root.getScene(), lock),
                lock -> onSessions.accept(lock.account() == null ? "ip:" + lock.network() : LockWords.target(lock)));
    }

    @FXML
    void initialize() {
        columns.install(table);
        table.setItems(model.rows());
        table.setPlaceholder(new StackPane());
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
        table.setContextMenu(ActionItems.menu(actions.all()));
        table.getSelectionModel().selectedItemProperty().subscribe(lock -> {
            if (lock != null) {
                model.selectedProperty().set(lock);
            }
        });
        place.getChildren().setAll(empty);
        ActionButton lock = new ActionButton(actions.lock(), "accent");
        lock.button().setId("lock-new");
        bar.getChildren().add(lock);
        ActionButton lift = new ActionButton(actions.lift(), "");
        lift.button().setId("lock-lift");
        footer.getChildren().setAll(lift, new ActionButton(actions.sessions(), ""));
        footer.getChildren().forEach(node -> buttons.add((ActionButton) node));
        root.addEventHandler(KeyEvent.ANY, this::pressed);
        model.selectedProperty().subscribe(this::showSelected);
        model.stateProperty().subscribe(_ -> showState());
        model.rows().subscribe(this::showState);
        model.asOfProperty().subscribe(_ -> showAge());
        model.nowProperty().subscribe(_ -> showAge());
        model.staleProperty().subscribe(_ -> showStale());
        model.failureProperty().subscribe(_ -> showStale());
        model.moreProperty().subscribe(there -> {
            more.setText(Text.get("locks.more", LocksAccess.MOST));
            present(more, there);
        });
    }

    List<Action> actions() {
        return actions.all();
    }

    void enter() {
        model.enter();
        looking = Subscription.combine(
                clock.everySecond(model::tick), root.widthProperty().subscribe(this::fit), Measures.follow(() -> {
                    table.setFixedCellSize(Measures.row());
                    columns.measure(table);
                    fit();
                }));
    }

    void leave() {
        looking.unsubscribe();
        looking = Subscription.EMPTY;
        model.leave();
    }

    /** Gives the table the keyboard, and the first row if none is selected. */
    void focusTable() {
        table.requestFocus();
        if (table.getSelectionModel().isEmpty() && !table.getItems().isEmpty()) {
            table.getSelectionModel().clearAndSelect(0);
        }
    }

    private void pressed(KeyEvent event) {
        if (!Keys.OPEN.match(event) || table.isFocused()) { // on a button, Enter is the button's
            actions.all().forEach(action -> action.on(event));
        }
        if (Keys.CLEAR.match(event) && !model.searchProperty().get().isEmpty()) {
            event.consume();
            model.searchProperty().set("");
        }
    }

    /** The pane gives way where there is no room for both: all that can be done is in the table's menu and in the palette as well. */
    private void fit() {
        boolean room = root.getWidth() >= Measures.px(BESIDE_FROM);
        pane.setVisible(room);
        pane.setManaged(room);
    }

    private void showState() {
        place.setVisible(model.rows().isEmpty());
        switch (model.stateProperty().get()) {
            case LocksModel.State.Reading _ -> empty.waiting(Text.get("locks.reading"));
            case LocksModel.State.Denied _ ->
                empty.show(
                        Feather.LOCK, Text.get("locks.denied"), Text.get("locks.denied.next"), List.of(actions.again()));
            case LocksModel.State.Failed(Throwable why) ->
                empty.failed(Text.get("locks.failed"), why, List.of(actions.again()));
            case LocksModel.State.Read _ -> showNone();
        }
    }

    private void showNone() {
        if (model.held() == 0) {
            empty.show(
                    Feather.UNLOCK,
                    Text.get("locks.none"),
                    Text.get("locks.none.what"),
                    actions.lock().possible() ? List.of(actions.lock()) : List.of());
        } else {
            empty.show(
                    Feather.SEARCH,
                    Text.get("locks.nomatch", model.searchProperty().get()),
                    Text.get("locks.nomatch.where"),
                    List.of(Action.of(
                            "locks.nomatch.clear",
                            Feather.X,
                            null,
                            () -> model.searchProperty().set(""))));
        }
    }

    private void showAge() {
        Instant then = model.asOfProperty().get();
        asOf.setText(then == null ? "" : Text.get("locks.as-of", Figures.clock(then)));
        asOf.setTooltip(then == null ? null : new Tooltip(Figures.absolute(then)));
    }

    private void showStale() {
        boolean old = model.staleProperty().get();
        Throwable why = model.failureProperty().get();
        present(stale, old);
        stale.setText(old && why != null ? Text.get("locks.stale", Failures.sentence(why)) : "");
    }

    private void showSelected(@Nullable Lock lock) {
        one.setVisible(lock != null);
        hint.setVisible(lock == null);
        present(footer, lock != null);
        buttons.forEach(ActionButton::renew);
        if (lock == null) {
            table.getSelectionModel().clearSelection();
            return;
        }
        int row = table.getItems().indexOf(lock);
        if (row >= 0 && table.getSelectionModel().getSelectedIndex() != row) {
            table.getSelectionModel().clearAndSelect(row);
        }
        Instant now = model.nowProperty().get();
        title.setText(LockWords.target(lock));
        who.setText(lock.account() == null ? LockWords.kind(lock.kind()) : lock.account().name());
        reason.setText(lock.reason());
        by.setText(lock.by());
        at.setText(Figures.moment(lock.at(), now));
        at.setTooltip(new Tooltip(Figures.absolute(lock.at())));
        until.setText(LockWords.until(lock, now));
        until.setTooltip(lock.until() == null ? null : new Tooltip(Figures.absolute(lock.until())));
    }

    private static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }
}
