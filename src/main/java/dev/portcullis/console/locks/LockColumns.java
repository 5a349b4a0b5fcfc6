package dev.portcullis.console.locks;

import dev.portcullis.api.Lock;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.chart.Level;
import dev.portcullis.console.chart.TimeBar;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.list.Columns;
import dev.portcullis.console.list.RowCell;
import dev.portcullis.console.list.WordsCell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** The columns of the locks' table. */
final class LockColumns {
    private LockColumns() {}

    static Columns<Lock> of(LocksModel model) {
        Columns<Lock> columns = new Columns<>();
        var kind = columns.add("locks.field.kind", 82, 90, 110, KindCell::new);
        var target = columns.words("locks.field.target", 190, 250, 420, LockWords::target, "medium");
        var reason = columns.words("locks.field.reason", 140, 240, 900, Lock::reason);
        var by = columns.words("locks.field.by", 130, 190, 300, Lock::by, "second");
        var at = columns.add(
                "locks.field.at",
                104,
                116,
                140,
                () -> new WordsCell<Lock>(
                        lock -> Figures.moment(lock.at(), model.nowProperty().get()),
                        lock -> Figures.absolute(lock.at()),
                        "mono",
                        "second"));
        var until = columns.add("locks.field.until", 118, 128, 170, () -> new UntilCell(model));
        return columns.byImportance(List.of(target, until, kind, reason, by, at));
    }

    private static final class KindCell extends RowCell<Lock> {
        private final Label label = new Label();

        @Override
        protected Node draw(Lock lock) {
            label.setText(LockWords.kind(lock.kind()));
            label.getStyleClass().setAll("label", "tag", lock.kind() == Lock.Kind.ACCOUNT ? "warn" : "accent");
            return label;
        }
    }

    private static final class UntilCell extends RowCell<Lock> {
        private static final double BAR_WIDTH = 34;

        private final LocksModel model;
        private final TimeBar bar = new TimeBar();
        private final Label left = new Label();
        private final HBox box = new HBox(8, bar, left);

        UntilCell(LocksModel model) {
            this.model = model;
            bar.setMinWidth(Region.USE_PREF_SIZE);
            bar.setMaxWidth(Region.USE_PREF_SIZE);
            left.setMinWidth(Region.USE_PREF_SIZE);
            box.setAlignment(Pos.CENTER_LEFT);
            follow(model.nowProperty());
        }

        @Override
        protected Node draw(Lock lock) {
            Instant until = lock.until();
            bar.setVisible(until != null);
            bar.setManaged(until != null);
            if (until == null) {
                left.getStyleClass().setAll("label", "second");
                left.setText(Text.get("locks.until.lifted"));
                tip(Text.get("locks.until.lifted.tip"));
                return box;
            }
            Instant now = model.nowProperty().get();
            bar.setPrefWidth(Measures.px(BAR_WIDTH));
            bar.show(Level.fraction(now, until, Duration.between(lock.at(), until)));
            left.getStyleClass().setAll("label", "mono");
            left.setText(Figures.span(Duration.between(now, until)));
            tip(() -> Figures.absolute(until));
            return box;
        }
    }
}
