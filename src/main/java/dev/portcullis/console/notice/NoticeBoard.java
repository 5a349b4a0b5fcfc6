package dev.portcullis.console.notice;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.controlsfx.control.Notifications;

/** Shows notices in the corner of the window: one of each kind, three at most. What finds no room is in the list all the same. For the JavaFX thread. */
public final class NoticeBoard implements AutoCloseable {
    static final int MOST = 3;
    private static final Duration WHILE = Duration.seconds(12);

    /** ControlsFX moves those that are there out of the way of a new one, for 350 ms; of two that come at once, one would cover the other. */
    private static final Duration TURN = Duration.millis(450);

    private final Scene scene;
    private final Map<NoticeKind, NoticeCard> cards = new EnumMap<>(NoticeKind.class);
    private final Deque<Notice> waiting = new ArrayDeque<>();
    private final PauseTransition turn = new PauseTransition(TURN);
    private final Subscription subscription;

    /** @param scene in whose window they are shown */
    public NoticeBoard(Scene scene, NoticeModel notices) {
        this.scene = scene;
        this.subscription = notices.onTold(this::told);
        turn.setOnFinished(_ -> showNext());
    }

    @Override
    public void close() {
        subscription.unsubscribe();
        turn.stop();
        waiting.clear();
        List.copyOf(cards.values()).forEach(NoticeBoard::hide);
        cards.clear();
    }

    private void told(Notice notice) {
        waiting.removeIf(each -> each.kind() == notice.kind());
        waiting.add(notice);
        if (turn.getStatus() != Animation.Status.RUNNING) {
            showNext();
        }
    }

    private void showNext() {
        Notice next = waiting.poll();
        if (next != null) {
            turn.playFromStart();
            show(next);
        }
    }

    private void show(Notice notice) {
        cards.values().removeIf(card -> popup(card).isEmpty());
        NoticeCard there = cards.get(notice.kind());
        if (there != null) {
            there.show(notice);
            return;
        }
        Window window = scene.getWindow();
        // ControlsFX shows it in the window, which must be there for that.
        if (window == null || !window.isShowing() || cards.size() >= MOST) {
            return;
        }
        NoticeCard[] self = new NoticeCard[1];
        NoticeCard card = new NoticeCard(notice, () -> hide(self[0]));
        self[0] = card;
        cards.put(notice.kind(), card);
        Notifications.create()
                .owner(window)
                .graphic(card)
                .position(Pos.BOTTOM_RIGHT)
                .hideCloseButton()
                .hideAfter(WHILE)
                .styleClass("notice-bar", notice.kind().word())
                .show();
        // Esc is for what one works at.
        popup(card).ifPresent(popup -> popup.setHideOnEscape(false));
    }

    private static void hide(NoticeCard card) {
        popup(card).ifPresent(Window::hide);
    }

    private static Optional<PopupWindow> popup(NoticeCard card) {
        return Optional.ofNullable(card.getScene())
                .map(Scene::getWindow)
                .filter(Window::isShowing)
                .filter(PopupWindow.class::isInstance)
                .map(PopupWindow.class::cast);
    }
}
