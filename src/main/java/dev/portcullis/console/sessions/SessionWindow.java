package dev.portcullis.console.sessions;

import dev.portcullis.api.EventData;
import dev.portcullis.api.SessionPage;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.SessionQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads that stretch of the list which is looked at, and some more on either side. A list that fits is read whole. What is asked anew is read quietly while the old rows
 * are shown; the same list read again replaces them when it is as long as they are. For the model's thread.
 */
final class SessionWindow {
    /** How many rows are held at most. */
    static final int CAPACITY = 5_000;

    /** As many as the server gives at once. */
    static final int PAGE = 1_000;

    /** As many as are seen, and some more on either side: they are there sooner, and the others are read when they are. */
    static final int SEEN = 120;

    /** So long nothing more is read than what is looked at: whoever looks for a place leaps again, and what has just been read is drawn first. */
    private static final Duration REST = Duration.ofMillis(400);

    /** Unless what is looked at is so few rows from where the stretch ends. */
    private static final int NEAR = 40;

    /** How often a list is read again that changes by the time alone, or by the use of sessions that are not held. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private static final Duration RECOUNT = Duration.ofSeconds(5);

    private final UUID own;
    private final Worker worker;
    private final InstantSource server;
    private final Sink sink;
    private final ListReader reader;
    private final ListReader counter;
    private final Ends ends = new Ends();
    private Asked asked;
    private Ordering ordering;
    private @Nullable SessionBook book;
    private @Nullable SessionBook coming;
    private Picture.Jump jump = Picture.Jump.NONE;
    private Picture.Jump answered = Picture.Jump.NONE;
    private int question;
    private int first;
    private int last;
    private boolean stale;
    private int rests;
    private boolean resting;
    private Instant readAt = Instant.MIN;
    private Instant countedAt = Instant.MIN;

    /** Hears how it goes. */
    interface Sink {
        /** The rows are not what they were. */
        void changed();

        /** There are more of them where one looks. */
        void extended();

        /**
         * The server answered.
         *
         * @param position the feed's position from before the page
         */
        void answered(String position);

        /** It did not, and why. */
        void failed(ClientException why);
    }

    SessionWindow(
            SessionSource source,
            UUID own,
            Worker worker,
            InstantSource server,
            Asked asked,
            Ordering ordering,
            Sink sink) {
        this.own = own;
        this.worker = worker;
        this.server = server;
        this.asked = asked;
        this.ordering = ordering;
        this.sink = sink;
        this.reader = new ListReader(source, worker);
        this.counter = new ListReader(source, worker);
    }

    Asked asked() {
        return asked;
    }

    /** What is shown. */
    Picture.Rows picture() {
        return book == null ? Picture.Rows.NONE : Picture.Rows.of(book, answered);
    }

    /** Whether these rows answer something else than what is held. */
    boolean answersAnew(Picture.Rows shown) {
        return book != null
                && (!shown.asked().equals(book.asked()) || !shown.jump().equals(answered));
    }

    void ask(Asked now, Duration patience) {
        asked = now;
        jump = new Picture.Jump(jump.number() + 1, 0);
        int number = ++question;
        worker.later(patience, () -> {
            if (number == question) {
                readFrom(0);
            }
        });
    }

    void order(Ordering by) {
        ordering = by;
        coming = null;
        if (book != null && book.asked().equals(asked) && book.order(by)) {
            sink.changed();
        } else {
            jump = new Picture.Jump(jump.number() + 1, 0);
            readFrom(0);
        }
    }

    void jump(long at) {
        jump = new Picture.Jump(jump.number() + 1, at);
        readFrom(Math.max(0, at - SEEN / 2));
    }

    void view(int firstRow, int lastRow) {
        first = firstRow;
        last = lastRow;
        more();
    }

    void keep(Set<UUID> selected) {
        if (book != null) {
            book.keep(selected);
        }
    }

    /** Reads what is held again. */
    void read() {
        readFrom(
                book == null || !book.asked().equals(asked) ? 0 : book.segment().skipped());
    }

    private void readFrom(long skip) {
        coming = null;
        stale = false;
        readAt = server.instant();
        boolean elsewhere = book == null || !jump.equals(answered);
        SessionQuery query = asked.page(ordering, elsewhere ? SEEN : PAGE).skipping(skip);
        if (skip > 0 && book != null && book.asked().equals(asked) && !jump.equals(answered)) {
            query = query.counted(book.total());
        }
        Asked question = asked;
        Ordering by = ordering;
        Picture.Jump leap = jump;
        reader.ask(query, page -> begin(page, question, by, skip, leap), this::failed);
    }

    private void begin(SessionPage page, Asked question, Ordering by, long skip, Picture.Jump leap) {
        if (!by.equals(ordering)) {
            readFrom(skip); // the order was changed meanwhile
            return;
        }
        Instant now = server.instant();
        SessionBook fresh = new SessionBook(own, question, by, ends, page, skip, now);
        SessionBook shown = book;
        boolean longer = shown != null
                && shown.asked().equals(question)
                && shown.ordering().equals(by)
                && leap.equals(answered)
                && fresh.size() < shown.size()
                && fresh.segment().after() != null;
        if (longer) {
            coming = fresh;
        } else {
            boolean anew = shown == null || !leap.equals(answered);
            show(fresh, leap, now);
            if (anew) {
                rest();
            }
        }
        sink.answered(page.position());
        more();
    }

    private void rest() {
        int number = ++rests;
        resting = true;
        worker.later(REST, () -> {
            if (number == rests) {
                resting = false;
                more();
            }
        });
    }

    private void show(SessionBook fresh, Picture.Jump leap, Instant now) {
        if (book != null) {
            fresh.follow(book, now);
        }
        if (book == null || !leap.equals(answered) || !book.asked().equals(fresh.asked())) {
            first = 0;
            last = 0;
        }
        book = fresh;
        answered = leap;
        coming = null;
    }

    /** Reads on where it is looked at, if anything is missing there. */
    private void more() {
        SessionBook on = coming == null ? book : coming;
        if (reader.reading() || on == null || !on.asked().equals(asked)) {
            return;
        }
        Segment segment = on.segment();
        String after = segment.after();
        String before = segment.before();
        boolean small = on.total() <= CAPACITY && on.size() < CAPACITY;
        if (resting && coming == null && !small && !near(on)) {
            return;
        }
        SessionQuery page = on.asked().page(on.ordering(), PAGE).counted(on.total());
        if (after != null && (coming != null || small || last > on.size() - PAGE)) {
            reader.ask(page.after(after), next -> extended(on, next, true), this::failed);
        } else if (before != null && (small || first < PAGE)) {
            reader.ask(page.before(before), next -> extended(on, next, false), this::failed);
        }
    }

    /** Whether the stretch ends soon after what is looked at, or begins shortly before it. */
    private boolean near(SessionBook on) {
        boolean known = last > 0;
        return known
                && (last > on.size() - NEAR || (first < NEAR && on.segment().before() != null));
    }

    private void extended(SessionBook on, SessionPage page, boolean forward) {
        Instant now = server.instant();
        if (forward) {
            on.append(page, now);
        } else {
            on.prepend(page, now);
        }
        if (coming == null) {
            int size = on.size();
            on.trim(forward, CAPACITY);
            scrolled(forward ? on.size() - size : page.items().size());
            sink.extended();
        } else if (coming.segment().after() == null
                || book == null
                || coming.size() >= Math.min(CAPACITY, book.size())) {
            show(coming, answered, now);
        }
        sink.answered(page.position());
        more();
    }

    /** The screen will say so itself, but not before the next page is asked for. */
    private void scrolled(int by) {
        first += by;
        last += by;
    }

    private void failed(ClientException why) {
        coming = null;
        sink.failed(why);
    }

    void heard(SessionView session, boolean started) {
        tell(on -> on.heard(session, started, server.instant()));
    }

    void seen(List<EventData.Seen> seen) {
        tell(on -> seen.forEach(each -> stale |= on.seen(each, server.instant())));
    }

    private void tell(Consumer<SessionBook> event) {
        Runnable happened = () -> {
            for (SessionBook on : new SessionBook[] {book, coming}) {
                if (on != null && !on.asked().past()) {
                    event.accept(on);
                }
            }
        };
        reader.note(() -> {
            happened.run();
            if (book != null) {
                book.doubt(); // the page may have counted it
            }
        });
        happened.run();
        sink.changed();
    }

    /** What happens by the time alone. */
    void tick(Instant now) {
        if (book == null || book.asked().past()) {
            return;
        }
        boolean settled = book.settle(now);
        if (coming != null) {
            coming.settle(now);
        }
        if (settled) {
            sink.changed();
        }
        boolean calm = !reader.reading() && book.asked().equals(asked);
        boolean due = Duration.between(readAt, now).compareTo(AGAIN) >= 0;
        if (calm
                && (book.size() > 2 * CAPACITY
                        || (due && (stale || asked.query().followsTheClock())))) {
            read();
        } else if (calm && book.doubtful() && Duration.between(countedAt, now).compareTo(RECOUNT) >= 0) {
            recount(now);
        }
    }

    private void recount(Instant now) {
        countedAt = now;
        SessionBook on = book;
        counter.ask(
                asked.page(ordering, 1),
                page -> {
                    if (on != null && on == book) {
                        on.counted(page.total());
                        sink.changed();
                    }
                },
                _ -> {}); // the next time tries again; that the connection is lost, the stream tells
    }
}
