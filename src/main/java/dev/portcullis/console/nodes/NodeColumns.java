package dev.portcullis.console.nodes;

import dev.portcullis.api.NodeView;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.chart.Level;
import dev.portcullis.console.chart.TimeBar;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.list.Columns;
import dev.portcullis.console.list.RowCell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** The columns of the nodes' table. */
final class NodeColumns {
    private NodeColumns() {}

    static Columns<NodeView> of(NodesModel model) {
        Columns<NodeView> columns = new Columns<>();
        var name = columns.add("nodes.field.name", 180, 230, 420, NameCell::new);
        var state = columns.add("nodes.field.state", 84, 100, 130, StateCell::new);
        var lease = columns.add("nodes.field.lease", 96, 120, 170, () -> new LeaseCell(model));
        var behind = columns.add("nodes.field.behind", 121, 150, 230, BehindCell::new);
        var role = columns.add("nodes.field.role", 150, 170, 220, () -> new RoleCell(model));
        var version = columns.add("nodes.field.version", 104, 110, 170, () -> new VersionCell(model));
        var up = columns.add("nodes.field.up", 78, 90, 120, () -> new UpCell(model));
        up.getStyleClass().add("right");
        return columns.byImportance(List.of(name, state, lease, behind, version, up, role));
    }

    private static final class NameCell extends RowCell<NodeView> {
        private final Region dot = new Region();
        private final Label label = new Label();
        private final HBox box = new HBox(8, dot, label);

        NameCell() {
            label.getStyleClass().add("medium");
            box.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected Node draw(NodeView node) {
            label.setText(node.name());
            tip(node.name());
            dot.getStyleClass().setAll("dot", NodeWords.level(node.state()));
            return box;
        }
    }

    private static final class StateCell extends RowCell<NodeView> {
        private final Label label = new Label();

        @Override
        protected Node draw(NodeView node) {
            label.setText(NodeWords.state(node.state()));
            label.getStyleClass().setAll("label", "tag", NodeWords.level(node.state()));
            tip(NodeWords.what(node.state()));
            return label;
        }
    }

    private static final class LeaseCell extends RowCell<NodeView> {
        private static final double BAR_WIDTH = 34;

        private final NodesModel model;
        private final TimeBar bar = new TimeBar();
        private final Label left = new Label();
        private final HBox box = new HBox(8, bar, left);

        LeaseCell(NodesModel model) {
            this.model = model;
            bar.setMinWidth(Region.USE_PREF_SIZE);
            bar.setMaxWidth(Region.USE_PREF_SIZE);
            left.setMinWidth(Region.USE_PREF_SIZE);
            box.setAlignment(Pos.CENTER_LEFT);
            follow(model.nowProperty());
        }

        @Override
        protected Node draw(NodeView node) {
            NodesModel.Seen seen = model.seenProperty().get();
            Instant now = model.nowProperty().get();
            boolean runs = node.state().runs() && seen != null;
            bar.setVisible(runs);
            bar.setManaged(runs);
            if (!runs || seen == null) {
                left.getStyleClass().setAll("label", "second");
                left.setText(seen == null ? "" : Text.get("nodes.lease.gone", Figures.ago(seen.gone(node, now))));
                tip(() -> Figures.absolute(node.leaseEndsAt()));
                return box;
            }
            Duration rest = seen.left(node, now);
            Instant from = node.renewedAt() == null ? seen.page().at() : node.renewedAt();
            Duration whole = Duration.between(from, node.leaseEndsAt());
            bar.setPrefWidth(Measures.px(BAR_WIDTH));
            bar.show(Level.fraction(now, now.plus(rest), whole));
            left.getStyleClass().setAll("label", "mono");
            left.setText(rest.isNegative() ? "–" : Figures.countdown(rest)); // it was not read anew
            tip(() -> Text.get("nodes.lease.tip", Figures.absolute(node.leaseEndsAt())));
            return box;
        }
    }

    private static final class BehindCell extends RowCell<NodeView> {
        private final Label label = new Label();

        @Override
        protected Node draw(NodeView node) {
            label.setText(node.state().runs() ? NodeWords.behind(node) : "–");
            boolean lags = node.state() == NodeView.State.LAGGING;
            label.getStyleClass().setAll("label", lags ? "lagging" : "second");
            tip(Text.get("nodes.behind.tip"));
            return label;
        }
    }

    private static final class RoleCell extends RowCell<NodeView> {
        private final NodesModel model;
        private final HBox box = new HBox(6);

        RoleCell(NodesModel model) {
            this.model = model;
            box.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected Node draw(NodeView node) {
            box.getChildren().setAll(NodeWords.roles(node, model.answers(node)));
            return box;
        }
    }

    private static final class VersionCell extends RowCell<NodeView> {
        private final NodesModel model;
        private final Label label = new Label();

        VersionCell(NodesModel model) {
            this.model = model;
        }

        @Override
        protected Node draw(NodeView node) {
            label.setText(NodeWords.version(node));
            boolean odd = model.versions().odd(node);
            label.getStyleClass().setAll("label", odd ? "tag" : "second");
            if (odd) {
                label.getStyleClass().add("warn");
            }
            tip(odd ? Text.get("nodes.version.odd") : "");
            return label;
        }
    }

    private static final class UpCell extends RowCell<NodeView> {
        private final NodesModel model;
        private final Label label = new Label();

        UpCell(NodesModel model) {
            this.model = model;
            getStyleClass().add("count-cell");
            follow(model.nowProperty());
        }

        @Override
        protected Node draw(NodeView node) {
            NodesModel.Seen seen = model.seenProperty().get();
            label.getStyleClass().setAll("label", "mono", "second");
            label.setText(
                    seen == null || !node.state().runs()
                            ? "–"
                            : Figures.span(seen.up(node, model.nowProperty().get())));
            tip(() -> Text.get("nodes.since", Figures.absolute(node.startedAt())));
            return label;
        }
    }
}
