package dev.portcullis.console.list;

import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/**
 * The columns of a list's table: how wide they are at each size of text, and which of them are shown where there is little room.
 *
 * @param <R> a row
 */
public final class Columns<R> {
    /** In pixels. */
    private static final double SCROLL_BAR = 12;

    private final Map<TableColumn<R, R>, Width> widths = new LinkedHashMap<>();

    /** What is shown first where there is little room. */
    private List<TableColumn<R, R>> importance = List.of();

    /** In pixels at the normal size of text. */
    private record Width(double least, double usual, double most) {}

    /**
     * A further column, to the right of the others.
     *
     * @param title the key of its words
     * @param least how narrow it may be, in pixels at the normal size of text
     */
    public TableColumn<R, R> add(
            String title, double least, double usual, double most, Supplier<? extends TableCell<R, R>> cell) {
        TableColumn<R, R> column = new TableColumn<>(Text.get(title));
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        column.setCellFactory(_ -> cell.get());
        widths.put(column, new Width(least, usual, most));
        return column;
    }

    /** One of words, all of which are shown on hover. */
    public TableColumn<R, R> words(
            String title, double least, double usual, double most, Function<R, String> words, String... styleClasses) {
        return add(title, least, usual, most, () -> new WordsCell<>(words, words, styleClasses));
    }

    /** Says which are shown first where there is little room; the pane beside the table has the rest. */
    public Columns<R> byImportance(List<TableColumn<R, R>> first) {
        importance = first;
        return this;
    }

    void install(TableView<R> table) {
        table.widthProperty().subscribe(width -> fit(width.doubleValue()));
        table.getColumns().setAll(widths.keySet());
    }

    /** Gives them the widths that the size of text asks for. */
    void measure(double room) {
        widths.forEach((column, width) -> {
            column.setMinWidth(0);
            column.setMaxWidth(Measures.px(width.most()));
            column.setMinWidth(Measures.px(width.least()));
            column.setPrefWidth(Measures.px(width.usual()));
        });
        fit(room);
    }

    private void fit(double width) {
        if (width <= 0) {
            return;
        }
        double room = width - Measures.px(SCROLL_BAR);
        for (TableColumn<R, R> column : importance) {
            boolean fits = column.getMinWidth() <= room;
            column.setVisible(fits);
            room -= fits ? column.getMinWidth() : 0;
        }
    }
}
