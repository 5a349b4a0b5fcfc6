package dev.portcullis.console.snapshot;

import java.io.IOException;

/** Notices, and their list; nothing of what they tell has happened. */
final class NoticesPictures implements Pictures {
    @Override
    public void take(Walk walk) throws IOException, InterruptedException {
        try (Colleague colleague = walk.colleague();
                StagedNotices told = new StagedNotices(walk.scene(), colleague.session())) {
            walk.picture("notices");
            told.list();
            walk.picture("notices-list");
        }
    }
}
