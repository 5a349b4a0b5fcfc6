package dev.portcullis.console.sessions;

import java.time.Instant;
import java.util.function.BiFunction;
import javafx.scene.Node;
import javafx.scene.control.Label;

/** A cell of one word or number. */
final class WordCell extends SessionCell {
    private final Label label = new Label();
    private final BiFunction<Row, Instant, String> word;
    private final BiFunction<Row, Instant, String> whole;

    /**
     * @param word what stands there
     * @param whole what the tooltip says; blank for none
     */
    WordCell(
            Beat beat,
            String styleClass,
            BiFunction<Row, Instant, String> word,
            BiFunction<Row, Instant, String> whole) {
        super(beat, styleClass);
        this.word = word;
        this.whole = whole;
    }

    @Override
    Node content() {
        return label;
    }

    @Override
    void draw(Row row, Instant now) {
        label.setText(word.apply(row, now));
    }

    @Override
    String whole(Row row, Instant now) {
        return whole.apply(row, now);
    }
}
