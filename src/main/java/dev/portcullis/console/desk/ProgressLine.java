package dev.portcullis.console.desk;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.Ikon;

/** A line that says how far something is, and gives it up. It stays the same while that goes on: whoever is about to press its button still finds it there, and the keyboard on it. */
public final class ProgressLine {
    private final ProgressBar bar = NoticeLine.bar(ProgressBar.INDETERMINATE_PROGRESS);
    private final HBox line;
    private final Label what;

    /**
     * @param head what is under way
     * @param cancel gives it up
     */
    public ProgressLine(Ikon ikon, String head, Runnable cancel) {
        line = NoticeLine.of("plain", ikon, head, "", bar, NoticeLine.button("audit.cancel", cancel));
        what = line.getChildren().stream()
                .filter(Label.class::isInstance)
                .map(Label.class::cast)
                .toList()
                .getLast();
    }

    /**
     * The line, which says this now.
     *
     * @param progress from 0 to 1, or indeterminate
     */
    public Node at(String words, double progress) {
        what.setText(words);
        what.getTooltip().setText(words);
        bar.setProgress(progress);
        return line;
    }
}
