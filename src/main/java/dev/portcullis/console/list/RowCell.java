package dev.portcullis.console.list;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/**
 * A cell that draws its row, with what it keeps for that.
 *
 * @param <R> a row
 */
public abstract class RowCell<R> extends TableCell<R, R> {
    private final Tooltip tip = new Tooltip();

    protected abstract Node draw(R row);

    @Override
    protected final void updateItem(@Nullable R row, boolean empty) {
        super.updateItem(row, empty);
        setTooltip(null);
        setGraphic(empty || row == null ? null : draw(row));
    }

    /** Says more on hover; nothing if these are no words. */
    protected final void tip(String words) {
        tip.setText(words);
        setTooltip(words.isEmpty() ? null : tip);
    }

    /** Draws it again whenever that changes. */
    protected final void follow(ObservableValue<?> what) {
        what.subscribe(() -> {
            R row = getItem();
            if (row != null && !isEmpty()) {
                draw(row);
            }
        });
    }
}
