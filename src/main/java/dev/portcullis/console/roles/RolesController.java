package dev.portcullis.console.roles;

import dev.portcullis.api.PolicyDocument.Limits;
import dev.portcullis.api.RoleView;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.ActionButton;
import dev.portcullis.console.desk.ActionItems;
import dev.portcullis.console.desk.Failures;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.desk.StatePane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Wires the roles' table and the pane beside it to the model. */
final class RolesController {
    private static final PseudoClass KEYBOARD = PseudoClass.getPseudoClass("keyboard");

    /** From how much room on the pane is beside the table, in pixels at the normal size of text. */
    private static final double BESIDE_FROM = 820;

    private final RolesModel model;
    private final RoleActions actions;
    private final StatePane empty = new StatePane();
    private final List<ActionButton> buttons = new ArrayList<>();
    private final RoleColumns columns;
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
    private TableView<RoleView> table;

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
    private Label holders;

    @FXML
    private FlowPane permissions;

    @FXML
    private GridPane limits;

    @FXML
    private Label noLimits;

    @FXML
    private Label version;

    @FXML
    private VBox footer;

    /**
     * @param mayWrite whether the operator may change roles at all
     * @param onLimits shows where a role's limits are changed
     */
    RolesController(RolesModel model, boolean mayWrite, Runnable onLimits) {
        this.model = model;
        this.columns = new RoleColumns(model);
        RoleDialogs dialogs = new RoleDialogs(model);
        actions = new RoleActions(
                model,
                mayWrite,
                () -> dialogs.form(root.getScene(), null),
                role -> dialogs.form(root.getScene(), role),
                onLimits,
                role -> dialogs.delete(root.getScene(), role));
    }

    @FXML
    void initialize() {
        columns.install(table);
        table.setItems(model.rows());
        table.setPlaceholder(new StackPane());
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
        table.setContextMenu(ActionItems.menu(actions.all()));
        table.setRowFactory(_ -> row());
        table.getSelectionModel().selectedItemProperty().subscribe(role -> {
            if (role != null) {
                model.selectedProperty().set(role);
            }
        });
        table.addEventFilter(KeyEvent.KEY_PRESSED, _ -> table.pseudoClassStateChanged(KEYBOARD, true));
        table.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> table.pseudoClassStateChanged(KEYBOARD, false));
        table.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> actions.edit().on(event)); // before the table, which keeps this key for itself
        place.getChildren().setAll(empty);
        ActionButton create = button(actions.create(), "accent", "role-new");
        bar.getChildren().add(create);
        footer.getChildren()
                .setAll(
                        button(actions.edit(), "", "role-edit"),
                        button(actions.limits(), "", "role-limits"),
                        button(actions.delete(), "danger", "role-delete"));
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        model.selectedProperty().subscribe(this::showSelected);
        model.holdersProperty().subscribe(this::showHolders);
        model.stateProperty().subscribe(_ -> showState());
        model.rows().subscribe(this::showState);
        model.asOfProperty()
                .subscribe(at -> asOf.setText(at == null ? "" : Text.get("roles.as-of", Figures.clock(at))));
    }

    List<Action> actions() {
        return actions.all();
    }

    void enter() {
        looking = Subscription.combine(root.widthProperty().subscribe(this::fit), Measures.follow(() -> {
            table.setFixedCellSize(Measures.row());
            columns.measure();
            fit();
        }));
        model.read();
    }

    void leave() {
        looking.unsubscribe();
        looking = Subscription.EMPTY;
    }

    /** Gives the table the keyboard, and the first row if none is selected. */
    void focusTable() {
        table.requestFocus();
        table.pseudoClassStateChanged(KEYBOARD, true);
        if (table.getSelectionModel().isEmpty() && !table.getItems().isEmpty()) {
            table.getSelectionModel().clearAndSelect(0);
        }
    }

    private ActionButton button(Action action, String styleClass, String id) {
        ActionButton button = new ActionButton(action, styleClass);
        button.button().setId(id);
        buttons.add(button);
        return button;
    }

    private TableRow<RoleView> row() {
        TableRow<RoleView> row = new TableRow<>();
        row.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && !row.isEmpty()) {
                actions.edit().perform();
            }
        });
        return row;
    }

    private void pressed(KeyEvent event) {
        actions.all().forEach(action -> action.on(event));
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
        boolean none = model.rows().isEmpty();
        place.setVisible(none);
        present(stale, false);
        switch (model.stateProperty().get()) {
            case RolesModel.State.Reading _ -> empty.waiting(Text.get("roles.reading"));
            case RolesModel.State.Denied _ ->
                empty.show(
                        Feather.LOCK,
                        Text.get("roles.denied"),
                        Text.get("roles.denied.next"),
                        List.of(actions.again()));
            case RolesModel.State.Failed(Throwable why) -> {
                present(stale, !none);
                stale.setText(Text.get("roles.stale", Failures.sentence(why)));
                empty.failed(Text.get("roles.failed"), why, List.of(actions.again()));
            }
            case RolesModel.State.Read _ -> showNone();
        }
        buttons.forEach(ActionButton::renew);
    }

    private void showNone() {
        if (model.total() == 0) {
            empty.show(
                    Feather.TAG,
                    Text.get("roles.nothing"),
                    Text.get("roles.nothing.what"),
                    actions.create().possible() ? List.of(actions.create()) : List.of());
        } else {
            empty.show(
                    Feather.SEARCH,
                    Text.get("roles.nomatch", model.searchProperty().get()),
                    Text.get("roles.nomatch.where"),
                    List.of(Action.of(
                            "roles.nomatch.clear",
                            Feather.X,
                            null,
                            () -> model.searchProperty().set(""))));
        }
    }

    private void showSelected(@Nullable RoleView role) {
        one.setVisible(role != null);
        hint.setVisible(role == null);
        present(footer, role != null);
        if (role == null) {
            table.getSelectionModel().clearSelection();
            return;
        }
        int at = table.getItems().indexOf(role);
        if (at >= 0 && table.getSelectionModel().getSelectedIndex() != at) {
            table.getSelectionModel().clearAndSelect(at);
        }
        title.setText(role.name());
        version.setText(Text.get("detail.version", role.version()));
        permissions.getChildren().setAll(tags(role.permissions()));
        showLimits(model.limits(role).orElse(null));
        showHolders(model.holdersProperty().get());
    }

    private void showHolders(OptionalLong known) {
        holders.setText(
                known.isPresent() ? Text.get("roles.holders", known.getAsLong()) : Text.get("roles.holders.unknown"));
        buttons.forEach(ActionButton::renew);
    }

    private void showLimits(@Nullable Limits its) {
        limits.getChildren().clear();
        present(noLimits, its == null);
        present(limits, its != null);
        if (its != null) {
            int row = 0;
            row = line(row, "policy.limit.idle", its.idleTtlSeconds());
            row = line(row, "policy.limit.absolute", its.absoluteTtlSeconds());
            row = line(row, "policy.limit.access", its.accessTtlSeconds());
            row = line(row, "policy.limit.refresh", its.refreshTtlSeconds());
            line(row, "policy.limit.grace", its.refreshGraceSeconds());
        }
    }

    private int line(int row, String text, @Nullable Integer seconds) {
        if (seconds == null) {
            return row;
        }
        limits.add(label(Text.get(text), "second"), 0, row);
        limits.add(label(Figures.limit(Duration.ofSeconds(seconds)), "mono"), 1, row);
        return row + 1;
    }

    private static List<Node> tags(List<String> words) {
        if (words.isEmpty()) {
            return List.of(label(Text.get("roles.none"), "second"));
        }
        return words.stream()
                .<Node>map(word -> {
                    Label label = label(word, "tag");
                    label.getStyleClass().add("plain");
                    return label;
                })
                .toList();
    }

    static Label label(String text, String styleClass) {
        Label label = new Label(text);
        label.getStyleClass().add(styleClass);
        return label;
    }

    private static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }
}
