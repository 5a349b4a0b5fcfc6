package dev.portcullis.console.nodes;

import dev.portcullis.api.NodeView;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.chart.Level;
import dev.portcullis.console.chart.TimeBar;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The columns of the nodes' table. */
final class NodeColumns {
    /** In pixels. */
    private static final double SCROLL_BAR = 12;

    private final Map<TableColumn<NodeView, NodeView>, double[]> widths = new LinkedHashMap<>();
    private final NodesModel model;

    /** What is shown first where there is little room. */
    private List<TableColumn<NodeView, NodeView>> importance = List.of();

    NodeColumns(NodesModel model) {
        this.model = model;
    }

    void install(TableView<NodeView> table) {
        var name = column("nodes.field.name", 210, 250, 420, NameCell::new);
        var state = column("nodes.field.state", 84, 100, 130, StateCell::new);
        var lease = column("nodes.field.lease", 96, 120, 170, LeaseCell::new);
        var behind = column("nodes.field.behind", 121, 150, 230, BehindCell::new);
        var role = column("nodes.field.role", 150, 170, 220, RoleCell::new);
        var version = column("nodes.field.version", 82, 100, 170, VersionCell::new);
        var up = column("nodes.field.up", 78, 90, 120, UpCell::new);
        up.getStyleClass().add("right");
        importance = List.of(name, state, lease, behind, version, up, role);
        table.widthProperty().subscribe(width -> fit(width.doubleValue()));
        table.getColumns().setAll(widths.keySet());
    }

    /** Shows what has room: the pane beside the table has the rest. */
    private void fit(double width) {
        if (width <= 0) {
            return;
        }
        double room = width - Measures.px(SCROLL_BAR);
        for (TableColumn<NodeView, NodeView> column : importance) {
            boolean fits = column.getMinWidth() <= room;
            column.setVisible(fits);
            room -= fits ? column.getMinWidth() : 0;
        }
    }

    /** Gives them the widths that the size of text asks for. */
    void measure(TableView<NodeView> table) {
        widths.forEach((column, each) -> {
            column.setMinWidth(0);
            column.setMaxWidth(Measures.px(each[2]));
            column.setMinWidth(Measures.px(each[0]));
            column.setPrefWidth(Measures.px(each[1]));
        });
        fit(table.getWidth());
    }

    private TableColumn<NodeView, NodeView> column(
            String title, double narrowest, double width, double widest, Supplier<TableCell<NodeView, NodeView>> cell) {
        TableColumn<NodeView, NodeView> column = new TableColumn<>(Text.get(title));
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        column.setCellFactory(_ -> cell.get());
        widths.put(column, new double[] {narrowest, width, widest});
        return column;
    }

    /** A cell that draws a server. */
    private abstract static class Cell extends TableCell<NodeView, NodeView> {
        abstract Node draw(NodeView node);

        @Override
        protected void updateItem(@Nullable NodeView node, boolean empty) {
            super.updateItem(node, empty);
            setGraphic(empty || node == null ? null : draw(node));
        }

        /** Draws it again as time passes. */
        void follow(NodesModel model) {
            model.nowProperty().subscribe(() -> {
                NodeView node = getItem();
                if (node != null && !isEmpty()) {
                    draw(node);
                }
            });
        }
    }

    private static final class NameCell extends Cell {
        private final Region dot = new Region();
        private final Label label = new Label();
        private final HBox box = new HBox(8, dot, label);

        NameCell() {
            label.getStyleClass().add("medium");
            box.setAlignment(Pos.CENTER_LEFT);
            setTooltip(new Tooltip());
        }

        @Override
        Node draw(NodeView node) {
            label.setText(node.name());
            getTooltip().setText(node.name());
            dot.getStyleClass().setAll("dot", NodeWords.level(node.state()));
            return box;
        }
    }

    private static final class StateCell extends Cell {
        private final Label label = new Label();

        @Override
        Node draw(NodeView node) {
            label.setText(NodeWords.state(node.state()));
            label.getStyleClass().setAll("label", "tag", NodeWords.level(node.state()));
            setTooltip(new Tooltip(NodeWords.what(node.state())));
            return label;
        }
    }

    private final class LeaseCell extends Cell {
        private static final double BAR_WIDTH = 34;

        private final TimeBar bar = new TimeBar();
        private final Label left = new Label();
        private final HBox box = new HBox(8, bar, left);

        LeaseCell() {
            bar.setMinWidth(Region.USE_PREF_SIZE);
            bar.setMaxWidth(Region.USE_PREF_SIZE);
            left.setMinWidth(Region.USE_PREF_SIZE);
            box.setAlignment(Pos.CENTER_LEFT);
            setTooltip(new Tooltip());
            follow(model);
        }

        @Override
        Node draw(NodeView node) {
            NodesModel.Seen seen = model.seenProperty().get();
            Instant now = model.nowProperty().get();
            boolean runs = node.state().runs() && seen != null;
            bar.setVisible(runs);
            bar.setManaged(runs);
            if (!runs || seen == null) {
                left.getStyleClass().setAll("label", "second");
                left.setText(seen == null ? "" : Text.get("nodes.lease.gone", Figures.ago(seen.gone(node, now))));
                getTooltip().setText(Figures.absolute(node.leaseEndsAt()));
                return box;
            }
            Duration rest = seen.left(node, now);
            Instant from = node.renewedAt() == null ? seen.page().at() : node.renewedAt();
            Duration whole = Duration.between(from, node.leaseEndsAt());
            bar.setPrefWidth(Measures.px(BAR_WIDTH));
            bar.show(Level.fraction(now, now.plus(rest), whole));
            left.getStyleClass().setAll("label", "mono");
            left.setText(rest.isNegative() ? "–" : Figures.countdown(rest)); // it was not read anew
            getTooltip().setText(Text.get("nodes.lease.tip", Figures.absolute(node.leaseEndsAt())));
            return box;
        }
    }

    private static final class BehindCell extends Cell {
        private final Label label = new Label();

        @Override
        Node draw(NodeView node) {
            label.setText(node.state().runs() ? NodeWords.behind(node) : "–");
            boolean lags = node.state() == NodeView.State.LAGGING;
            label.getStyleClass().setAll("label", lags ? "lagging" : "second");
            setTooltip(new Tooltip(Text.get("nodes.behind.tip")));
            return label;
        }
    }

    private final class RoleCell extends Cell {
        private final HBox box = new HBox(6);

        RoleCell() {
            box.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        Node draw(NodeView node) {
            box.getChildren().setAll(NodeWords.roles(node, model.answers(node)));
            return box;
        }
    }

    private final class VersionCell extends Cell {
        private final Label label = new Label();

        @Override
        Node draw(NodeView node) {
            label.setText(NodeWords.version(node));
            boolean odd = model.versions().odd(node);
            label.getStyleClass().setAll("label", odd ? "tag" : "second");
            if (odd) {
                label.getStyleClass().add("warn");
            }
            setTooltip(odd ? new Tooltip(Text.get("nodes.version.odd")) : null);
            return label;
        }
    }

    private final class UpCell extends Cell {
        private final Label label = new Label();

        UpCell() {
            setTooltip(new Tooltip());
            getStyleClass().add("count-cell");
            follow(model);
        }

        @Override
        Node draw(NodeView node) {
            NodesModel.Seen seen = model.seenProperty().get();
            label.getStyleClass().setAll("label", "mono", "second");
            label.setText(
                    seen == null || !node.state().runs()
                            ? "–"
                            : Figures.span(seen.up(node, model.nowProperty().get())));
            getTooltip().setText(Text.get("nodes.since", Figures.absolute(node.startedAt())));
            return label;
        }
    }
}
