package dev.portcullis.console.sessions;

import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.SessionPage;
import dev.portcullis.api.Stats;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.EventListener;
import dev.portcullis.client.EventStream;
import dev.portcullis.console.chart.Activity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the picture of all active sessions: reads the pages once, then lives by events alone. The stream is resumed from the position of the first page, so
 * that nothing falls between the two. All state belongs to the worker's thread; what blocks runs on virtual threads and hands its answer to the worker.
 */
final class LiveSessions implements EventListener, PageReader.Sink, AutoCloseable {
    /** How many rows are loaded at most; beyond it the table says "n of N". */
    static final int CAPACITY = 50_000;

    private static final Logger LOG = LoggerFactory.getLogger(LiveSessions.class);
    private static final Duration PACE = Duration.ofMillis(150);
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration RECOUNT = Duration.ofMinutes(1);

    private final SessionSource source;
    private final InstantSource server;
    private final Consumer<Picture> screen;
    private final SessionBook book;
    private final Activity activity = new Activity();
    private final Worker worker = new Worker();
    private final Pace drawing = new Pace(worker, PACE, this::draw);
    private final PageReader reader;

    private Ordering ordering = Ordering.NEWEST;
    private String search = "";
    private LiveState live = LiveState.CONNECTING;
    private @Nullable ClientException interruption;
    private Loading loading = new Loading.Awaited();
    private Picture.Rows rows = Picture.Rows.NONE;
    private @Nullable Instant asOf;
    private @Nullable EventStream stream;
    private boolean rowsChanged;
    private boolean reading;
    private boolean readAgain;
    private boolean counting;
    private Instant countedAt = Instant.MIN;
    private boolean closed;

    /** @param screen is given each new picture, on the worker's thread */
    LiveSessions(SessionSource source, UUID own, InstantSource server, Consumer<Picture> screen) {
        this.source = source;
        this.server = server;
        this.screen = screen;
        this.book = new SessionBook(own, CAPACITY);
        this.reader = new PageReader(source, worker, CAPACITY, this);
    }

    void start() {
        worker.execute(this::read);
        worker.every(TICK, this::tick);
    }

    void search(String text) {
        worker.execute(() -> {
            search = text;
            rowsChanged = true;
            drawing.now();
        });
    }

    void order(Ordering by) {
        worker.execute(() -> {
            ordering = by;
            rowsChanged = true;
            drawing.now();
        });
    }

    /** @param onCounted hears, on the worker's thread, how many active sessions each account has among those that are loaded */
    void countByAccount(Consumer<Map<UUID, Integer>> onCounted) {
        worker.execute(() -> onCounted.accept(book.activeByAccount()));
    }

    void retry() {
        worker.execute(() -> {
            if (live == LiveState.ENDED) {
                live = LiveState.CONNECTING;
            }
            loading = loading instanceof Loading.Failed ? new Loading.Awaited() : loading;
            drawing.ask();
            read();
        });
    }

    @Override
    public void close() {
        worker.execute(() -> {
            closed = true;
            if (stream != null) {
                stream.close();
            }
            worker.close();
        });
    }

    // --- the event stream's thread

    @Override
    public void opened() {
        worker.execute(() -> state(LiveState.LIVE));
    }

    @Override
    public void interrupted(ClientException why) {
        LOG.info("The event stream is interrupted: {}", why.getMessage());
        worker.execute(() -> {
            interruption = why;
            state(LiveState.INTERRUPTED);
        });
    }

    @Override
    public void refused(ClientException.Refused why) {
        LOG.info("The event stream is refused: {}", why.getMessage());
        worker.execute(() -> {
            stream = null;
            interruption = why;
            state(LiveState.ENDED);
        });
    }

    @Override
    public void event(EventType type, EventData data) {
        worker.execute(() -> hear(type, data));
    }

    // --- the worker's thread

    private void hear(EventType type, EventData data) {
        asOf = data.at();
        activity.add(type, data);
        if (type == EventType.RESYNC) {
            read();
            count();
        }
        if (data.session() != null) {
            book.heard(data.session(), type == EventType.SESSION_STARTED, server.instant());
            rowsChanged = true;
        }
        if (data.seen() != null) {
            data.seen().forEach(book::seen);
            rowsChanged = true;
        }
        drawing.ask();
    }

    private void state(LiveState state) {
        live = state;
        interruption = state == LiveState.INTERRUPTED || state == LiveState.ENDED ? interruption : null;
        drawing.ask();
    }

    private void tick() {
        Instant now = server.instant();
        if (book.settle(now)) {
            rowsChanged = true;
        }
        if (stream != null && Duration.between(countedAt, now).compareTo(RECOUNT) >= 0) {
            count();
        }
        if (activity.known() || rowsChanged) {
            drawing.ask();
        }
    }

    private void read() {
        if (reading || closed) {
            readAgain = reading;
            return;
        }
        reading = true;
        book.beginReading();
        reader.start();
    }

    @Override
    public void page(SessionPage page, long total, String position) {
        if (closed) {
            return;
        }
        Instant now = server.instant();
        book.page(page.items(), now);
        book.expect(total);
        asOf = asOf == null || now.isAfter(asOf) ? now : asOf;
        loading = new Loading.Done();
        rowsChanged = true;
        if (stream == null) {
            stream = source.events(position, this);
            count();
        }
        drawing.ask();
    }

    @Override
    public void end(boolean complete, long total) {
        book.endReading(complete, total);
        reading = false;
        rowsChanged = true;
        drawing.ask();
        if (readAgain) {
            readAgain = false;
            read();
        }
    }

    @Override
    public void failed(ClientException why) {
        LOG.info("The sessions cannot be read: {}", why.getMessage());
        book.endReading(false, book.total());
        reading = false;
        if (!(loading instanceof Loading.Done)) {
            loading = new Loading.Failed(why);
        }
        boolean forGood = why instanceof ClientException.Declined
                || (why instanceof ClientException.Refused refused
                        && refused.problem().status() < 500);
        if (forGood) {
            interruption = why;
            live = LiveState.ENDED;
        } else {
            if (stream == null) {
                interruption = why;
                live = LiveState.INTERRUPTED;
            }
            worker.later(RETRY, this::read);
        }
        drawing.ask();
        readAgain = false;
    }

    @Override
    public void abandoned() {
        reading = false;
    }

    private void count() {
        if (counting || closed) {
            return;
        }
        counting = true;
        countedAt = server.instant();
        Thread.ofVirtual().name("sessions-count").start(() -> {
            try {
                Stats stats = source.stats();
                worker.execute(() -> {
                    activity.rebase(stats);
                    counting = false;
                    drawing.ask();
                });
            } catch (ClientException e) {
                // The next minute tries again; that the connection is lost, the stream tells.
                LOG.info("The counts cannot be read: {}", e.getMessage());
                worker.execute(() -> counting = false);
            }
        });
    }

    private void draw() {
        if (closed) {
            return;
        }
        if (rowsChanged) {
            rowsChanged = false;
            rows = Picture.Rows.of(book.sorted(ordering.comparator()), search);
        }
        Stats stats = activity.known() ? activity.at(server.instant()) : null;
        screen.accept(new Picture(rows, book.total(), live, interruption, asOf, loading, stats));
    }
}
