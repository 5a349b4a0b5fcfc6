package dev.portcullis.console.list;

import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Label;

/**
 * Words that may be too many for their place.
 *
 * @param <R> a row
 */
public final class WordsCell<R> extends RowCell<R> {
    private final Function<R, String> words;
    private final Function<R, String> tip;
    private final Label label = new Label();

    /** @param tip what is said on hover; empty for nothing */
    public WordsCell(Function<R, String> words, Function<R, String> tip, String... styleClasses) {
        this.words = words;
        this.tip = tip;
        label.getStyleClass().addAll(styleClasses);
    }

    @Override
    protected Node draw(R row) {
        label.setText(words.apply(row));
        tip(() -> tip.apply(row));
        return label;
    }
}
