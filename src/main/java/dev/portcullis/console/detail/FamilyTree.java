package dev.portcullis.console.detail;

import dev.portcullis.api.TokenFamily;
import dev.portcullis.console.common.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A token family, drawn as a tree: the newest token at the top, each hanging on the one that it came from, and what was presented again branching off. */
public final class FamilyTree extends VBox {
    private final Set<Integer> opened = new HashSet<>();
    private @Nullable TokenFamily family;
    private List<FamilyLine> lines = List.of();
    private Instant now = Instant.EPOCH;
    private final List<Label> times = new ArrayList<>();
    private final List<Label> stories = new ArrayList<>();

    public FamilyTree() {
        getStyleClass().add("tree");
    }

    /** Draws a family, if it is another than was drawn before. */
    void show(TokenFamily read, Instant at) {
        now = at;
        if (family == null || !family.handle().equals(read.handle())) {
            opened.clear();
        }
        if (!read.equals(family)) {
            family = read;
            draw();
        }
    }

    /** Shows what time has changed. */
    void tick(Instant at) {
        now = at;
        for (int i = 0; i < lines.size(); i++) {
            times.get(i).setText(FamilyWords.when(lines.get(i), now));
            stories.get(i).setText(FamilyWords.story(lines.get(i), now));
        }
    }

    /** All that is drawn, as text. */
    String text() {
        return lines.stream()
                .map(line -> (isBranch(line) ? "  " : "") + FamilyWords.text(line, now))
                .collect(Collectors.joining("\n"));
    }

    private void draw() {
        TokenFamily drawn = family;
        if (drawn == null) {
            return;
        }
        lines = FamilyLines.of(drawn, opened);
        times.clear();
        stories.clear();
        List<Node> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            rows.add(row(lines.get(i), i == 0, i == lines.size() - 1));
        }
        Parts.refill(this, () -> getChildren().setAll(rows));
    }

    private Node row(FamilyLine line, boolean first, boolean last) {
        Optional<FamilyWords.Mark> mark = FamilyWords.mark(line);
        boolean branch = isBranch(line);
        Label title = label(FamilyWords.title(line), line instanceof FamilyLine.Token ? "tree-title" : "tree-word");
        Label time = label(FamilyWords.when(line, now), "tree-time");
        HBox head = new HBox(title);
        head.getStyleClass().add("tree-head");
        title.setMinWidth(Label.USE_PREF_SIZE);
        mark.ifPresent(each -> {
            Label tag = label(each.word(), "tag", each.tone());
            tag.setMinWidth(Label.USE_PREF_SIZE);
            head.getChildren().add(tag);
        });
        HBox.setHgrow(time, Priority.ALWAYS);
        time.setMaxWidth(Double.MAX_VALUE);
        time.setMinWidth(Label.USE_PREF_SIZE);
        head.getChildren().add(time);
        Label story = label(FamilyWords.story(line, now), "tree-story");
        story.setWrapText(true);
        story.setMinHeight(Label.USE_PREF_SIZE);
        story.managedProperty().bind(story.textProperty().isNotEmpty());
        times.add(time);
        stories.add(story);
        VBox words = new VBox(head, story);
        words.getStyleClass().add("tree-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        String tone = mark.map(FamilyWords.Mark::tone)
                .orElse(
                        switch (line) {
                            case FamilyLine.Quiet _ -> "quiet";
                            case FamilyLine.Renewed _ -> "accent";
                            default -> "spent";
                        });
        TreeRow row = new TreeRow(new Rail(tone, branch, first, last), words, this::copied);
        row.describe(FamilyWords.text(line, now), FamilyWords.whenExactly(line));
        if (line instanceof FamilyLine.Quiet quiet) {
            row.opens(Text.get("detail.family.quiet.open"), () -> open(quiet));
        }
        return row;
    }

    /** What a row copies. */
    private String copied(TreeRow row) {
        int place = getChildren().indexOf(row);
        return place < 0 ? "" : FamilyWords.text(lines.get(place), now);
    }

    private void open(FamilyLine.Quiet quiet) {
        int down = Math.max(quiet.oldest(), quiet.newest() - FamilyLines.STEP + 1);
        for (int generation = quiet.newest(); generation >= down; generation--) {
            opened.add(generation);
        }
        draw();
    }

    private static boolean isBranch(FamilyLine line) {
        return line instanceof FamilyLine.Reuse || line instanceof FamilyLine.Renewed;
    }

    private static Label label(String text, String... styleClasses) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styleClasses);
        return label;
    }
}
