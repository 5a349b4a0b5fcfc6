package dev.portcullis.console.list;

import dev.portcullis.console.common.Tips;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;

/**
 * A cell that draws its row, with what it keeps for that.
 *
 * @param <R> a row
 */
public abstract class RowCell<R> extends TableCell<R, R> {
    private final Runnable renewTip = Tips.install(this, this::words);
    private Supplier<String> words = RowCell::nothing;

    protected abstract Node draw(R row);

    @Override
    protected final void updateItem(@Nullable R row, boolean empty) {
        super.updateItem(row, empty);
        words = RowCell::nothing;
        setGraphic(empty || row == null ? null : draw(row));
        renewTip.run();
    }

    /** Says more on hover; nothing if these are no words. */
    protected final void tip(String words) {
        tip(() -> words);
    }

    /** Likewise, words that are made when the pointer comes. */
    protected final void tip(Supplier<String> words) {
        this.words = words;
        renewTip.run();
    }

    private static String nothing() {
        return "";
    }

    private String words() {
        return words.get();
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
