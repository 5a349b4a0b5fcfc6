package dev.portcullis.console.audit;

import dev.portcullis.api.AuditEntry;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.list.Columns;
import dev.portcullis.console.list.WordsCell;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** The columns of the audit's table. The order is the chain's, so none of them sorts. */
final class AuditColumns {
    private AuditColumns() {}

    static Columns<AuditEntry> all() {
        Columns<AuditEntry> columns = new Columns<>();
        var seq = columns.add(
                "audit.field.seq", 52, 56, 90, cell(entry -> Figures.count(entry.seq()), _ -> "", "mono", "second"));
        seq.getStyleClass().add("right");
        var at = columns.add(
                "audit.field.at",
                134,
                136,
                160,
                cell(entry -> Figures.dayAndSecond(entry.at()), entry -> Figures.absolute(entry.at()), "mono"));
        var actor = columns.words(
                "audit.field.actor", 150, 160, 300, entry -> entry.actor().name(), "medium");
        var action = columns.add(
                "audit.field.action",
                150,
                206,
                260,
                cell(entry -> EntryText.action(entry.action()), AuditEntry::action));
        var subject = columns.add(
                "audit.field.subject",
                124,
                136,
                260,
                cell(
                        entry -> EntryText.subject(entry.subject()),
                        entry -> Objects.requireNonNullElse(entry.subject().id(), "")));
        var detail = columns.words("audit.field.detail", 110, 190, 2000, EntryText::summary, "second");
        var address = columns.add(
                "audit.field.address",
                112,
                114,
                240,
                cell(entry -> Objects.requireNonNullElse(entry.address(), "–"), _ -> "", "mono", "second"));
        return columns.byImportance(List.of(at, actor, action, subject, detail, address, seq));
    }

    private static Supplier<WordsCell<AuditEntry>> cell(
            Function<AuditEntry, String> words, Function<AuditEntry, String> tip, String... styleClasses) {
        return () -> new WordsCell<>(words, tip, styleClasses);
    }
}
