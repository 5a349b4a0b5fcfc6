package dev.portcullis.console.nodes;

import dev.portcullis.api.NodeView;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Tips;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.desk.StatePane;
import dev.portcullis.console.list.ListController;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Wires the nodes' table and the pane beside it to the model. */
final class NodesController extends ListController<NodeView> {
    private final NodesModel model;
    private final Action copy;

    @FXML
    private Label summary;

    @FXML
    private HBox mixed;

    @FXML
    private Label mixedWhat;

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
        super("nodes.list.", model, NodeColumns.of(model));
        this.model = model;
        copy = Action.of(
                "nodes.action.copy",
                Feather.COPY,
                Keys.COPY,
                () -> model.selectedProperty().get() == null ? Text.get("nodes.hindrance.none") : "",
                this::copy);
    }

    @Override
    protected List<Action> deeds() {
        return List.of(copy);
    }

    @Override
    protected void ready() {
        footer.getChildren().setAll(button(copy, "", "node-copy"));
        Tips.install(since, since::getAccessibleHelp);
        Tips.install(ends, ends::getAccessibleHelp);
        model.seenProperty().subscribe(this::showSeen);
        model.nowProperty().subscribe(_ -> showNow());
    }

    @Override
    protected Subscription look() {
        return model.look();
    }

    @Override
    protected void showNone(StatePane there) {} // who answers runs

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
    }

    private static String summary(List<NodeView> nodes) {
        return Arrays.stream(NodeView.State.values())
                .filter(each -> nodes.stream().anyMatch(node -> node.state() == each))
                .map(each -> Text.get(
                        "nodes.summary",
                        nodes.stream().filter(node -> node.state() == each).count(),
                        NodeWords.state(each)))
                .collect(Collectors.joining(" · "));
    }

    @Override
    protected String age(Instant then) {
        return Text.get("nodes.as-of", Figures.clock(then), Figures.ago(Duration.between(then, now())));
    }

    private void showNow() {
        if (!isInView()) {
            return;
        }
        showAge();
        NodeView node = model.selectedProperty().get();
        if (node != null) {
            showTimes(node);
        }
    }

    @Override
    protected void show(NodeView node) {
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
        renewed.setText(node.renewedAt() == null ? "–" : Figures.moment(node.renewedAt(), now()));
        boolean runs = node.state().runs();
        endsLabel.setText(Text.get(runs ? "nodes.field.lease-ends" : "nodes.field.ended"));
        ends.setText(Figures.moment(end(node), now()));
        since.setAccessibleHelp(Figures.absolute(node.startedAt()));
        ends.setAccessibleHelp(Figures.absolute(end(node)));
    }

    private static Instant end(NodeView node) {
        return node.endedAt() == null ? node.leaseEndsAt() : node.endedAt();
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
}
