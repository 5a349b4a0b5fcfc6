package dev.portcullis.console.locks;

import dev.portcullis.api.Lock;
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
import java.util.function.Function;
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

/** The columns of the locks' table. */
final class LockColumns {
    /** In pixels. */
    private static final double SCROLL_BAR = 12;

    private final Map<TableColumn<Lock, Lock>, double[]> widths = new LinkedHashMap<>();
    private final LocksModel model;

    /** What is shown first where there is little room. */
    private List<TableColumn<Lock, Lock>> importance = List.of();

    LockColumns(LocksModel model) {
        this.model = model;
    }

    void install(TableView<Lock> table) {
        var kind = column("locks.field.kind", 82, 90, 110, KindCell::new);
        var target = column("locks.field.target", 190, 250, 420, () -> new WordsCell(LockWords::target, "medium"));
        var reason = column("locks.field.reason", 140, 240, 900, () -> new WordsCell(Lock::reason, ""));
        var by = column("locks.field.by", 130, 190, 300, () -> new WordsCell(Lock::by, "second"));
        var at = column("locks.field.at", 104, 116, 140, AtCell::new);
        var until = column("locks.field.until", 118, 128, 170, UntilCell::new);
        importance = List.of(target, until, kind, reason, by, at);
        table.widthProperty().subscribe(width -> fit(width.doubleValue()));
        table.getColumns().setAll(widths.keySet());
    }

    /** Shows what has room: the pane beside the table has the rest. */
    private void fit(double width) {
        if (width <= 0) {
            return;
        }
        double room = width - Measures.px(SCROLL_BAR);
        for (TableColumn<Lock, Lock> column : importance) {
            boolean fits = column.getMinWidth() <= room;
            column.setVisible(fits);
            room -= fits ? column.getMinWidth() : 0;
        }
    }

    /** Gives them the widths that the size of text asks for. */
    void measure(TableView<Lock> table) {
        widths.forEach((column, each) -> {
            column.setMinWidth(0);
            column.setMaxWidth(Measures.px(each[2]));
            column.setMinWidth(Measures.px(each[0]));
            column.setPrefWidth(Measures.px(each[1]));
        });
        fit(table.getWidth());
    }

    private TableColumn<Lock, Lock> column(
            String title, double narrowest, double width, double widest, Supplier<TableCell<Lock, Lock>> cell) {
        TableColumn<Lock, Lock> column = new TableColumn<>(Text.get(title));
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        column.setCellFactory(_ -> cell.get());
        widths.put(column, new double[] {narrowest, width, widest});
        return column;
    }

    /** A cell that draws a lock. */
    private abstract static class Cell extends TableCell<Lock, Lock> {
        abstract Node draw(Lock lock);

        @Override
        protected void updateItem(@Nullable Lock lock, boolean empty) {
            super.updateItem(lock, empty);
            setGraphic(empty || lock == null ? null : draw(lock));
        }
    }

    /** Words that may be too many for their place: all of them on hover. */
    private static final class WordsCell extends Cell {
        private final Function<Lock, String> words;
        private final Label label = new Label();

        WordsCell(Function<Lock, String> words, String styleClass) {
            this.words = words;
            label.getStyleClass().add(styleClass);
            setTooltip(new Tooltip());
        }

        @Override
        Node draw(Lock lock) {
            label.setText(words.apply(lock));
            getTooltip().setText(label.getText());
            return label;
        }
    }

    private static final class KindCell extends Cell {
        private final Label label = new Label();

        @Override
        Node draw(Lock lock) {
            label.setText(LockWords.kind(lock.kind()));
            label.getStyleClass().setAll("label", "tag", lock.kind() == Lock.Kind.ACCOUNT ? "warn" : "accent");
            return label;
        }
    }

    private final class AtCell extends Cell {
        private final Label label = new Label();

        AtCell() {
            label.getStyleClass().addAll("mono", "second");
            setTooltip(new Tooltip());
        }

        @Override
        Node draw(Lock lock) {
            label.setText(Figures.moment(lock.at(), model.nowProperty().get()));
            getTooltip().setText(Figures.absolute(lock.at()));
            return label;
        }
    }

    private final class UntilCell extends Cell {
        private static final double BAR_WIDTH = 34;

        private final TimeBar bar = new TimeBar();
        private final Label left = new Label();
        private final HBox box = new HBox(8, bar, left);

        UntilCell() {
            bar.setMinWidth(Region.USE_PREF_SIZE);
            bar.setMaxWidth(Region.USE_PREF_SIZE);
            left.setMinWidth(Region.USE_PREF_SIZE);
            box.setAlignment(Pos.CENTER_LEFT);
            setTooltip(new Tooltip());
            model.nowProperty().subscribe(() -> {
                Lock lock = getItem();
                if (lock != null && !isEmpty()) {
                    draw(lock);
                }
            });
        }

        @Override
        Node draw(Lock lock) {
            Instant until = lock.until();
            bar.setVisible(until != null);
            bar.setManaged(until != null);
            if (until == null) {
                left.getStyleClass().setAll("label", "second");
                left.setText(Text.get("locks.until.lifted"));
                getTooltip().setText(Text.get("locks.until.lifted.tip"));
                return box;
            }
            Instant now = model.nowProperty().get();
            bar.setPrefWidth(Measures.px(BAR_WIDTH));
            bar.show(Level.fraction(now, until, Duration.between(lock.at(), until)));
            left.getStyleClass().setAll("label", "mono");
            left.setText(Figures.span(Duration.between(now, until)));
            getTooltip().setText(Figures.absolute(until));
            return box;
        }
    }
}
