package dev.portcullis.console.accounts;

import dev.portcullis.api.AccountView;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.ActionButton;
import dev.portcullis.console.desk.ActionItems;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.desk.StatePane;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Wires the accounts' table and the pane beside it to the model. */
final class AccountsController {
    private static final PseudoClass KEYBOARD = PseudoClass.getPseudoClass("keyboard");

    /** How often the live sessions are counted anew while one looks on. */
    private static final Duration COUNT = Duration.seconds(2);

    /** How near the end one scrolls before the next page is read. */
    private static final double NEAR_THE_END = 0.85;

    /** From how much room on the pane is beside the table, in pixels at the normal size of text. */
    private static final double BESIDE_FROM = 820;

    private final AccountsModel model;
    private final AccountActions actions;
    private final AccountDialogs dialogs;
    private final AccountColumns columns;
    private final Timeline counting;
    private final List<ActionButton> buttons = new ArrayList<>();
    private Subscription measures = Subscription.EMPTY;

    @FXML
    private HBox root;

    @FXML
    private HBox bar;

    @FXML
    private Label asOf;

    @FXML
    private Label stale;

    @FXML
    private TableView<AccountView> table;

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
    private Label state;

    @FXML
    private Label who;

    @FXML
    private Label created;

    @FXML
    private Hyperlink sessions;

    @FXML
    private FlowPane roles;

    @FXML
    private FlowPane granted;

    @FXML
    private FlowPane effective;

    @FXML
    private Label version;

    @FXML
    private VBox footer;

    private final StatePane empty = new StatePane();

    /**
     * @param mayWrite whether the operator may change accounts at all
     * @param own the operator's own account
     * @param onSessions shows the live sessions that match a search
     */
    AccountsController(AccountsModel model, boolean mayWrite, UUID own, Consumer<String> onSessions) {
        this.model = model;
        this.dialogs = new AccountDialogs(model);
        this.columns = new AccountColumns(model);
        this.actions = new AccountActions(
                model,
                mayWrite,
                own,
                () -> dialogs.form(root.getScene(), null),
                account -> dialogs.form(root.getScene(), account),
                account -> onSessions.accept(account.email()),
                (deed, account) -> dialogs.ask(root.getScene(), deed, account));
        this.counting = new Timeline(new KeyFrame(COUNT, _ -> model.count()));
        counting.setCycleCount(Timeline.INDEFINITE);
    }

    @FXML
    void initialize() {
        columns.install(table);
        table.setItems(model.rows());
        table.setPlaceholder(new StackPane());
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
        table.setContextMenu(ActionItems.menu(actions.all()));
        table.setRowFactory(_ -> row());
        table.addEventFilter(KeyEvent.KEY_PRESSED, _ -> table.pseudoClassStateChanged(KEYBOARD, true));
        table.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> table.pseudoClassStateChanged(KEYBOARD, false));
        table.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> { // before the table, which keeps these keys for itself
                    actions.edit().on(event);
                    actions.sessions().on(event);
                });
        table.getSelectionModel().selectedItemProperty().subscribe(account -> {
            if (account != null) {
                model.selectedProperty().set(account);
            }
        });
        table.skinProperty().subscribe(_ -> followScrolling());
        place.getChildren().setAll(empty);
        ActionButton create = new ActionButton(actions.create(), "accent");
        create.button().setId("account-new");
        bar.getChildren().add(create);
        buttons.add(create);
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        sessions.setOnAction(_ -> actions.sessions().perform());

        model.selectedProperty().subscribe(this::showSelected);
        model.sessionsProperty().subscribe(_ -> showSessions());
        model.stateProperty().subscribe(_ -> showState());
        model.rows().subscribe(this::showState);
        model.asOfProperty()
                .subscribe(at -> asOf.setText(at == null ? "" : Text.get("accounts.as-of", Figures.clock(at))));
        model.asOfProperty().subscribe(at -> asOf.setTooltip(at == null ? null : new Tooltip(Figures.absolute(at))));
    }

    List<Action> actions() {
        return actions.all();
    }

    void enter() {
        measures = Subscription.combine(root.widthProperty().subscribe(this::fit), Measures.follow(() -> {
            table.setFixedCellSize(Measures.row());
            columns.measure(table);
            fit();
        }));
        model.read();
        counting.play();
    }

    void leave() {
        measures.unsubscribe();
        counting.stop();
    }

    /** The pane gives way where there is no room for both: all that can be done is in the table's menu and in the palette as well. */
    private void fit() {
        boolean room = root.getWidth() >= Measures.px(BESIDE_FROM);
        pane.setVisible(room);
        pane.setManaged(room);
    }

    /** Gives the table the keyboard, and the first row if none is selected. */
    void focusTable() {
        table.requestFocus();
        table.pseudoClassStateChanged(KEYBOARD, true);
        if (table.getSelectionModel().isEmpty() && !table.getItems().isEmpty()) {
            table.getSelectionModel().clearAndSelect(0);
        }
    }

    private TableRow<AccountView> row() {
        TableRow<AccountView> row = new TableRow<>();
        row.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && !row.isEmpty()) {
                actions.edit().perform();
            }
        });
        return row;
    }

    private void pressed(KeyEvent event) {
        boolean onButton = Keys.OPEN.match(event) && !table.isFocused();
        if (!onButton) {
            actions.all().forEach(action -> action.on(event));
        }
        if (Keys.CLEAR.match(event) && !model.searchProperty().get().isEmpty()) {
            event.consume();
            model.searchProperty().set("");
        }
    }

    private void followScrolling() {
        if (table.lookup(".scroll-bar:vertical") instanceof ScrollBar scroll) {
            scroll.valueProperty().subscribe(value -> {
                if (value.doubleValue() > NEAR_THE_END) {
                    model.more();
                }
            });
        }
    }

    private void showState() {
        boolean none = model.rows().isEmpty();
        place.setVisible(none);
        boolean failed = model.stateProperty().get() instanceof AccountsModel.State.Failed;
        stale.setVisible(failed && !none);
        stale.setManaged(failed && !none);
        switch (model.stateProperty().get()) {
            case AccountsModel.State.Reading _ -> empty.waiting(Text.get("accounts.reading"));
            case AccountsModel.State.Denied _ ->
                empty.show(
                        Feather.LOCK,
                        Text.get("accounts.denied"),
                        Text.get("accounts.denied.next"),
                        List.of(actions.again()));
            case AccountsModel.State.Failed(String sentence) -> {
                stale.setText(Text.get("accounts.stale", sentence));
                empty.show(Feather.CLOUD_OFF, Text.get("accounts.failed"), sentence, List.of(actions.again()));
            }
            case AccountsModel.State.Read _ -> {
                String search = model.searchProperty().get();
                empty.show(
                        Feather.SEARCH,
                        Text.get("accounts.nomatch", search),
                        Text.get("accounts.nomatch.where"),
                        List.of(Action.of(
                                "accounts.nomatch.clear",
                                Feather.X,
                                null,
                                () -> model.searchProperty().set(""))));
            }
        }
        buttons.forEach(ActionButton::renew);
    }

    private void showSelected(@Nullable AccountView account) {
        one.setVisible(account != null);
        hint.setVisible(account == null);
        footer.setVisible(account != null);
        footer.setManaged(account != null);
        if (account == null) {
            table.getSelectionModel().clearSelection();
            return;
        }
        int at = table.getItems().indexOf(account);
        if (at >= 0 && table.getSelectionModel().getSelectedIndex() != at) {
            table.getSelectionModel().clearAndSelect(at);
        }
        title.setText(account.name());
        who.setText(account.email());
        state.setText(Text.get(account.enabled() ? "accounts.state.enabled" : "accounts.state.disabled"));
        state.getStyleClass().setAll("label", "tag", account.enabled() ? "ok" : "warn");
        created.setText(Figures.date(account.createdAt()));
        created.setTooltip(new Tooltip(Figures.absolute(account.createdAt())));
        version.setText(Text.get("detail.version", account.version()));
        tags(roles, account.roles());
        tags(granted, account.permissions());
        tags(effective, account.effectivePermissions());
        showSessions();
        showButtons();
    }

    private void showButtons() {
        buttons.removeIf(button -> footer.equals(button.getParent()));
        List<ActionButton> fresh = new ArrayList<>();
        ActionButton edit = new ActionButton(actions.edit(), "");
        edit.button().setId("account-edit");
        fresh.add(edit);
        actions.ofAccount().forEach(action -> fresh.add(new ActionButton(action, "")));
        ActionButton delete = new ActionButton(actions.delete(), "danger");
        delete.button().setId("account-delete");
        fresh.add(delete);
        footer.getChildren().setAll(fresh);
        buttons.addAll(fresh);
    }

    private void showSessions() {
        AccountView account = model.selectedProperty().get();
        if (account != null) {
            int count = model.sessionsProperty().get().getOrDefault(account.id(), 0);
            sessions.setText(Text.get("accounts.sessions", count));
            sessions.setDisable(count == 0);
        }
    }

    private static void tags(FlowPane pane, List<String> words) {
        if (words.isEmpty()) {
            Label none = new Label(Text.get("accounts.none"));
            none.getStyleClass().add("second");
            pane.getChildren().setAll(none);
            return;
        }
        pane.getChildren()
                .setAll(words.stream()
                        .map(word -> {
                            Label label = new Label(word);
                            label.getStyleClass().addAll("tag", "plain");
                            return label;
                        })
                        .toList());
    }
}
