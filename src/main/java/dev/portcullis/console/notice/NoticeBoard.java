package dev.portcullis.console.notice;

import dev.portcullis.console.common.Corner;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Scene;
import javafx.util.Subscription;

/**
 * Shows notices in the corner of the window: one of each kind, three at most. What finds no room is in the list all the same. While the window is not in front, they are
 * told on the screen as well. For the JavaFX thread.
 */
public final class NoticeBoard implements AutoCloseable {
    static final int MOST = 3;

    private final Scene scene;
    private final ScreenNotices screen;
    private final Map<NoticeKind, NoticeCard> cards = new EnumMap<>(NoticeKind.class);
    private final Subscription subscription;

    /** @param scene in whose window they are shown */
    public NoticeBoard(Scene scene, NoticeModel notices) {
        this.scene = scene;
        this.screen = new ScreenNotices(scene, this::hide);
        this.subscription = notices.onTold(this::told);
    }

    @Override
    public void close() {
        subscription.unsubscribe();
        screen.close();
        List.copyOf(cards.keySet()).forEach(this::hide);
    }

    private void told(Notice notice) {
        NoticeCard there = cards.get(notice.kind());
        if (there != null) {
            there.show(notice);
        } else if (cards.size() < MOST) {
            NoticeCard card = new NoticeCard(notice, () -> hide(notice.kind()));
            cards.put(notice.kind(), card);
            Corner.put(scene, card);
        }
        screen.tell(notice);
    }

    private void hide(NoticeKind kind) {
        NoticeCard card = cards.remove(kind);
        if (card != null) {
            card.close();
            Corner.remove(card);
        }
    }
}
