package dev.portcullis.console.sessions;

import dev.portcullis.api.Permission;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.Simulator;
import dev.portcullis.console.chart.Tiles;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.common.Views;
import dev.portcullis.console.detail.DetailController;
import dev.portcullis.console.revoke.Revocation;
import java.util.List;
import java.util.stream.Collectors;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Wires the table, the figures, the detail pane and the actions to the model. */
public final class SessionsController {
    private static final double ROW_HEIGHT = 34;

    /** Below this the detail pane lies over the table, when asked for, instead of beside it. */
    private static final double BESIDE_FROM = 1180;

    private final SessionsModel model;
    private final Beat beat;
    private final UiClock clock;
    private final DetailController detail;
    private final Region detailRoot;
    private final Revocation revocation;
    private final @Nullable SimulatedPeople people;
    private final boolean mayRevoke;
    private final List<Action> actions = List.of(
            new Action("sessions.action.detail", Feather.SIDEBAR, key(KeyCode.ENTER), this::some, this::openDetail),
            new Action("sessions.action.end", Feather.SLASH, key(KeyCode.DELETE), this::endable, this::end),
            new Action("sessions.action.copy", Feather.COPY, shortcut(KeyCode.C), this::some, this::copyHandles),
            new Action("sessions.action.all", Feather.CHECK_SQUARE, shortcut(KeyCode.A), this::any, this::selectAll),
            new Action("sessions.action.none", Feather.X_SQUARE, key(KeyCode.ESCAPE), this::some, this::clear));

    private final EmptyState empty = new EmptyState();
    private @Nullable Subscription ticks;
    private boolean detailAsked;

    @FXML
    private StackPane root;

    @FXML
    private Tiles tiles;

    @FXML
    private HBox simulated;

    @FXML
    private HBox panes;

    @FXML
    private StackPane tablePane;

    @FXML
    private TableView<Row> table;

    @FXML
    private StackPane emptyPlace;

    SessionsController(
            SessionsModel model,
            PortcullisClient client,
            SessionView own,
            @Nullable Simulator simulator,
            UiClock clock) {
        this.model = model;
        this.clock = clock;
        this.beat = new Beat(clock);
        this.mayRevoke = own.permissions().contains(Permission.SESSIONS_REVOKE);
        Background background = new Background();
        this.detail = new DetailController(own.handle(), mayRevoke, this::end);
        this.detailRoot = (Region) Views.load(detail, detail.included());
        this.revocation = new Revocation(client::revoke, background, clock);
        this.people = simulator == null ? null : new SimulatedPeople(simulator, client, background);
    }

    @FXML
    void initialize() {
        emptyPlace.getChildren().setAll(empty);
        setUpTable();
        model.selection().onChange(this::showDetail);
        model.statsProperty().subscribe(tiles::show);
        model.loadingProperty().subscribe(this::showEmpty);
        model.totalProperty().subscribe(this::showEmpty);
        model.matchedProperty().subscribe(this::showEmpty);
        model.shownProperty().subscribe(this::showEmpty);
        if (people != null) {
            people.stateProperty().subscribe(this::showEmpty);
        }
        root.widthProperty().subscribe(this::placeDetail);
        ticks = clock.everySecond(() -> {
            beat.tick();
            detail.tick(clock.now());
        });
        showDetail();
    }

    private void setUpTable() {
        table.setFixedCellSize(ROW_HEIGHT);
        table.setTableMenuButtonVisible(false);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
        table.setPlaceholder(new StackPane());
        table.setItems(model.rows());
        table.setSelectionModel(new TableSelection(table, model.selection()));
        table.setRowFactory(_ -> row());
        new Columns(beat).install(table, model);
        model.rows().addListener(new SteadyRows(table, ROW_HEIGHT));
        table.addEventFilter(KeyEvent.KEY_PRESSED, event -> actions.forEach(action -> action.on(event)));
        ContextMenu menu = new ContextMenu();
        menu.getItems().setAll(actions.stream().map(Action::item).toList());
        menu.setOnShowing(_ -> menu.getItems().forEach(Action::renew));
        table.setContextMenu(menu);
    }

    private SessionRow row() {
        SessionRow row = new SessionRow(beat);
        row.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && !row.isEmpty()) {
                openDetail();
            }
        });
        return row;
    }

    void focusTable() {
        table.requestFocus();
        if (table.getFocusModel().getFocusedIndex() < 0) {
            table.getFocusModel().focus(0);
        }
    }

    void close() {
        if (ticks != null) {
            ticks.unsubscribe();
        }
        if (people != null) {
            people.close();
        }
        revocation.close();
    }

    @FXML
    void stopSimulated() {
        if (people != null) {
            people.stop();
        }
    }

    // --- the detail pane

    private void showDetail() {
        detail.show(
                model.selection().rows().stream().map(Row::session).toList(),
                model.endable().size(),
                clock.now());
        placeDetail();
    }

    private void placeDetail() {
        boolean beside = root.getWidth() >= BESIDE_FROM;
        boolean over = !beside && detailAsked && some();
        Region node = detailRoot;
        if (beside && !panes.getChildren().contains(node)) {
            tablePane.getChildren().remove(node);
            panes.getChildren().add(node);
        } else if (!beside) {
            panes.getChildren().remove(node);
            if (over && !tablePane.getChildren().contains(node)) {
                tablePane.getChildren().add(node);
                StackPane.setAlignment(node, Pos.TOP_RIGHT);
            } else if (!over) {
                tablePane.getChildren().remove(node);
            }
        }
        detail.floating(over);
    }

    private void openDetail() {
        detailAsked = true;
        placeDetail();
        detail.focus();
    }

    // --- the actions

    private boolean some() {
        return model.selection().count() > 0;
    }

    private boolean any() {
        return !model.rows().isEmpty();
    }

    private boolean endable() {
        return mayRevoke && !model.endable().isEmpty();
    }

    private void end() {
        if (endable() && root.getScene() != null) {
            revocation.ask(root.getScene(), model.endable(), model.own(), model.ownLeftOut());
        }
    }

    private void copyHandles() {
        String handles = model.selection().rows().stream()
                .map(row -> row.handle().toString())
                .collect(Collectors.joining("\n"));
        Clipboard.getSystemClipboard().setContent(java.util.Map.of(DataFormat.PLAIN_TEXT, handles));
    }

    private void selectAll() {
        table.getSelectionModel().selectAll();
    }

    private void clear() {
        detailAsked = false;
        table.getSelectionModel().clearSelection();
    }

    // --- what stands where rows would be

    private void showEmpty() {
        SimulatedPeople.State state = people == null
                ? new SimulatedPeople.State.Absent()
                : people.stateProperty().get();
        boolean active = state instanceof SimulatedPeople.State.Active;
        simulated.setVisible(active);
        simulated.setManaged(active);
        String search = model.matchedProperty().get();
        boolean alone = model.totalProperty().get() <= 1 && search.isBlank();
        emptyPlace.setVisible(true);
        switch (model.loadingProperty().get()) {
            case Loading.Awaited _ -> empty.loading();
            case Loading.Failed failed -> empty.failed(failed.why(), model::retry);
            case Loading.Done _
            when !search.isBlank() && model.rows().isEmpty() ->
                empty.noMatch(search, () -> model.searchProperty().set(""));
            case Loading.Done _ when alone -> showAlone(state);
            case Loading.Done _ -> emptyPlace.setVisible(false);
        }
    }

    private void showAlone(SimulatedPeople.State state) {
        SimulatedPeople simulation = people;
        if (simulation == null) {
            empty.alone();
            return;
        }
        switch (state) {
            case SimulatedPeople.State.Absent _ -> empty.aloneWithSimulator(simulation::start, null);
            case SimulatedPeople.State.Starting _, SimulatedPeople.State.Active _ -> empty.simulationStarts();
            case SimulatedPeople.State.Failed failed ->
                empty.aloneWithSimulator(
                        simulation::start,
                        Text.get(
                                "sessions.simulated.failed",
                                String.valueOf(failed.why().getMessage())));
        }
    }

    private static KeyCombination key(KeyCode code) {
        return new KeyCodeCombination(code);
    }

    private static KeyCombination shortcut(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN);
    }
}
