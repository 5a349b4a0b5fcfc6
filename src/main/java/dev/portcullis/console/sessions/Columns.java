package dev.portcullis.console.sessions;

import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.util.Callback;

/** The table's columns: what each shows, how wide it is, and which give way when there is little room. */
final class Columns {
    private static final String RIGHT = "right";

    private final Map<Ordering.Key, TableColumn<Row, Row>> columns = new EnumMap<>(Ordering.Key.class);
    private final Beat beat;

    Columns(Beat beat) {
        this.beat = beat;
        column(Ordering.Key.USER, 150, 205, 420, _ -> new UserCell(beat));
        column(
                Ordering.Key.DEVICE,
                96,
                160,
                260,
                _ -> words(
                        "device-cell",
                        row -> row.session().device(),
                        row -> Objects.requireNonNullElse(row.session().userAgent(), "")));
        column(Ordering.Key.ADDRESS, 121, 121, 130, _ -> words("address-cell", Columns::address, Columns::address));
        column(
                Ordering.Key.CREATED,
                78,
                78,
                78,
                _ -> new WordCell(
                        beat,
                        "created-cell",
                        (row, now) -> Figures.moment(row.session().createdAt(), now),
                        (row, now) -> ago(row, now)));
        column(
                Ordering.Key.SEEN,
                56,
                56,
                56,
                _ -> new WordCell(
                        beat,
                        "seen-cell",
                        (row, now) -> Figures.ago(Duration.between(row.session().lastSeenAt(), now)),
                        (row, now) -> Figures.moment(row.session().lastSeenAt(), now)));
        column(Ordering.Key.IDLE, 98, 98, 98, _ -> new LimitCell(beat, LimitCell.Limit.IDLE));
        column(Ordering.Key.ENDS, 108, 108, 108, _ -> new LimitCell(beat, LimitCell.Limit.ABSOLUTE));
        column(Ordering.Key.ACCESS, 106, 106, 106, _ -> new AccessCell(beat));
        column(Ordering.Key.REFRESH, 128, 128, 128, _ -> new RefreshCell(beat));
        column(
                Ordering.Key.PERMISSIONS,
                96,
                150,
                600,
                _ -> words("permissions-cell", Columns::permissions, Columns::permissions));
        column(Ordering.Key.SEEN).getStyleClass().add(RIGHT);
    }

    /** Puts them into the table, and the table's order into the model. */
    void install(TableView<Row> table, SessionsModel model) {
        table.getColumns().setAll(columns.values());
        TableColumn<Row, Row> first = column(model.orderingProperty().get().key());
        first.setSortType(
                model.orderingProperty().get().descending()
                        ? TableColumn.SortType.DESCENDING
                        : TableColumn.SortType.ASCENDING);
        table.getSortOrder().setAll(java.util.List.of(first));
        // The rows are ordered where they are merged, not here: the table only says how.
        table.setSortPolicy(_ -> {
            model.orderingProperty().set(chosen(table));
            return true;
        });
        table.widthProperty().addListener((_, _, width) -> fit(width.doubleValue()));
    }

    TableColumn<Row, Row> column(Ordering.Key key) {
        return Objects.requireNonNull(columns.get(key));
    }

    /** Shows what has room: the detail pane has the rest. */
    private void fit(double width) {
        column(Ordering.Key.PERMISSIONS).setVisible(width >= 1180);
        column(Ordering.Key.CREATED).setVisible(width >= 1020);
        column(Ordering.Key.DEVICE).setVisible(width >= 800);
    }

    private static Ordering chosen(TableView<Row> table) {
        return table.getSortOrder().isEmpty()
                ? Ordering.NEWEST
                : new Ordering(
                        Ordering.Key.valueOf(table.getSortOrder().getFirst().getId()),
                        table.getSortOrder().getFirst().getSortType() == TableColumn.SortType.DESCENDING);
    }

    private void column(
            Ordering.Key key,
            double narrowest,
            double width,
            double widest,
            Callback<TableColumn<Row, Row>, TableCell<Row, Row>> cells) {
        TableColumn<Row, Row> column =
                new TableColumn<>(Text.get("sessions.column." + key.name().toLowerCase(Locale.ROOT)));
        column.setId(key.name());
        column.setMinWidth(narrowest);
        column.setPrefWidth(width);
        column.setMaxWidth(widest);
        column.setReorderable(false);
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        column.setCellFactory(cells);
        columns.put(key, column);
    }

    private WordCell words(
            String styleClass,
            java.util.function.Function<Row, String> word,
            java.util.function.Function<Row, String> whole) {
        return new WordCell(beat, styleClass, (row, _) -> word.apply(row), (row, _) -> whole.apply(row));
    }

    private static String address(Row row) {
        return Objects.requireNonNullElse(row.session().address(), Text.get("sessions.address.unknown"));
    }

    private static String permissions(Row row) {
        return String.join(", ", row.session().permissions());
    }

    private static String ago(Row row, java.time.Instant now) {
        return Text.get(
                "sessions.ago", Figures.ago(Duration.between(row.session().createdAt(), now)));
    }
}
