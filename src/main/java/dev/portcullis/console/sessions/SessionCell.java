package dev.portcullis.console.sessions;

import java.time.Instant;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** A cell that draws a row into nodes of its own, made once, and again at each beat. */
abstract class SessionCell extends TableCell<Row, Row> implements Beat.Ticking {
    private final Beat beat;
    private @Nullable Node content;
    private @Nullable Tooltip tip;

    SessionCell(Beat beat, String styleClass) {
        this.beat = beat;
        getStyleClass().add(styleClass);
        beat.add(this);
        hoverProperty().subscribe(this::tell);
    }

    /** See {@link Beat#forgotten}. */
    boolean forgotten(Row row, Instant now) {
        return beat.forgotten(row, now);
    }

    /** The nodes that {@link #draw} fills. */
    abstract Node content();

    abstract void draw(Row row, Instant now);

    /** What the tooltip says; blank for none. Asked when the pointer comes, for a tooltip is a window, and there are hundreds of cells. */
    abstract String whole(Row row, Instant now);

    private void tell() {
        Row row = getItem();
        if (!isHover() || row == null) {
            return;
        }
        String words = whole(row, beat.now());
        if (words.isBlank()) {
            setTooltip(null);
            return;
        }
        if (tip == null) {
            tip = new Tooltip();
        }
        tip.setText(words);
        setTooltip(tip);
    }

    @Override
    public void tick(Instant now) {
        Row row = getItem();
        if (row != null && !isEmpty()) {
            draw(row, now);
            tell();
        }
    }

    @Override
    protected void updateItem(@Nullable Row row, boolean empty) {
        super.updateItem(row, empty);
        if (empty || row == null) {
            if (content != null) {
                content.setVisible(false); // taken out and put in again it would be styled anew
            }
            return;
        }
        if (content == null) {
            content = content();
            setGraphic(content);
        }
        draw(row, beat.now());
        tell();
        content.setVisible(true);
    }
}
