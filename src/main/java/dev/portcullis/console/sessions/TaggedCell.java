package dev.portcullis.console.sessions;

import dev.portcullis.console.common.Measures;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;

/** A cell of a word, and beside it a tag where there is something to say about it, and room for both. */
final class TaggedCell extends SessionCell {
    /** Less of a tag says nothing; in pixels at the normal size of text. */
    private static final double SHORTEST_TAG = 40;

    /** Longer than any address of IPv4: of these one sees enough from both ends. */
    private static final int LONG_WORD = 15;

    private final Label label = new Label();
    private final Label tag = new Label();
    private final HBox box = new HBox(label);
    private final Function<Row, String> word;
    private final Function<Row, Optional<Tag>> mark;
    private final Function<Row, String> whole;
    private Function<Row, List<String>> shorter = _ -> List.of();
    private boolean wordGivesWay;

    /** What has been fitted, and into how much: to measure words is dear. */
    private String fitted = "";

    private double fittedInto = -1;

    /** What stands beside it, in one of the style's colours. */
    record Tag(String text, String colour) {}

    /** @param whole what the tooltip says; blank for none */
    TaggedCell(
            Beat beat,
            String styleClass,
            Function<Row, String> word,
            Function<Row, Optional<Tag>> mark,
            Function<Row, String> whole) {
        super(beat, styleClass);
        this.word = word;
        this.mark = mark;
        this.whole = whole;
        tag.getStyleClass().addAll("tag", "second");
        label.setMinWidth(0);
        label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        widthProperty().subscribe(_ -> fit());
        for (Label each : List.of(label, tag)) {
            each.skinProperty().subscribe(_ -> anew()); // before it has one, it has no width either
            each.fontProperty().subscribe(_ -> anew());
        }
        box.getStyleClass().add("tagged");
    }

    /**
     * Where there is no room for both, the word is cut instead of the tag: for words of which half still says something.
     *
     * @param forms the word said more shortly, the longest first; the first that has room stands there
     */
    TaggedCell wordGivesWay(Function<Row, List<String>> forms) {
        wordGivesWay = true;
        shorter = forms;
        label.setTextOverrun(OverrunStyle.ELLIPSIS);
        return this;
    }

    @Override
    Node content() {
        return box;
    }

    @Override
    void draw(Row row, Instant now) {
        if (!wordGivesWay) {
            label.setText(word.apply(row));
        }
        Optional<Tag> marked = mark.apply(row);
        marked.ifPresent(shown -> {
            tag.setText(shown.text());
            tag.getStyleClass().set(tag.getStyleClass().size() - 1, shown.colour());
        });
        if (marked.isPresent() != box.getChildren().contains(tag)) {
            box.getChildren().setAll(marked.isPresent() ? new Node[] {label, tag} : new Node[] {label});
        }
        fit();
    }

    @Override
    String whole(Row row, Instant now) {
        return whole.apply(row);
    }

    /** Where there is too little room for both, a long tag is cut, its beginning says enough; if not even that has room, a long word gives way, or the tag. */
    private void fit() {
        double room = getWidth() - snappedLeftInset() - snappedRightInset();
        double whole = tag.prefWidth(-1);
        if (wordGivesWay) {
            shorten(box.getChildren().contains(tag) ? room - whole - box.getSpacing() : room);
        }
        double rest = room - label.prefWidth(-1) - box.getSpacing();
        double least = Math.min(whole, Measures.px(SHORTEST_TAG));
        boolean longWord = label.getText().length() > LONG_WORD;
        boolean fits = wordGivesWay || rest >= least || longWord;
        double width = wordGivesWay || rest >= whole ? USE_PREF_SIZE : Math.max(rest, least);
        tag.setMinWidth(width);
        tag.setMaxWidth(width);
        tag.setVisible(fits);
        tag.setManaged(fits);
    }

    private void anew() {
        fittedInto = -1;
        fit();
    }

    private void shorten(double room) {
        Row row = getItem();
        String full = row == null ? "" : word.apply(row);
        if (row == null || (full.equals(fitted) && room == fittedInto)) {
            return;
        }
        fitted = full;
        fittedInto = room;
        label.setText(full);
        for (String form : shorter.apply(row)) {
            if (label.prefWidth(-1) <= room) {
                return;
            }
            label.setText(form);
        }
    }
}
