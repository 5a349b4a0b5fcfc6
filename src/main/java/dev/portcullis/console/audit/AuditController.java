package dev.portcullis.console.audit;

import dev.portcullis.api.AuditAction;
import dev.portcullis.api.AuditEntry;
import dev.portcullis.client.AuditTrail.Format;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.ActionButton;
import dev.portcullis.console.desk.ActionItems;
import dev.portcullis.console.desk.Failures;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.desk.StatePane;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Wires the audit's table, what is asked for above it, and the pane beside it to the model. */
final class AuditController {
    private static final PseudoClass KEYBOARD = PseudoClass.getPseudoClass("keyboard");
    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    /** How near an end one scrolls before the next page is read. */
    private static final double NEAR_THE_END = 0.85;

    private static final double NEAR_THE_BEGIN = 0.05;

    /** From how much room on the pane is beside the table, in pixels at the normal size of text. */
    private static final double BESIDE_FROM = 860;

    /** Up to how much room the pane gives the table what it can do without, in pixels at the normal size of text. */
    private static final double ROOMY = 1100;

    private final AuditModel model;
    private final ExportModel exporting;
    private final Background background;
    private final VerifyModel verification;
    private final UiClock clock;
    private final FileChoice files;
    private final AuditActions actions;
    private final AuditColumns columns = new AuditColumns();
    private final List<ActionButton> buttons = new ArrayList<>();
    private final StatePane empty = new StatePane();
    private Subscription looking = Subscription.EMPTY;
    private Subscription exports = Subscription.EMPTY;
    private @Nullable EntryPane entryPane;

    /** Whether the first entry is to be selected when there is one. */
    private boolean firstAwaited;

    @FXML
    private HBox root;

    @FXML
    private HBox bar;

    @FXML
    private Label asOf;

    @FXML
    private Label stale;

    @FXML
    private MenuButton export;

    @FXML
    private VBox notices;

    @FXML
    private TextField actor;

    @FXML
    private ComboBox<String> action;

    @FXML
    private ComboBox<String> kind;

    @FXML
    private TextField id;

    @FXML
    private TextField from;

    @FXML
    private TextField until;

    @FXML
    private FlowPane filters;

    @FXML
    private TableView<AuditEntry> table;

    @FXML
    private StackPane place;

    @FXML
    private VBox pane;

    @FXML
    private Node hint;

    @FXML
    private Node one;

    @FXML
    private VBox body;

    @FXML
    private FlowPane footer;

    AuditController(
            AuditModel model,
            VerifyModel verification,
            ExportModel exporting,
            Background background,
            UiClock clock,
            FileChoice files,
            Consumer<String> onSessions,
            Consumer<String> onAccounts) {
        this.model = model;
        this.verification = verification;
        this.exporting = exporting;
        this.background = background;
        this.clock = clock;
        this.files = files;
        this.actions = new AuditActions(model, verification, exporting, this::askWhere, onSessions, onAccounts);
    }

    @FXML
    void initialize() {
        columns.install(table);
        table.setItems(model.rows());
        table.setPlaceholder(new StackPane());
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
        table.setContextMenu(ActionItems.menu(actions.all()));
        table.addEventFilter(KeyEvent.KEY_PRESSED, _ -> table.pseudoClassStateChanged(KEYBOARD, true));
        table.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> table.pseudoClassStateChanged(KEYBOARD, false));
        table.getSelectionModel().selectedItemProperty().subscribe(entry -> {
            if (entry != null) {
                model.selectedProperty().set(entry);
            }
        });
        table.skinProperty().subscribe(_ -> followScrolling());
        place.getChildren().setAll(empty);
        entryPane = new EntryPane(body, footer, actions.ofEntry());
        AuditNotices noticed = new AuditNotices(model, verification, exporting, files, background, notices);
        addButtons();
        bindFilters();
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        model.selectedProperty().subscribe(this::showSelected);
        model.stateProperty().subscribe(_ -> showState());
        model.stateProperty().subscribe(_ -> selectAwaited());
        model.rows().subscribe(this::showState);
        model.asOfProperty().subscribe(at -> asOf.setText(at == null ? "" : asOfWords()));
        model.totalProperty().subscribe(_ -> asOf.setText(asOfWords()));
        verification.stateProperty().subscribe(_ -> renew());
        exports = Subscription.combine(
                noticed.subscription(), exporting.stateProperty().subscribe(_ -> renew()));
    }

    List<Action> actions() {
        return actions.all();
    }

    void enter() {
        looking = Subscription.combine(
                clock.everySecond(exporting::tick), root.widthProperty().subscribe(this::fit), Measures.follow(() -> {
                    table.setFixedCellSize(Measures.row());
                    columns.measure(table);
                    fit();
                }));
        model.start();
    }

    void leave() {
        looking.unsubscribe();
        looking = Subscription.EMPTY;
    }

    void close() {
        leave();
        exports.unsubscribe();
    }

    /** Gives the table the keyboard, and the first row if none is selected. */
    void focusTable() {
        table.requestFocus();
        table.pseudoClassStateChanged(KEYBOARD, true);
        firstAwaited = true;
        selectAwaited();
    }

    /** Whoever came to read has something before them; the entries may still be on their way. */
    private void selectAwaited() {
        if (firstAwaited
                && model.stateProperty().get() instanceof AuditModel.State.Read
                && !table.getItems().isEmpty()) {
            firstAwaited = false;
            if (table.isFocused() && table.getSelectionModel().isEmpty()) {
                table.getSelectionModel().clearAndSelect(0);
            }
        }
    }

    private void addButtons() {
        ActionButton verify = new ActionButton(actions.verify(), "");
        verify.button().setId("audit-verify");
        ActionButton again = new ActionButton(actions.again(), "");
        again.button().setId("audit-again");
        bar.getChildren().addAll(bar.getChildren().indexOf(export), List.of(again, verify));
        buttons.addAll(List.of(verify, again));
        actions.exports().forEach(each -> export.getItems().add(ActionItems.item(each)));
        export.setOnShowing(_ -> export.getItems().forEach(ActionItems::renew));
        ActionButton clear = new ActionButton(actions.clear(), "");
        clear.button().setId("audit-clear");
        filters.getChildren().add(clear);
        buttons.add(clear);
    }

    private void bindFilters() {
        AuditFilter filter = model.filter();
        bind(actor, filter.actor());
        bind(id, filter.id());
        bind(from, filter.from());
        bind(until, filter.until());
        choose(action, filter.action(), AuditAction.names(), "audit.filter.any-action", EntryText::action);
        choose(kind, filter.kind(), EntryText.KINDS, "audit.filter.any-kind", EntryText::kind);
        filter.kind().subscribe(text -> id.setDisable(text == null || text.isEmpty()));
        filter.words().subscribe(_ -> renew());
    }

    private void bind(TextField field, StringProperty text) {
        field.textProperty().bindBidirectional(text);
        text.subscribe(_ -> {
            boolean time = text.equals(model.filter().from())
                    || text.equals(model.filter().until());
            field.pseudoClassStateChanged(WRONG, time && model.filter().isWrong(text));
            renew();
        });
    }

    private void choose(
            ComboBox<String> box, StringProperty value, List<String> choices, String any, UnaryOperator<String> words) {
        box.getItems().setAll(Stream.concat(Stream.of(""), choices.stream()).toList());
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable String choice) {
                return choice == null || choice.isEmpty() ? Text.get(any) : words.apply(choice);
            }

            @Override
            public String fromString(String text) {
                throw new UnsupportedOperationException("nothing is typed into a choice");
            }
        });
        box.valueProperty().bindBidirectional(value);
        value.subscribe(_ -> renew());
    }

    private void askWhere(Format format) {
        String name = "audit-" + LocalDate.ofInstant(clock.now(), ZoneId.systemDefault()) + "." + format.wire();
        files.toSave(root.getScene().getWindow(), Text.get("audit.export.where"), name)
                .ifPresent(file -> model.filter()
                        .query(1)
                        .ifPresent(query -> exporting.export(
                                query, format, model.totalProperty().get(), file)));
    }

    private void fit() {
        boolean room = root.getWidth() >= Measures.px(BESIDE_FROM);
        pane.setVisible(room);
        pane.setManaged(room);
        pane.pseudoClassStateChanged(NARROW, root.getWidth() < Measures.px(ROOMY));
    }

    private void pressed(KeyEvent event) {
        if (event.getTarget() instanceof TextInputControl && !Keys.RETRY.match(event)) {
            return;
        }
        boolean onButton = Keys.OPEN.match(event) && !table.isFocused();
        if (!onButton) {
            actions.all().forEach(each -> each.on(event));
        }
        if (Keys.CLEAR.match(event) && !model.filter().isEmpty()) {
            event.consume();
            model.filter().clear();
        }
    }

    private void followScrolling() {
        if (table.lookup(".scroll-bar:vertical") instanceof ScrollBar scroll) {
            scroll.valueProperty().subscribe((before, now) -> {
                if (now.doubleValue() > NEAR_THE_END) {
                    model.older();
                } else if (now.doubleValue() < NEAR_THE_BEGIN && now.doubleValue() < before.doubleValue()) {
                    model.newer();
                }
            });
        }
    }

    private String asOfWords() {
        return model.asOfProperty().get() == null
                ? ""
                : Text.get(
                        "audit.as-of",
                        model.totalProperty().get(),
                        Figures.clock(model.asOfProperty().get()));
    }

    private void renew() {
        buttons.forEach(ActionButton::renew);
    }

    private void showState() {
        boolean none = model.rows().isEmpty();
        AuditModel.State state = model.stateProperty().get();
        boolean failed = state instanceof AuditModel.State.Failed;
        place.setVisible(none);
        stale.setVisible(failed && !none);
        stale.setManaged(failed && !none);
        switch (state) {
            case AuditModel.State.Reading _ -> empty.waiting(Text.get("audit.reading"));
            case AuditModel.State.Denied _ ->
                empty.show(
                        Feather.LOCK,
                        Text.get("audit.denied"),
                        Text.get("audit.denied.next"),
                        List.of(actions.again()));
            case AuditModel.State.Failed(Throwable why) -> {
                stale.setText(Text.get("audit.stale", Failures.sentence(why)));
                stale.setTooltip(new Tooltip(Failures.code(why)));
                empty.failed(Text.get("audit.failed"), why, List.of(actions.again()));
            }
            case AuditModel.State.Read _ ->
                empty.show(
                        Feather.SEARCH,
                        Text.get("audit.nomatch"),
                        Text.get("audit.nomatch.next"),
                        List.of(actions.clear()));
        }
        renew();
    }

    private void showSelected(@Nullable AuditEntry entry) {
        one.setVisible(entry != null);
        hint.setVisible(entry == null);
        footer.setVisible(entry != null);
        footer.setManaged(entry != null);
        if (entry == null) {
            table.getSelectionModel().clearSelection();
            return;
        }
        int at = table.getItems().indexOf(entry);
        if (at >= 0 && table.getSelectionModel().getSelectedIndex() != at) {
            table.getSelectionModel().clearAndSelect(at);
        }
        if (entryPane != null) {
            entryPane.show(entry);
        }
    }
}
