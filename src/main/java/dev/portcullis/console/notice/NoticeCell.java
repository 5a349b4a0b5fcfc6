package dev.portcullis.console.notice;

import dev.portcullis.console.common.Text;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A notice in the list: when, what, and what can be done. */
final class NoticeCell extends ListCell<Notice> {
    private final ZoneId zone;
    private final Label time = new Label();
    private final Label words = new Label();
    private final Label next = new Label();
    private final Region dot = new Region();
    private final HBox line;

    NoticeCell(ZoneId zone) {
        this.zone = zone;
        time.getStyleClass().addAll("mono", "second");
        time.setMinWidth(Region.USE_PREF_SIZE);
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.setMaxWidth(Double.MAX_VALUE);
        next.getStyleClass().add("notice-next");
        VBox text = new VBox(words, next);
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        line = new HBox(dot, time, text);
        line.setAlignment(Pos.TOP_LEFT);
        line.getStyleClass().add("notice-line");
        setPrefWidth(0); // as wide as the list, whatever stands in it
    }

    @Override
    protected void updateItem(@Nullable Notice item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            return;
        }
        dot.getStyleClass().setAll("dot", "notice-dot", item.kind().word());
        time.setText(DateTimeFormatter.ofPattern(Text.get("notice.time"), Text.locale())
                .format(item.at().atZone(zone)));
        words.setText(item.words());
        next.setText(item.next().words());
        setAccessibleText(item.words());
        setGraphic(line);
    }
}
