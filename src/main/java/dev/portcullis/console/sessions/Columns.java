package dev.portcullis.console.sessions;

import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.MouseEvent;
import javafx.util.Subscription;

/** The table's columns, as {@link ColumnsModel} says; what the mouse does at their headers, it is told. */
final class Columns {
    private static final String RIGHT = "right";

    /** No column that was made so wide by hand is held back. */
    private static final double ANY_WIDTH = 2000;

    /** In pixels at the normal size of text: how wide the table will be about, before it is known. A column that is in a scene and goes takes its header with it, and all are laid out anew. */
    private static final double EXPECTED = 900;

    /** No column is made narrower by hand, in pixels at the normal size of text. */
    private static final double NARROWEST = 40;

    private final Map<Ordering.Key, TableColumn<Row, Row>> columns = new EnumMap<>(Ordering.Key.class);
    private final Map<Ordering.Key, ColumnKind> kinds = new EnumMap<>(Ordering.Key.class);
    private final ColumnsModel model;
    private final TableView<Row> table;
    private final Subscription arranged;
    private Map<Ordering.Key, Double> pressed = Map.of();

    /** What changes now is not by hand. */
    private boolean ours;

    Columns(TableView<Row> table, ColumnsModel model, Beat beat) {
        this.table = table;
        this.model = model;
        for (Ordering.Key key : Ordering.Key.values()) {
            ColumnKind kind = ColumnKind.of(
                    key, beat, () -> model.fitProperty().get().shown().contains(Ordering.Key.NETWORK));
            kinds.put(key, kind);
            columns.put(key, column(key, kind));
        }
        // The rows are ordered where they are merged, not here: the table only says how. First: what it does by itself
        // is to compare all rows by their words.
        ours = true; // to set it sorts
        table.setSortPolicy(_ -> sorted());
        ours = false;
        arrange();
        fitInto(Measures.px(EXPECTED));
        table.widthProperty().subscribe(this::fit);
        model.orderingProperty().subscribe(_ -> {
            showOrder();
            fit();
        });
        arranged = model.arrangementProperty().subscribe(_ -> {
            arrange();
            measure();
        });
        table.getColumns().addListener((ListChangeListener<TableColumn<Row, ?>>) _ -> dragged());
        table.addEventFilter(MouseEvent.MOUSE_PRESSED, this::pressed);
        table.addEventFilter(MouseEvent.MOUSE_RELEASED, _ -> Platform.runLater(this::released));
    }

    /** What outlives the table arranges it no more. */
    void close() {
        arranged.unsubscribe();
    }

    /** What the headers offer; made when it is first asked for. */
    void menu(Function<Ordering.Key, ContextMenu> menus) {
        table.addEventFilter(
                ContextMenuEvent.CONTEXT_MENU_REQUESTED,
                _ -> columns.forEach((key, column) -> {
                    if (column.getContextMenu() == null) {
                        column.setContextMenu(menus.apply(key));
                    }
                }));
    }

    /** Gives them the widths that the size of text, and the operator, ask for. */
    void measure() {
        columns.forEach((key, column) -> {
            ColumnKind kind = kind(key);
            double wanted = model.width(key);
            // From the inside: no width is ever beyond the other two.
            column.setMinWidth(0);
            column.setMaxWidth(Measures.px(wanted > 0 ? ANY_WIDTH : kind.widest()));
            column.setMinWidth(least(key));
            column.setPrefWidth(Measures.px(wanted > 0 ? wanted : kind.usual()));
        });
        fit();
    }

    private TableColumn<Row, Row> column(Ordering.Key key) {
        return Objects.requireNonNull(columns.get(key));
    }

    private ColumnKind kind(Ordering.Key key) {
        return Objects.requireNonNull(kinds.get(key));
    }

    /** Shows what has room, and by what the rows are ordered: the detail pane has the rest. */
    private void fit() {
        if (table.getWidth() > 0) {
            fitInto(table.getWidth());
        }
    }

    private void fitInto(double width) {
        model.fit(width - SteadyWidths.SCROLL_BAR, key -> Measures.px(kind(key).narrowest()), Measures.px(1));
        List<Ordering.Key> shown = model.fitProperty().get().shown();
        columns.forEach((key, column) -> column.setVisible(shown.contains(key)));
    }

    /** In pixels; what was made narrower by hand may be so. Which columns have room does not depend on it: to size one neither shows nor hides another. */
    private double least(Ordering.Key key) {
        double wanted = model.width(key);
        double narrowest = kind(key).narrowest();
        return Measures.px(wanted > 0 ? Math.min(wanted, narrowest) : narrowest);
    }

    private void arrange() {
        List<TableColumn<Row, Row>> order =
                model.order().stream().map(this::column).toList();
        if (!table.getColumns().equals(order)) {
            ours = true;
            List<TableColumn<Row, ?>> sorted = List.copyOf(table.getSortOrder());
            table.getColumns().setAll(order);
            table.getSortOrder().setAll(sorted); // a column that is taken out is taken out of that, too
            ours = false;
        }
    }

    private void showOrder() {
        Ordering now = model.orderingProperty().get();
        TableColumn<Row, Row> column = column(now.key());
        ours = true;
        column.setSortType(now.descending() ? TableColumn.SortType.DESCENDING : TableColumn.SortType.ASCENDING);
        if (!table.getSortOrder().equals(List.of(column))) {
            table.getSortOrder().setAll(List.of(column));
        }
        ours = false;
    }

    private boolean sorted() {
        if (!ours) {
            if (table.getSortOrder().isEmpty()) {
                again();
            } else {
                TableColumn<Row, ?> by = table.getSortOrder().getFirst();
                model.orderingProperty()
                        .set(new Ordering(
                                Ordering.Key.valueOf(by.getId()), by.getSortType() == TableColumn.SortType.DESCENDING));
            }
        }
        return true;
    }

    /** The third click on a header takes its order away: then the newest are first, and the header says so. */
    private void again() {
        boolean newest = model.orderingProperty().get().equals(Ordering.NEWEST);
        model.orderingProperty().set(new Ordering(Ordering.Key.CREATED, !newest));
        showOrder();
    }

    private void dragged() {
        if (!ours && table.getColumns().size() == columns.size()) {
            model.reorder(table.getColumns().stream()
                    .map(column -> Ordering.Key.valueOf(column.getId()))
                    .toList());
        }
    }

    /** At a header a column may be about to be made wider than it would become by itself, and others narrower for it. */
    private void pressed(MouseEvent event) {
        pressed = Map.of();
        for (Node node = event.getTarget() instanceof Node some ? some : null; node != null; node = node.getParent()) {
            if (node.getStyleClass().contains("column-header-background")) {
                pressed = widths();
                columns.values().forEach(column -> {
                    column.setMaxWidth(ANY_WIDTH);
                    column.setMinWidth(Measures.px(NARROWEST));
                });
                return;
            }
        }
    }

    private void released() {
        Map<Ordering.Key, Double> before = pressed;
        pressed = Map.of();
        Map<Ordering.Key, Double> now = widths();
        if (before.isEmpty()) {
            return;
        }
        if (before.keySet().equals(now.keySet()) && !before.equals(now)) {
            model.resize(now);
        } else {
            measure();
        }
    }

    /** At the normal size of text. */
    private Map<Ordering.Key, Double> widths() {
        Map<Ordering.Key, Double> widths = new EnumMap<>(Ordering.Key.class);
        table.getVisibleLeafColumns()
                .forEach(
                        column -> widths.put(Ordering.Key.valueOf(column.getId()), column.getWidth() / Measures.px(1)));
        return widths;
    }

    /** What a column is called. */
    static String title(Ordering.Key key) {
        return Text.get("sessions.column." + key.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static TableColumn<Row, Row> column(Ordering.Key key, ColumnKind kind) {
        TableColumn<Row, Row> column = new TableColumn<>(title(key));
        column.setId(key.name());
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        column.setCellFactory(_ -> kind.cells().get());
        if (kind.right()) {
            column.getStyleClass().add(RIGHT);
        }
        return column;
    }
}
