package dev.portcullis.console.audit;

import dev.portcullis.api.AuditEntry;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Tips;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.ActionButton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** All that one entry says: who, what, to what, from where; what was before and what is now; how it hangs in the chain. */
final class EntryPane {
    /** How wide the names are, in each part alike, so that what they name stands in one line. In pixels at the normal size of text. */
    private static final double NAMES = 58;

    private final VBox body;
    private final Pane footer;
    private final List<Action> actions;

    EntryPane(VBox body, Pane footer, List<Action> actions) {
        this.body = body;
        this.footer = footer;
        this.actions = actions;
    }

    void show(AuditEntry entry) {
        Label title = styled(new Label(EntryText.action(entry.action())), "detail-title");
        title.setWrapText(true);
        Label when =
                styled(new Label(Text.get("audit.entry.when", entry.seq(), Figures.absolute(entry.at()))), "second");
        when.setWrapText(true);
        List<Node> parts = new ArrayList<>(List.of(styled(new VBox(title, when), "detail-head")));
        parts.add(section("audit.entry.who", who(entry)));
        parts.add(section("audit.entry.subject", subject(entry)));
        List<EntryText.Line> lines = EntryText.lines(entry);
        if (!lines.isEmpty()) {
            parts.add(section("audit.entry.detail", lines(lines)));
        }
        parts.add(section("audit.entry.chain", chain(entry)));
        body.getChildren().setAll(parts);
        footer.getChildren()
                .setAll(actions.stream()
                        .filter(Action::possible)
                        .map(action -> new ActionButton(action, ""))
                        .toList());
    }

    private static GridPane who(AuditEntry entry) {
        AuditEntry.Actor actor = entry.actor();
        GridPane facts = facts();
        fact(facts, "audit.fact.name", actor.name(), false);
        fact(facts, "audit.fact.kind", actorKind(actor.kind()), false);
        fact(facts, "audit.fact.id", actor.id(), true);
        fact(
                facts,
                "audit.fact.session",
                actor.session() == null ? null : actor.session().toString(),
                true);
        fact(facts, "audit.fact.address", entry.address(), true);
        fact(facts, "audit.fact.request", entry.request(), true);
        return facts;
    }

    private static GridPane subject(AuditEntry entry) {
        GridPane facts = facts();
        fact(facts, "audit.fact.kind", EntryText.kind(entry.subject().kind()), false);
        fact(facts, "audit.fact.id", entry.subject().id(), true);
        return facts;
    }

    private static GridPane chain(AuditEntry entry) {
        GridPane facts = facts();
        fact(facts, "audit.fact.action", entry.action(), true);
        fact(facts, "audit.fact.key", entry.key(), true);
        fact(facts, "audit.fact.mac", entry.mac(), true);
        return facts;
    }

    private static String actorKind(String kind) {
        return switch (kind) {
            case "account" -> Text.get("audit.actor.account");
            case "client" -> Text.get("audit.actor.client");
            case "system" -> Text.get("audit.actor.system");
            default -> kind;
        };
    }

    /** What has changed as it was above what it is. */
    private static VBox lines(List<EntryText.Line> lines) {
        VBox box = styled(new VBox(), "audit-lines");
        for (EntryText.Line line : lines) {
            Label name = styled(new Label(line.name()), "mono", "audit-line-name");
            VBox part = styled(new VBox(name), "audit-line");
            if (line.before() != null) {
                part.getChildren().add(value("− " + line.before(), "before"));
                part.getChildren().add(value("+ " + line.now(), "after"));
            } else {
                part.getChildren().add(value(line.now(), "same"));
            }
            box.getChildren().add(part);
        }
        return box;
    }

    private static Label value(String text, String styleClass) {
        Label value = styled(new Label(text), "mono", styleClass);
        value.setWrapText(true);
        value.setMaxWidth(Double.MAX_VALUE);
        return value;
    }

    private static VBox section(String title, Node content) {
        return styled(new VBox(styled(new Label(Text.get(title)), "section-title"), content), "section");
    }

    private static GridPane facts() {
        GridPane facts = styled(new GridPane(), "facts");
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(Measures.px(NAMES));
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        facts.getColumnConstraints().setAll(names, values);
        return facts;
    }

    /** An id is a field that is read and copied, not typed into: nobody copies half of a label. */
    private static void fact(GridPane facts, String name, @Nullable String value, boolean id) {
        if (value == null) {
            return;
        }
        int row = facts.getRowCount();
        Label label = styled(new Label(Text.get(name)), "second");
        if (id) {
            TextField field = styled(new TextField(value), "fact-id");
            field.setEditable(false);
            Tips.install(field, () -> value); // the longest have no room in one line
            field.setAccessibleText(Objects.requireNonNull(label.getText()) + " " + value);
            facts.addRow(row, label, field);
        } else {
            Label words = new Label(value);
            words.setWrapText(true);
            facts.addRow(row, label, words);
        }
    }

    private static <T extends Node> T styled(T node, String... styleClasses) {
        node.getStyleClass().addAll(styleClasses);
        return node;
    }
}
