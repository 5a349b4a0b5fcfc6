package dev.portcullis.console.audit;

import dev.portcullis.api.AuditEntry;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** The columns of the audit's table. The order is the chain's, so none of them sorts. */
final class AuditColumns {
    /** In pixels. */
    private static final double SCROLL_BAR = 12;

    private final Map<TableColumn<AuditEntry, AuditEntry>, double[]> widths = new LinkedHashMap<>();

    /** What is shown first where there is little room. */
    private List<TableColumn<AuditEntry, AuditEntry>> importance = List.of();

    void install(TableView<AuditEntry> table) {
        var seq = column("audit.field.seq", 60, 68, 90, entry -> Figures.count(entry.seq()), null, "mono", "second");
        seq.getStyleClass().add("right");
        var at = column(
                "audit.field.at",
                134,
                136,
                160,
                entry -> Figures.dayAndSecond(entry.at()),
                entry -> Figures.absolute(entry.at()),
                "mono");
        var actor = column(
                "audit.field.actor",
                150,
                180,
                300,
                entry -> entry.actor().name(),
                entry -> entry.actor().name(),
                "medium");
        var action = column(
                "audit.field.action",
                140,
                180,
                260,
                entry -> EntryText.action(entry.action()),
                AuditEntry::action,
                "plain-words");
        var subject = column(
                "audit.field.subject",
                124,
                150,
                260,
                entry -> EntryText.subject(entry.subject()),
                entry -> Objects.requireNonNullElse(entry.subject().id(), ""),
                "plain-words");
        var detail = column("audit.field.detail", 110, 220, 2000, EntryText::summary, EntryText::summary, "second");
        var address = column(
                "audit.field.address",
                120,
                124,
                240,
                entry -> Objects.requireNonNullElse(entry.address(), "–"),
                null,
                "mono",
                "second");
        importance = List.of(at, actor, action, subject, detail, address, seq);
        table.widthProperty().subscribe(width -> fit(width.doubleValue()));
        table.getColumns().setAll(widths.keySet());
    }

    /** Gives them the widths that the size of text asks for. */
    void measure(TableView<AuditEntry> table) {
        widths.forEach((column, each) -> {
            column.setMinWidth(0);
            column.setMaxWidth(Measures.px(each[2]));
            column.setMinWidth(Measures.px(each[0]));
            column.setPrefWidth(Measures.px(each[1]));
        });
        fit(table.getWidth());
    }

    /** Shows what has room: the pane beside the table has the rest. */
    private void fit(double width) {
        if (width <= 0) {
            return;
        }
        double room = width - Measures.px(SCROLL_BAR);
        for (TableColumn<AuditEntry, AuditEntry> column : importance) {
            boolean fits = column.getMinWidth() <= room;
            column.setVisible(fits);
            room -= fits ? column.getMinWidth() : 0;
        }
    }

    private TableColumn<AuditEntry, AuditEntry> column(
            String title,
            double narrowest,
            double width,
            double widest,
            Function<AuditEntry, String> words,
            @Nullable Function<AuditEntry, String> tip,
            String... styleClasses) {
        TableColumn<AuditEntry, AuditEntry> column = new TableColumn<>(Text.get(title));
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        column.setCellFactory(_ -> new Cell(words, tip, styleClasses));
        widths.put(column, new double[] {narrowest, width, widest});
        return column;
    }

    private static final class Cell extends TableCell<AuditEntry, AuditEntry> {
        private final Function<AuditEntry, String> words;
        private final @Nullable Function<AuditEntry, String> tip;
        private final Label label = new Label();

        Cell(Function<AuditEntry, String> words, @Nullable Function<AuditEntry, String> tip, String... styleClasses) {
            this.words = words;
            this.tip = tip;
            label.getStyleClass().addAll(styleClasses);
        }

        @Override
        protected void updateItem(@Nullable AuditEntry entry, boolean empty) {
            super.updateItem(entry, empty);
            if (empty || entry == null) {
                setGraphic(null);
                setTooltip(null);
                return;
            }
            label.setText(words.apply(entry));
            String whole = tip == null ? "" : tip.apply(entry);
            setTooltip(whole.isEmpty() ? null : new Tooltip(whole));
            setGraphic(label);
        }
    }
}
