package dev.portcullis.console.detail;

import dev.portcullis.api.SessionEvent;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What happened to a session, drawn downwards into the past, day by day. */
public final class Timeline extends VBox {
    private final Set<String> opened = new HashSet<>();
    private List<SessionEvent> events = List.of();
    private Consumer<UUID> onReceipt = _ -> {};

    public Timeline() {
        getStyleClass().addAll("tree", "timeline");
    }

    /** Who is asked to show a revocation's receipt. */
    void onReceipt(Consumer<UUID> shower) {
        onReceipt = shower;
    }

    /** Draws events, if they are others than were drawn before. */
    void show(List<SessionEvent> now) {
        if (now.isEmpty()) {
            opened.clear();
        }
        if (!now.equals(events)) {
            events = List.copyOf(now);
            draw();
        }
    }

    /** Puts the keyboard at the oldest. */
    void focusLast() {
        if (!getChildren().isEmpty()) {
            getChildren().getLast().requestFocus();
        }
    }

    /** All that is known, as text. */
    String text() {
        return events.stream().map(EventWords::text).collect(Collectors.joining("\n"));
    }

    private void draw() {
        List<TimelineLine> lines = TimelineLine.of(events, ZoneId.systemDefault(), opened);
        List<Node> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean first = i == 0 || lines.get(i - 1) instanceof TimelineLine.Day;
            boolean last = i == lines.size() - 1 || lines.get(i + 1) instanceof TimelineLine.Day;
            rows.add(row(lines.get(i), first, last));
        }
        Parts.refill(this, () -> getChildren().setAll(rows));
    }

    private Node row(TimelineLine line, boolean first, boolean last) {
        return switch (line) {
            case TimelineLine.Day(var day) ->
                Parts.label(
                        DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                                .withLocale(Text.locale())
                                .format(day),
                        "timeline-day");
            case TimelineLine.Refreshes refreshes -> refreshes(refreshes, first, last);
            case TimelineLine.Happened(var event) -> happened(event, first, last);
        };
    }

    private TreeRow happened(SessionEvent event, boolean first, boolean last) {
        VBox words = words(EventWords.title(event), Figures.clock(event.at()));
        EventWords.lines(event).forEach(text -> words.getChildren().add(story(text)));
        UUID revocation = event.revocation();
        if (revocation != null) {
            Hyperlink receipt = new Hyperlink(Text.get("detail.event.receipt"));
            receipt.getStyleClass().add("tree-link");
            receipt.setOnAction(_ -> onReceipt.accept(revocation));
            words.getChildren().add(receipt);
        }
        TreeRow row =
                new TreeRow(new Rail(EventWords.tone(event), false, first, last), words, _ -> EventWords.text(event));
        row.describe(EventWords.text(event), Figures.absolute(event.at()));
        return row;
    }

    private TreeRow refreshes(TimelineLine.Refreshes all, boolean first, boolean last) {
        String title = Text.get("detail.event.refreshes", all.events().size());
        String between = Text.get("detail.event.between", Figures.clock(all.from()), Figures.clock(all.to()));
        VBox words = words(title, "");
        words.getChildren().add(story(between));
        TreeRow row = new TreeRow(
                new Rail("quiet", false, first, last),
                words,
                _ -> all.events().stream().map(EventWords::text).collect(Collectors.joining("\n")));
        row.describe(title + " · " + between, Figures.absolute(all.from()) + " – " + Figures.absolute(all.to()));
        row.opens(Text.get("detail.family.quiet.open"), () -> {
            opened.add(all.id());
            draw();
        });
        return row;
    }

    private static VBox words(String title, String at) {
        Label name = Parts.label(title, "tree-word");
        name.setWrapText(true);
        Label time = Parts.label(at, "tree-time");
        time.setMinWidth(USE_PREF_SIZE);
        time.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(time, Priority.ALWAYS);
        HBox head = new HBox(name, time);
        head.getStyleClass().add("tree-head");
        VBox words = new VBox(head);
        words.getStyleClass().add("tree-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        return words;
    }

    private static Label story(String text) {
        Label story = Parts.label(text, "tree-story");
        story.setWrapText(true);
        story.setMinHeight(USE_PREF_SIZE);
        return story;
    }
}
