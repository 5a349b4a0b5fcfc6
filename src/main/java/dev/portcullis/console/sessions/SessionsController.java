package dev.portcullis.console.sessions;

import dev.portcullis.api.Permission;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationAction;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.Simulator;
import dev.portcullis.console.chart.Tiles;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.Keyboard;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.UiClock;
import dev.portcullis.console.common.Unfolding;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Arrangement;
import dev.portcullis.console.desk.Language;
import dev.portcullis.console.desk.Remembered;
import dev.portcullis.console.detail.DetailAccess;
import dev.portcullis.console.detail.DetailController;
import dev.portcullis.console.detail.DetailLinks;
import dev.portcullis.console.detail.EditForm;
import dev.portcullis.console.revoke.Revocation;
import dev.portcullis.console.revoke.Revoking;
import dev.portcullis.console.revoke.Target;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Scene;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Wires the table, the figures, the detail pane and the actions to the model. */
final class SessionsController implements AutoCloseable {
    /** The keyboard is in use: the row that has it is drawn so. */
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");

    /** How wide the screen must be, in pixels at the normal size of text, for the counts beside the table. */
    private static final double FACETS_FROM = 1340;

    /** The rows are of another time. */
    private static final PseudoClass PAST = PseudoClass.getPseudoClass("past");

    private static final PseudoClass KEYBOARD = PseudoClass.getPseudoClass("keyboard");

    private final SessionsModel model;
    private final UiClock clock;
    private final Beat beat;
    private final SessionActions actions;
    private final DetailController detail;
    private final Revoking revoking;
    private final Revocation revocation;
    private final ObjectProperty<Arrangement> arrangement;
    private final TableChoices choices;
    private final Language language;
    private final FacetsModel facets;
    private final FacetPane facetPane;
    private final AfterRows afterRows;
    private final @Nullable SimulatedPeople people;
    private @Nullable DetailPlace detailPlace;
    private boolean firstAwaited;
    private @Nullable Subscription ticks;
    private @Nullable Subscription arranged;
    private Subscription measures = Subscription.EMPTY;

    @FXML
    private StackPane root;

    @FXML
    private Tiles tiles;

    @FXML
    private SimulationBanner simulated;

    @FXML
    private HBox notice;

    @FXML
    private VBox exports;

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
            Remembered remembered,
            FileChoice files,
            SessionExport export,
            Revoking revoking,
            UiClock clock) {
        boolean mayRevoke = own.permissions().contains(Permission.SESSIONS_REVOKE);
        Background background = new Background();
        this.model = model;
        this.clock = clock;
        this.beat = new Beat(this::now, () -> model.pastProperty().get() != null);
        this.revoking = revoking;
        this.revocation = new Revocation(revoking, background, clock);
        this.detail = new DetailController(
                DetailAccess.of(client),
                background,
                new DetailLinks() {
                    @Override
                    public String unchangeable() {
                        if (!mayRevoke) {
                            return Text.get("detail.edit.denied");
                        }
                        return model.pastProperty().get() == null ? "" : Text.get("sessions.hindrance.past");
                    }

                    @Override
                    public void sessions(String query) {
                        model.ask(query);
                        focusTable();
                    }

                    @Override
                    public void receipt(Receipt receipt) {
                        if (root.getScene() != null) {
                            revocation.show(root.getScene(), receipt);
                        }
                    }
                },
                new EditForm.Frame(clock::now, ZoneId.systemDefault(), own.handle()),
                () -> root.getScene(),
                mayRevoke,
                this::end,
                this::leaveDetail);
        this.people = simulator == null ? null : new SimulatedPeople(simulator, client, background);
        this.arrangement = remembered.arrangement();
        this.choices = new TableChoices(model, export, background, remembered, files, () -> root.getScene());
        this.afterRows = new AfterRows(model);
        this.facets = new FacetsModel(model.source(), background);
        this.facetPane = new FacetPane(facets, this::toggle);
        this.language = choices.language(facets);
        this.actions = new SessionActions(
                model,
                mayRevoke,
                revocation::hindrance,
                this::openDetail,
                detail::again,
                this::revoke,
                this::leaveDetail,
                this::toggleFacets,
                Stream.concat(Stream.of(revocation.receiptAction(() -> root.getScene())), choices.all().stream())
                        .toList(),
                detail.actions(),
                people);
    }

    @FXML
    void initialize() {
        Unfolding.together(panes, tablePane);
        Unfolding.whole(notice, exports, emptyPlace);
        setUpTable();
        detailPlace = new DetailPlace(detail, panes, tablePane, table);
        detail.view().whenWhole(this::showDetail);
        afterRows.run(() -> place().make());
        if (people != null) {
            simulated.connect(people);
        }
        var _ = new EmptyPlace(model, people, emptyPlace, simulated);
        model.selection().onChange(this::showDetail);
        model.statsProperty().subscribe(tiles::show);
        tiles.onChosen(() -> search(""), () -> search(EmptyState.REUSED));
        root.widthProperty().subscribe(this::showDetail);
        root.widthProperty().subscribe(this::placeFacets);
        arranged =
                Subscription.combine(arrangement.subscribe(this::placeFacets), revoking.onRunning(this::showRevoking));
        model.matchedProperty().subscribe(this::askFacets);
        model.pastProperty().subscribe(this::askFacets);
        model.pastProperty().subscribe(this::showTime);
        // The model may be ahead of its view.
        askFacets();
        showTime();
        Notice noticed = new Notice(model, notice);
        choices.tellOfExports(exports);
        model.troubleProperty().subscribe(why -> tablePane.pseudoClassStateChanged(STALE, why != null));
        ticks = clock.everySecond(() -> {
            Instant now = now();
            beat.tick(now);
            facets.tick();
            noticed.tick();
            choices.tick();
            detail.tick(now);
        });
    }

    private void setUpTable() {
        table.setColumnResizePolicy(new SteadyWidths());
        table.setPlaceholder(new StackPane());
        table.setItems(model.rows());
        table.setSelectionModel(new TableSelection(table, model.selection()));
        table.setRowFactory(_ -> row());
        Columns shown = choices.install(table, tablePane, beat);
        model.rows().around(new SteadyRows(table));
        measures = Measures.follow(() -> {
            table.setFixedCellSize(Measures.row());
            shown.measure();
        });
        afterRows.in(table);
        var _ = new ListScroll(table, model, tablePane);
        table.addEventFilter(KeyEvent.KEY_PRESSED, _ -> keyboard(true));
        table.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> keyboard(false));
        model.matchedProperty().subscribe(_ -> afterRows.run(this::selectAwaited));
        actions.install(root, table);
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

    /** Gives the table the keyboard. */
    void takeKeyboard() {
        table.requestFocus();
        keyboard(true);
    }

    /** Gives the table the keyboard, and the first row that answers the search if none is selected. */
    void focusTable() {
        takeKeyboard();
        firstAwaited = true;
        afterRows.run(this::selectAwaited);
    }

    /** The rows may still answer an older search: then it waits for theirs. */
    private void selectAwaited() {
        if (firstAwaited && model.isAnswered()) {
            firstAwaited = false;
            if (table.isFocused()
                    && model.selection().count() == 0
                    && !model.rows().isEmpty()) {
                table.getSelectionModel().clearAndSelect(0);
                table.scrollTo(0);
            }
        }
    }

    /** What can be done, the views among it by their names. */
    List<Action> actions() {
        return Stream.concat(actions.all().stream(), choices.ofViews().stream()).toList();
    }

    private void search(String words) {
        model.searchProperty().set(words);
    }

    /** What helps to write the query. */
    Language language() {
        return language;
    }

    private void toggle(FacetsModel.Value value) {
        search(FacetsModel.toggle(model.asked(), value));
    }

    /** What was ended is among the others that are told of it. */
    private void showRevoking() {
        showDetail();
        if (!revoking.isRunning()) {
            detail.again();
        }
    }

    /** What is of the past looks so all around, and nothing can be done to it. */
    private void showTime() {
        boolean past = model.pastProperty().get() != null;
        panes.pseudoClassStateChanged(PAST, past);
        tiles.pseudoClassStateChanged(PAST, past);
        beat.tick(now());
        showDetail();
    }

    /** The time that the rows are shown at: of the past, what had been left then. */
    private Instant now() {
        Instant then = model.pastProperty().get();
        return then == null ? clock.now() : then;
    }

    private void askFacets() {
        facets.query(model.matchedProperty().get(), model.pastProperty().get());
    }

    private void toggleFacets() {
        arrangement.set(arrangement.get().withFacets(!arrangement.get().facets()));
    }

    /** Beside the table, where there is room and they are wanted. */
    private void placeFacets() {
        boolean there = arrangement.get().facets() && root.getWidth() >= Measures.px(FACETS_FROM);
        if (there != panes.getChildren().contains(facetPane)) {
            if (there) {
                panes.getChildren().addFirst(facetPane);
            } else {
                if (Keyboard.within(facetPane) != null) {
                    takeKeyboard();
                }
                panes.getChildren().remove(facetPane);
            }
            afterRows.run(() -> facets.want(panes.getChildren().contains(facetPane)));
        }
    }

    private void keyboard(boolean used) {
        table.pseudoClassStateChanged(KEYBOARD, used);
    }

    void afterRows(Runnable work) {
        afterRows.run(work);
    }

    void heardAgain() {
        detail.heardAgain();
    }

    void tellIn(Scene scene) {
        revocation.enter(scene);
    }

    void onExported(Consumer<Path> listener) {
        choices.onExported(listener);
    }

    /** Ends what was started here. */
    @Override
    public void close() {
        if (ticks != null) {
            ticks.unsubscribe();
        }
        if (people != null) {
            people.close();
        }
        if (arranged != null) {
            arranged.unsubscribe();
        }
        measures.unsubscribe();
        afterRows.close();
        choices.close();
        detail.close();
        revocation.close();
    }

    private void showDetail() {
        detail.hinder(
                model.pastProperty().get() == null ? revocation.hindrance() : Text.get("sessions.hindrance.past"));
        detail.show(
                model.selection().rows().stream().map(Row::session).toList(),
                model.endable().size(),
                now());
        place().place(root.getWidth(), detail.isShowing());
    }

    private void openDetail() {
        place().open(root.getWidth());
    }

    private boolean leaveDetail() {
        return place().leave(root.getWidth());
    }

    private DetailPlace place() {
        return Objects.requireNonNull(detailPlace);
    }

    private void end() {
        actions.end();
    }

    private void revoke(Target target, RevocationAction action) {
        if (root.getScene() != null) {
            revocation.ask(root.getScene(), target, action);
        }
    }
}
