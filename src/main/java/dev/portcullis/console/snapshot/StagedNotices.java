package dev.portcullis.console.snapshot;

import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.SessionView;
import dev.portcullis.console.notice.NoticeBoard;
import dev.portcullis.console.notice.NoticeChoice;
import dev.portcullis.console.notice.NoticeList;
import dev.portcullis.console.notice.NoticeModel;
import dev.portcullis.console.notice.Watch;
import java.time.Instant;
import java.time.InstantSource;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;

/** Notices of what has not happened, over a window, until they are closed. */
final class StagedNotices implements AutoCloseable {
    private final Scene scene;
    private final NoticeModel model = new NoticeModel(new SimpleObjectProperty<>(NoticeChoice.ALL));
    private final NoticeBoard board;
    private final NoticeList list = new NoticeList(model);

    /** @param session whose token is said to be stolen */
    StagedNotices(Scene scene, SessionView session) throws InterruptedException {
        this.scene = scene;
        this.board = Puppet.does(() -> new NoticeBoard(scene, model));
        Watch watch = new Watch(model, session, InstantSource.system());
        Instant now = Instant.now();
        Puppet.act(() -> {
            watch.happened(
                    EventType.REVOCATION_DONE,
                    new EventData(now.minusSeconds(140), null, null, null, null, "bob.winter@example.com"));
            for (int i = 1; i <= 7; i++) {
                watch.happened(
                        EventType.LOGIN_THROTTLED,
                        new EventData(now.minusSeconds(30 - i), null, "203.0.113." + i, null));
            }
            watch.happened(EventType.TOKEN_REUSED, new EventData(now, session, null, null));
        });
    }

    /** Shows them in a list. */
    void list() throws InterruptedException {
        Puppet.act(() -> {
            board.close();
            list.show(scene);
        });
    }

    @Override
    public void close() throws InterruptedException {
        Puppet.act(() -> {
            board.close();
            list.close();
        });
    }
}
