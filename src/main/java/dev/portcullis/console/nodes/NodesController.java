package dev.portcullis.console.nodes;

import dev.portcullis.api.NodeView;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Failures;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.desk.StatePane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.effect.ColorAdjust;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Wires the nodes' table and the pane beside it to the model. */
final class NodesController {
    /** From how much room on the pane is beside the table, in pixels at the normal size of text. */
    private static final double BESIDE_FROM = 820;

    private final NodesModel model;
    private final NodeColumns columns;
    private final Action again;
    private final Action copy;
    private final StatePane empty = new StatePane();
    private Subscription looking = Subscription.EMPTY;

    @FXML
    private HBox root;

    @FXML
    private Label asOf;

    @FXML
    private Label stale;

    @FXML
    private Label summary;

    @FXML
    private HBox mixed;

    @FXML
    private Label mixedWhat;

    @FXML
    private TableView<NodeView> table;

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
    private Label what;

    @FXML
    private Label address;

    @FXML
    private FlowPane roles;

    @FXML
    private Label version;

    @FXML
    private Label since;

    @FXML
    private Label renewed;

    @FXML
    private Label endsLabel;

    @FXML
    private Label ends;

    @FXML
    private Label position;

    @FXML
    private Label behind;

    @FXML
    private Node loadSection;

    @FXML
    private Label verifications;

    @FXML
    private Label logins;

    @FXML
    private Label pool;

    NodesController(NodesModel model) {
        this.model = model;
        this.columns = new NodeColumns(model);
        again = Action.of("nodes.action.again", Feather.REFRESH_CW, Keys.RETRY, model::read);
        copy = Action.of(
                "nodes.action.copy",
                Feather.COPY,
                Keys.COPY,
                () -> model.selectedProperty().get() == null ? Text.get("nodes.hindrance.none") : "",
                this::copy);
    }

    @FXML
    void initialize() {
        columns.install(table);
        table.setItems(model.rows());
        table.setPlaceholder(new StackPane());
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
        table.getSelectionModel().selectedItemProperty().subscribe(node -> {
            if (node != null) {
                model.selectedProperty().set(node);
            }
        });
        place.getChildren().setAll(empty);
        root.addEventHandler(KeyEvent.KEY_PRESSED, event -> actions().forEach(action -> action.on(event)));
        model.stateProperty().subscribe(_ -> showState());
        model.selectedProperty().subscribe(this::showSelected);
        model.seenProperty().subscribe(this::showSeen);
        model.staleProperty().subscribe(this::showStale);
        model.failureProperty().subscribe(_ -> showStale());
        model.nowProperty().subscribe(this::showAge);
    }

    List<Action> actions() {
        return List.of(copy, again);
    }

    void enter() {
        looking = Subscription.combine(
                model.look(), root.widthProperty().subscribe(this::fit), Measures.follow(() -> {
                    table.setFixedCellSize(Measures.row());
                    columns.measure(table);
                    fit();
                }));
    }

    void leave() {
        looking.unsubscribe();
        looking = Subscription.EMPTY;
    }

    /** Gives the table the keyboard, and the first row if none is selected. */
    void focusTable() {
        table.requestFocus();
        if (table.getSelectionModel().isEmpty() && !table.getItems().isEmpty()) {
            table.getSelectionModel().clearAndSelect(0);
        }
    }

    /** The pane gives way where there is no room for both. */
    private void fit() {
        boolean room = root.getWidth() >= Measures.px(BESIDE_FROM);
        pane.setVisible(room);
        pane.setManaged(room);
    }

    private void showState() {
        NodesModel.State now = model.stateProperty().get();
        place.setVisible(!(now instanceof NodesModel.State.Read));
        switch (now) {
            case NodesModel.State.Reading _ -> empty.waiting(Text.get("nodes.reading"));
            case NodesModel.State.Denied _ ->
                empty.show(Feather.LOCK, Text.get("nodes.denied"), Text.get("nodes.denied.next"), List.of(again));
            case NodesModel.State.Failed(Throwable why) -> empty.failed(Text.get("nodes.failed"), why, List.of(again));
            case NodesModel.State.Read _ -> {}
        }
    }

    private void showSeen(NodesModel.@Nullable Seen seen) {
        summary.setText(seen == null ? "" : summary(seen.page().items()));
        Versions versions = model.versions();
        present(mixed, versions.mixed());
        mixedWhat.setText(versions.counts().entrySet().stream()
                .map(each -> Text.get(
                        "nodes.mixed.version",
                        each.getKey().isEmpty() ? Text.get("nodes.version.older") : each.getKey(),
                        each.getValue()))
                .collect(Collectors.joining(" · ")));
        showAge();
    }

    private static String summary(List<NodeView> nodes) {
        return java.util.Arrays.stream(NodeView.State.values())
                .filter(each -> nodes.stream().anyMatch(node -> node.state() == each))
                .map(each -> Text.get(
                        "nodes.summary",
                        nodes.stream().filter(node -> node.state() == each).count(),
                        NodeWords.state(each)))
                .collect(Collectors.joining(" · "));
    }

    private void showAge() {
        NodesModel.Seen seen = model.seenProperty().get();
        asOf.setText(
                seen == null
                        ? ""
                        : Text.get(
                                "nodes.as-of",
                                Figures.clock(seen.at()),
                                Figures.ago(Duration.between(seen.at(), now()))));
        asOf.setTooltip(seen == null ? null : new Tooltip(Figures.absolute(seen.at())));
        NodeView node = model.selectedProperty().get();
        if (node != null) {
            showTimes(node);
        }
    }

    private void showStale() {
        boolean old = model.staleProperty().get();
        Throwable why = model.failureProperty().get();
        present(stale, old);
        stale.setText(old && why != null ? Text.get("nodes.stale", Failures.sentence(why)) : "");
        // What was, rather than is, loses its colours. Stylesheets cannot say this.
        table.setEffect(old ? new ColorAdjust(0, -0.8, 0, 0) : null);
    }

    private void showSelected(@Nullable NodeView node) {
        one.setVisible(node != null);
        hint.setVisible(node == null);
        if (node == null) {
            table.getSelectionModel().clearSelection();
            return;
        }
        int at = table.getItems().indexOf(node);
        if (at >= 0 && table.getSelectionModel().getSelectedIndex() != at) {
            table.getSelectionModel().clearAndSelect(at);
        }
        title.setText(node.name());
        state.setText(NodeWords.state(node.state()));
        state.getStyleClass().setAll("label", "tag", NodeWords.level(node.state()));
        what.setText(NodeWords.what(node.state()));
        address.setText(node.address() == null ? "–" : node.address());
        version.setText(NodeWords.version(node));
        List<Label> tags = NodeWords.roles(node, model.answers(node));
        roles.getChildren().setAll(tags.isEmpty() ? List.of(new Label("–")) : tags);
        NodeView.Feed feed = node.feed();
        position.setText(feed == null ? "–" : feed.position());
        behind.setText(NodeWords.behind(node));
        NodeView.Load load = node.load();
        present(loadSection, load != null && node.state().runs());
        if (load != null) {
            verifications.setText(NodeWords.rate(load.verificationsPerSecond()));
            logins.setText(NodeWords.rate(load.loginsPerSecond()));
            pool.setText(Text.get("nodes.pool", load.poolInUse(), load.poolSize()));
        }
        showTimes(node);
    }

    private void showTimes(NodeView node) {
        since.setText(Figures.moment(node.startedAt(), now()));
        since.setTooltip(new Tooltip(Figures.absolute(node.startedAt())));
        renewed.setText(node.renewedAt() == null ? "–" : Figures.moment(node.renewedAt(), now()));
        boolean runs = node.state().runs();
        endsLabel.setText(Text.get(runs ? "nodes.field.lease-ends" : "nodes.field.ended"));
        Instant end = node.endedAt() == null ? node.leaseEndsAt() : node.endedAt();
        ends.setText(Figures.moment(end, now()));
        ends.setTooltip(new Tooltip(Figures.absolute(end)));
    }

    private Instant now() {
        return model.nowProperty().get();
    }

    private void copy() {
        NodeView node = model.selectedProperty().get();
        if (node != null) {
            ClipboardContent content = new ClipboardContent();
            content.putString(NodeText.of(node));
            Clipboard.getSystemClipboard().setContent(content);
        }
    }

    private static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }
}
