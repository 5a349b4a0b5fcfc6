package dev.portcullis.console.sessions;

import java.time.Instant;
import javafx.css.PseudoClass;
import javafx.scene.control.TableRow;
import org.jspecify.annotations.Nullable;

/** A row of the table, marked for CSS: new, in trouble, lapsed, ended. */
final class SessionRow extends TableRow<Row> implements Beat.Ticking {
    static final PseudoClass SPENT = PseudoClass.getPseudoClass("spent");
    private static final PseudoClass FRESH = PseudoClass.getPseudoClass("fresh");
    private static final PseudoClass TROUBLE = PseudoClass.getPseudoClass("trouble");
    private static final PseudoClass LAPSED = PseudoClass.getPseudoClass("lapsed");
    private static final PseudoClass SUSPENDED = PseudoClass.getPseudoClass("suspended");
    private static final PseudoClass LEAVING = PseudoClass.getPseudoClass("leaving");
    private static final PseudoClass ENDED = PseudoClass.getPseudoClass("ended");

    private final Beat beat;

    SessionRow(Beat beat) {
        this.beat = beat;
        beat.add(this);
    }

    @Override
    protected void updateItem(@Nullable Row row, boolean empty) {
        super.updateItem(row, empty);
        mark(empty ? null : row, beat.now());
    }

    @Override
    public void tick(Instant now) {
        mark(isEmpty() ? null : getItem(), now);
    }

    private void mark(@Nullable Row row, Instant now) {
        pseudoClassStateChanged(FRESH, row != null && row.fresh());
        pseudoClassStateChanged(TROUBLE, row != null && row.reused());
        pseudoClassStateChanged(LAPSED, row != null && row.lapsed(now));
        pseudoClassStateChanged(SUSPENDED, row != null && row.suspended(now));
        pseudoClassStateChanged(LEAVING, row != null && row.leaving());
        pseudoClassStateChanged(ENDED, row != null && row.ended());
    }
}
