package dev.portcullis.console.sessions;

import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Places;
import dev.portcullis.console.common.Text;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.util.Callback;

/** The table's columns: what each shows, how wide it is, and which give way when there is little room. */
final class Columns {
    private static final String RIGHT = "right";

    /** What is shown first where there is little room. */
    private static final List<Ordering.Key> IMPORTANCE = List.of(
            Ordering.Key.USER,
            Ordering.Key.ADDRESS,
            Ordering.Key.IDLE,
            Ordering.Key.ENDS,
            Ordering.Key.ACCESS,
            Ordering.Key.REFRESH,
            Ordering.Key.DEVICE,
            Ordering.Key.SEEN,
            Ordering.Key.CREATED,
            Ordering.Key.PERMISSIONS);

    /** How many of them one must not do without. */
    private static final int ALWAYS = 8;

    private final Map<Ordering.Key, TableColumn<Row, Row>> columns = new EnumMap<>(Ordering.Key.class);
    /** Of each column the narrowest, the usual and the widest, in pixels at the normal size of text. */
    private final Map<TableColumn<Row, Row>, double[]> widths = new HashMap<>();

    private final Beat beat;

    Columns(Beat beat) {
        this.beat = beat;
        column(Ordering.Key.USER, 150, 205, 420, _ -> new UserCell(beat));
        column(
                Ordering.Key.DEVICE,
                96,
                160,
                260,
                _ -> new TaggedCell(
                                beat,
                                "device-cell",
                                row -> row.session().device(),
                                Columns::newDevice,
                                row -> Objects.requireNonNullElse(row.session().userAgent(), ""))
                        .wordGivesWay());
        column(
                Ordering.Key.ADDRESS,
                121,
                168,
                220,
                _ -> new TaggedCell(beat, "address-cell", Columns::address, Columns::network, Columns::wholeAddress));
        column(
                Ordering.Key.CREATED,
                92,
                92,
                92,
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
                        (row, _) -> Figures.absolute(row.session().lastSeenAt())));
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
        table.getSortOrder().setAll(List.of(first));
        // The rows are ordered where they are merged, not here: the table only says how.
        table.setSortPolicy(_ -> {
            if (table.getSortOrder().isEmpty()) {
                again(table, model.orderingProperty().get());
            } else {
                model.orderingProperty().set(chosen(table.getSortOrder().getFirst()));
            }
            return true;
        });
        table.widthProperty().subscribe(width -> fit(width.doubleValue(), model));
        model.orderingProperty().subscribe(_ -> fit(table.getWidth(), model));
    }

    /** Gives them the widths that the size of text asks for. */
    void measure(TableView<Row> table, SessionsModel model) {
        widths.forEach((column, each) -> {
            // From the inside: no width is ever beyond the other two.
            column.setMinWidth(0);
            column.setMaxWidth(Measures.px(each[2]));
            column.setMinWidth(Measures.px(each[0]));
            column.setPrefWidth(Measures.px(each[1]));
        });
        fit(table.getWidth(), model);
    }

    TableColumn<Row, Row> column(Ordering.Key key) {
        return Objects.requireNonNull(columns.get(key));
    }

    /** Shows what has room, and by what the rows are ordered: the detail pane has the rest. */
    private void fit(double width, SessionsModel model) {
        if (width <= 0) {
            return;
        }
        Ordering.Key sorted = model.orderingProperty().get().key();
        boolean said = !usual(model.orderingProperty().get(), width);
        double room = width - SteadyWidths.SCROLL_BAR - (said ? column(sorted).getMinWidth() : 0);
        for (Ordering.Key key : IMPORTANCE) {
            if (key != sorted || !said) {
                double needed = column(key).getMinWidth();
                boolean fits = needed + spare(key) <= room;
                column(key).setVisible(fits);
                room -= fits ? needed : 0;
            }
        }
        column(sorted).setVisible(said || column(sorted).isVisible());
    }

    /** That the newest come first goes without saying where that would take another column's place. */
    private boolean usual(Ordering ordering, double width) {
        double all = IMPORTANCE.subList(0, ALWAYS).stream()
                .mapToDouble(key -> column(key).getMinWidth())
                .sum();
        double created = column(Ordering.Key.CREATED).getMinWidth();
        return ordering.equals(Ordering.NEWEST) && all + created > width - SteadyWidths.SCROLL_BAR;
    }

    /** What the other columns should have beyond the least before this one is shown, too. */
    private static double spare(Ordering.Key key) {
        return switch (key) {
            case CREATED -> Measures.px(70);
            case PERMISSIONS -> Measures.px(130);
            default -> 0;
        };
    }

    /** The third click on a header takes its order away: then the newest are first, and the header says so. */
    private void again(TableView<Row> table, Ordering before) {
        TableColumn<Row, Row> created = column(Ordering.NEWEST.key());
        created.setSortType(
                before.equals(Ordering.NEWEST) ? TableColumn.SortType.ASCENDING : TableColumn.SortType.DESCENDING);
        table.getSortOrder().setAll(List.of(created));
    }

    private static Ordering chosen(TableColumn<Row, ?> column) {
        return new Ordering(
                Ordering.Key.valueOf(column.getId()), column.getSortType() == TableColumn.SortType.DESCENDING);
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
        widths.put(column, new double[] {narrowest, width, widest});
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

    private static String wholeAddress(Row row) {
        return Places.text(row.session())
                .map(place -> address(row) + " · " + place)
                .orElseGet(() -> address(row));
    }

    private static Optional<TaggedCell.Tag> newDevice(Row row) {
        return row.session().newDevice()
                ? Optional.of(new TaggedCell.Tag(Text.get("sessions.new"), "warn"))
                : Optional.empty();
    }

    /** What the network is called; in the colour of what is new if the user had not been there, and in words if it has no name. */
    private static Optional<TaggedCell.Tag> network(Row row) {
        String name = row.session().network();
        boolean isNew = row.session().newNetwork();
        if (name == null) {
            return isNew ? Optional.of(new TaggedCell.Tag(Text.get("sessions.new"), "warn")) : Optional.empty();
        }
        return Optional.of(new TaggedCell.Tag(name, isNew ? "warn" : "second"));
    }

    private static String permissions(Row row) {
        return String.join(", ", row.session().permissions());
    }

    private static String ago(Row row, java.time.Instant now) {
        return Text.get(
                "sessions.ago",
                Figures.absolute(row.session().createdAt()),
                Figures.ago(Duration.between(row.session().createdAt(), now)));
    }
}
