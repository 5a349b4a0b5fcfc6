package dev.portcullis.console.notice;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.controlsfx.control.Notifications;

/**
 * Tells on the screen, in a corner above all other programs, what happens while the window is not in front: one of each kind, as in the window. A click brings the window to
 * the front and does what the notice leads to; when the window comes to the front in another way they go, since it tells the same. On the upper edge: there, nothing slides in from
 * outside the screen. For the JavaFX thread.
 */
final class ScreenNotices implements AutoCloseable {
    private static final Duration WHILE = Duration.seconds(12);

    private final Scene scene;
    private final Consumer<NoticeKind> onDone;
    private final Map<NoticeKind, Told> told = new EnumMap<>(NoticeKind.class);
    private Subscription following = Subscription.EMPTY;

    /**
     * @param scene of the window
     * @param onDone hears of what kind something has been done about
     */
    ScreenNotices(Scene scene, Consumer<NoticeKind> onDone) {
        this.scene = scene;
        this.onDone = onDone;
    }

    /** Tells it, if the operator looks at something else, as far as can be known. */
    void tell(Notice notice) {
        told.values().removeIf(each -> !each.isShowing());
        if (!(scene.getWindow() instanceof Stage window) || !isElsewhere(window)) {
            return;
        }
        Told there = told.get(notice.kind());
        if (there != null) {
            there.show(notice);
        } else if (told.size() < NoticeBoard.MOST) {
            if (told.isEmpty()) {
                follow(window);
            }
            Told fresh = new Told(notice, window.getTitle());
            told.put(notice.kind(), fresh);
            show(fresh, window, notice.kind());
        }
    }

    /** Takes them away: what they lead to is there no more. */
    @Override
    public void close() {
        following.unsubscribe();
        List.copyOf(told.values()).forEach(Told::hide);
        told.clear();
    }

    private static boolean isElsewhere(Stage window) {
        return window.isShowing() && (window.isIconified() || !window.isFocused());
    }

    private void follow(Stage window) {
        Runnable seen = () -> {
            if (!isElsewhere(window)) {
                close();
            }
        };
        following.unsubscribe();
        following = Subscription.combine(
                window.focusedProperty().subscribe(seen),
                window.iconifiedProperty().subscribe(seen));
    }

    private void show(Told fresh, Stage window, NoticeKind kind) {
        Notifications.create()
                .owner(screen(window))
                .position(Pos.TOP_RIGHT)
                .graphic(fresh)
                .hideCloseButton()
                .hideAfter(WHILE)
                .styleClass("screen-notice", kind.word())
                .onAction(_ -> {
                    if (told.remove(kind, fresh)) {
                        fresh.hide();
                        onDone.accept(kind);
                        window.setIconified(false);
                        window.toFront();
                        window.requestFocus();
                        fresh.shown.next().run().run();
                    }
                })
                .show();
    }

    /** The one that most of the window is on. */
    private static Screen screen(Stage window) {
        Rectangle2D place = new Rectangle2D(window.getX(), window.getY(), window.getWidth(), window.getHeight());
        return Screen.getScreensForRectangle(place).stream().findFirst().orElseGet(Screen::getPrimary);
    }

    /** Who says it, among all the programs that there are; the words, and what a click leads to. */
    private static final class Told extends VBox {
        private final Label who = new Label();
        private final Label words = new Label();
        private final Label next = new Label();
        private Notice shown;

        Told(Notice notice, String program) {
            shown = notice;
            who.setText(program);
            who.getStyleClass().add("notice-who");
            words.setWrapText(true);
            words.getStyleClass().add("notice-words");
            next.getStyleClass().add("notice-next");
            getStyleClass().add("screen-notice-words");
            getChildren().setAll(who, words, next);
            show(notice);
        }

        /** It tells of more now. */
        void show(Notice notice) {
            shown = notice;
            words.setText(notice.words());
            next.setText(notice.next().words());
        }

        boolean isShowing() {
            return getScene() != null
                    && getScene().getWindow() != null
                    && getScene().getWindow().isShowing();
        }

        void hide() {
            if (isShowing()) {
                getScene().getWindow().hide();
            }
        }
    }
}
