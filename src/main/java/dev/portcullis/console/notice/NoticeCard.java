package dev.portcullis.console.notice;

import dev.portcullis.console.common.Text;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What stands in a notification: the words, and a button for what can be done. The keyboard stays where it is: nothing here takes it. */
final class NoticeCard extends VBox {
    private final Label words = new Label();
    private final Button next = new Button();
    private Notice shown;

    /** @param onDone takes it away, once something has been done */
    NoticeCard(Notice notice, Runnable onDone) {
        this.shown = notice;
        words.setWrapText(true);
        words.setMaxWidth(Double.MAX_VALUE);
        words.getStyleClass().add("notice-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        Button close = new Button(Text.get("notice.dismiss"));
        close.setFocusTraversable(false);
        close.setOnAction(_ -> onDone.run());
        next.setFocusTraversable(false);
        next.getStyleClass().add("accent");
        next.setOnAction(_ -> {
            onDone.run();
            shown.next().run().run();
        });
        HBox buttons = new HBox(close, next);
        buttons.getStyleClass().add("notice-buttons");
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getStyleClass().add("notice-card");
        getChildren().setAll(words, buttons);
        show(notice);
    }

    /** Where nobody asks for a width, the words are not on one line: the bar that it stands in never says how wide it is. */
    @Override
    protected double computePrefHeight(double width) {
        return super.computePrefHeight(width < 0 ? prefWidth(-1) : width);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    /** It tells of more now. */
    void show(Notice notice) {
        shown = notice;
        words.setText(notice.words());
        next.setText(notice.next().words());
    }
}
