package dev.portcullis.console.notice;

import dev.portcullis.console.common.Overlay;
import dev.portcullis.console.common.Text;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * A notification: the words, what can be done, and what takes it away; small, for it stands over what one works at. It stays for a while; longer under the pointer, and while a dialog covers it. The keyboard stays where it is: nothing
 * here takes it.
 */
final class NoticeCard extends HBox implements AutoCloseable {
    private static final Duration WHILE = Duration.seconds(12);

    private final Label words = new Label();
    private final Button next = new Quiet();
    private final PauseTransition stay = new PauseTransition(WHILE);
    private final Subscription pointer;
    private final Runnable onDone;
    private Notice shown;

    /** A button that is clicked without that the focus goes to it. */
    private static final class Quiet extends Button {
        Quiet() {
            setFocusTraversable(false);
        }

        @Override
        public void requestFocus() {
            // it stays with what one works at
        }
    }

    /** @param onDone takes it away, once something has been done, or its time is over */
    NoticeCard(Notice notice, Runnable onDone) {
        this.shown = notice;
        this.onDone = onDone;
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.getStyleClass().add("notice-words");
        Button close = new Quiet();
        close.setGraphic(new FontIcon(Feather.X));
        close.getStyleClass().addAll("icon-button", "notice-close");
        close.setAccessibleText(Text.get("notice.dismiss"));
        close.setTooltip(new Tooltip(Text.get("notice.dismiss")));
        close.setMinWidth(Region.USE_PREF_SIZE);
        close.setOnAction(_ -> onDone.run());
        next.getStyleClass().add("notice-do");
        next.setOnAction(_ -> {
            onDone.run();
            shown.next().run().run();
        });
        VBox told = new VBox(words, next);
        told.getStyleClass().add("notice-told");
        HBox.setHgrow(told, Priority.ALWAYS);
        getStyleClass().addAll("notice-card", notice.kind().word());
        setAlignment(Pos.TOP_LEFT);
        getChildren().setAll(told, close);
        stay.setOnFinished(_ -> over());
        pointer = hoverProperty().subscribe(here -> {
            if (here) {
                stay.stop();
            } else {
                stay.playFromStart();
            }
        });
        show(notice);
    }

    /** It tells of more now, and has its time anew: that is not what was read. */
    void show(Notice notice) {
        shown = notice;
        words.setText(notice.words());
        next.setText(notice.next().words());
        if (!isHover()) {
            stay.playFromStart();
        }
    }

    /** It is gone: nothing here runs on. */
    @Override
    public void close() {
        pointer.unsubscribe();
        stay.stop();
    }

    private void over() {
        if (getScene() != null && Overlay.isOpen(getScene())) {
            stay.playFromStart();
        } else {
            onDone.run();
        }
    }
}
