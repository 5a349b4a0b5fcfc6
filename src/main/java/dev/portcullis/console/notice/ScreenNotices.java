package dev.portcullis.console.notice;

import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.controlsfx.control.Notifications;

/**
 * Tells on the screen, in a corner above all other programs, what happens while the window is not in front. A click brings the window to the front and does what the
 * notice leads to; when the window comes to the front in another way, it goes, since the window tells the same. On the upper edge: there, nothing slides in from outside the screen.
 */
final class ScreenNotices {
    private static final Duration WHILE = Duration.seconds(12);

    private final Stage window;

    ScreenNotices(Stage window) {
        this.window = window;
    }

    /** Whether the operator, as far as can be known, looks at something else. */
    boolean isNeeded() {
        return window.isShowing() && (window.isIconified() || !window.isFocused());
    }

    void show(Notice notice) {
        Label words = new Label(notice.words());
        words.setWrapText(true);
        words.getStyleClass().add("notice-words");
        Label next = new Label(notice.next().words());
        next.getStyleClass().add("notice-next");
        VBox told = new VBox(words, next);
        told.getStyleClass().add("screen-notice-words");
        Notifications.create()
                .owner(screen())
                .position(Pos.TOP_RIGHT)
                .graphic(told)
                .hideCloseButton()
                .hideAfter(WHILE)
                .styleClass("screen-notice", notice.kind().word())
                .onAction(_ -> {
                    window.setIconified(false);
                    window.toFront();
                    window.requestFocus();
                    notice.next().run().run();
                })
                .show();
        Bindings.and(window.focusedProperty(), window.iconifiedProperty().not())
                .when(told.sceneProperty().isNotNull())
                .subscribe(inFront -> {
                    if (inFront) {
                        hide(told);
                    }
                });
    }

    private static void hide(Node told) {
        if (told.getScene() != null && told.getScene().getWindow() != null) {
            told.getScene().getWindow().hide();
        }
    }

    /** The one that most of the window is on. */
    private Screen screen() {
        Rectangle2D place = new Rectangle2D(window.getX(), window.getY(), window.getWidth(), window.getHeight());
        return Screen.getScreensForRectangle(place).stream().findFirst().orElseGet(Screen::getPrimary);
    }
}
