package dev.portcullis.console.sessions;

import dev.portcullis.console.common.Tips;
import java.time.Instant;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;

/** A cell that draws a row into nodes of its own, made once, and again at each beat. */
abstract class SessionCell extends TableCell<Row, Row> implements Beat.Ticking {
    private final Beat beat;
    private final Runnable renewTip = Tips.install(this, this::said);
    private @Nullable Node content;

    SessionCell(Beat beat, String styleClass) {
        this.beat = beat;
        getStyleClass().add(styleClass);
        beat.add(this);
    }

    /** See {@link Beat#forgotten}. */
    boolean forgotten(Row row, Instant now) {
        return beat.forgotten(row, now);
    }

    /** The nodes that {@link #draw} fills. */
    abstract Node content();

    abstract void draw(Row row, Instant now);

    /** What the tooltip says; blank for none. Asked when the pointer comes. */
    abstract String whole(Row row, Instant now);

    private String said() {
        Row row = getItem();
        return row == null || isEmpty() ? "" : whole(row, beat.now());
    }

    @Override
    public void tick(Instant now) {
        Row row = getItem();
        if (row != null && !isEmpty()) {
            draw(row, now);
            renewTip.run();
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
        renewTip.run();
        content.setVisible(true);
    }
}
