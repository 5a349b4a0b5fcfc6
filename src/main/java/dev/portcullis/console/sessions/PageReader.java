package dev.portcullis.console.sessions;

import dev.portcullis.api.SessionPage;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.SessionQuery;

/** Reads all pages of active sessions, newest first, as far as there is room, on a virtual thread; what it reads is handed to the model's thread. */
final class PageReader {
    private final SessionSource source;
    private final Worker worker;
    private final Sink sink;
    private final int capacity;

    /** @param capacity how many sessions are read at most */
    PageReader(SessionSource source, Worker worker, int capacity, Sink sink) {
        this.source = source;
        this.worker = worker;
        this.capacity = capacity;
        this.sink = sink;
    }

    /** Hears how a reading goes, on the model's thread: pages, then exactly one of the others. */
    interface Sink {
        /**
         * The next page.
         *
         * @param total how many there were when the reading began
         * @param position the feed's position from before the first page
         */
        void page(SessionPage page, long total, String position);

        /**
         * It is over.
         *
         * @param complete whether the last page was reached
         */
        void end(boolean complete, long total);

        /** It broke off, and why. */
        void failed(ClientException why);

        /** It broke off by a mistake that is told elsewhere. */
        void abandoned();
    }

    void start() {
        Thread.ofVirtual().name("sessions-reading").start(this::read);
    }

    private void read() {
        try {
            SessionQuery query = SessionQuery.live();
            SessionPage page = source.page(query);
            long total = page.total();
            String position = page.position();
            hand(page, total, position);
            int read = page.items().size();
            while (page.next() != null && read < capacity) {
                page = source.page(query.after(page.next()));
                read += page.items().size();
                hand(page, total, position);
            }
            boolean complete = page.next() == null;
            worker.execute(() -> sink.end(complete, total));
        } catch (ClientException e) {
            worker.execute(() -> sink.failed(e));
        } catch (RuntimeException | Error e) {
            worker.execute(sink::abandoned);
            throw e; // a mistake in this program: the thread's handler tells of it
        }
    }

    private void hand(SessionPage page, long total, String position) {
        worker.execute(() -> sink.page(page, total, position));
    }
}
