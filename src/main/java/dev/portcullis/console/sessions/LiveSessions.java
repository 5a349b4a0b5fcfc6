package dev.portcullis.console.sessions;

import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Stats;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.EventListener;
import dev.portcullis.client.EventStream;
import dev.portcullis.console.chart.Activity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the picture of what is asked for: the server lists it, events keep it true. The stream is opened at the position of the first page, so that nothing falls
 * between the two, and tells of everything, whatever is asked. All state belongs to the worker's thread; what blocks runs on virtual threads and hands its answer to
 * the worker.
 */
final class LiveSessions implements EventListener, SessionWindow.Sink, AutoCloseable {
    /** Of answers that are about who asks, rather than about what is asked, or when. */
    private static final Set<Integer> WHO_ASKS =
            Set.of(ProblemType.SESSION_ENDED.status(), ProblemType.FORBIDDEN.status());

    private static final Logger LOG = LoggerFactory.getLogger(LiveSessions.class);
    private static final Duration PACE = Duration.ofMillis(100);
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration RECOUNT = Duration.ofMinutes(1);

    private final SessionSource source;
    private final InstantSource server;
    private final Consumer<Picture> screen;
    private final Activity activity = new Activity();
    private final Worker worker = new Worker();
    private final Pace drawing = new Pace(worker, PACE, this::draw);
    private final SessionWindow window;

    private LiveState live = LiveState.CONNECTING;
    private @Nullable ClientException interruption;
    private @Nullable ClientException trouble;
    private Loading loading = new Loading.Awaited();
    private Picture.Rows rows = Picture.Rows.NONE;
    private @Nullable Instant asOf;
    private @Nullable EventStream stream;
    private boolean rowsChanged;
    private boolean rowsExtended;
    private boolean held;
    private int news;
    private boolean counting;
    private Instant countedAt = Instant.MIN;
    private @Nullable Stats stats;

    /** What happened while nothing was heard is not in the counts, and is told later than it happened: they stay as they were until they are counted anew. */
    private boolean missed;

    /** How often the stream has been opened. */
    private int openings;

    private boolean closed;

    /**
     * @param first what is asked for at first
     * @param screen is given each new picture, on the worker's thread
     */
    LiveSessions(
            SessionSource source, UUID own, Asked first, Ordering by, InstantSource server, Consumer<Picture> screen) {
        this.source = source;
        this.server = server;
        this.screen = screen;
        this.window = new SessionWindow(source, own, worker, server, first, by, this);
    }

    void start() {
        worker.execute(window::read);
        worker.every(TICK, this::tick);
    }

    /** @param patience how long nothing newer may come: whoever types fast asks once */
    void ask(Asked now, Duration patience) {
        worker.execute(() -> window.ask(now, patience));
    }

    void order(Ordering by) {
        worker.execute(() -> window.order(by));
    }

    /** Which rows are in view, by their places among those that are held. */
    void view(int first, int last) {
        worker.execute(() -> window.view(first, last));
    }

    /** Leaps to a place of the list. */
    void jump(long at) {
        worker.execute(() -> window.jump(at));
    }

    /** Which rows are selected: they are known wherever one scrolls. */
    void keep(Set<UUID> selected) {
        worker.execute(() -> window.keep(selected));
    }

    /** Holds the rows as they are, or lets them go on. */
    void hold(boolean still) {
        worker.execute(() -> {
            held = still;
            news = 0;
            changed();
            drawing.now();
        });
    }

    void retry() {
        worker.execute(() -> {
            if (live == LiveState.ENDED) {
                live = LiveState.CONNECTING;
            }
            loading = loading instanceof Loading.Failed ? new Loading.Awaited() : loading;
            drawing.ask();
            window.read();
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
            window.read();
            count();
        }
        SessionView session = data.session();
        if (session != null) {
            boolean started = type == EventType.SESSION_STARTED;
            news += held && started && window.asked().matches(session, server.instant()) ? 1 : 0;
            window.heard(session, started);
        }
        if (data.seen() != null) {
            window.seen(data.seen());
        }
        drawing.ask();
    }

    private void state(LiveState state) {
        live = state;
        if (state == LiveState.LIVE) {
            openings++;
            countMissed();
        } else {
            missed = true;
        }
        interruption = state == LiveState.INTERRUPTED || state == LiveState.ENDED ? interruption : null;
        drawing.ask();
    }

    private void tick() {
        Instant now = server.instant();
        window.tick(now);
        if (stream != null && Duration.between(countedAt, now).compareTo(RECOUNT) >= 0) {
            count();
        }
        if (activity.known() || rowsChanged) {
            drawing.ask();
        }
    }

    @Override
    public void changed() {
        rowsChanged = true;
        drawing.ask();
    }

    /** Whoever scrolls on through a table that is held wants what is there. */
    @Override
    public void extended() {
        rowsExtended = true;
    }

    @Override
    public void answered(String position) {
        if (closed) {
            return;
        }
        Instant now = server.instant();
        asOf = asOf == null || now.isAfter(asOf) ? now : asOf;
        boolean first = !(loading instanceof Loading.Done);
        loading = new Loading.Done();
        trouble = null;
        if (stream == null) {
            stream = source.events(position, this);
            count();
        }
        changed();
        if (first || window.answersAnew(rows)) {
            drawing.now(); // somebody waits for them
        }
    }

    @Override
    public void failed(ClientException why) {
        if (closed) {
            return;
        }
        LOG.info("The sessions cannot be read: {}", why.getMessage());
        if (loading instanceof Loading.Done) {
            trouble = why;
        } else {
            loading = new Loading.Failed(why);
        }
        if (ofTheQuery(why)) {
            drawing.ask();
            return;
        }
        boolean forGood = why instanceof ClientException.Declined
                || (why instanceof ClientException.Refused refused
                        && WHO_ASKS.contains(refused.problem().status()));
        if (forGood) {
            interruption = why;
            live = LiveState.ENDED;
        } else {
            if (stream == null) {
                interruption = why;
                live = LiveState.INTERRUPTED;
            }
            worker.later(RETRY, window::read);
        }
        drawing.ask();
    }

    /** Whether it is what is asked that the server does not like: to ask the same again would not help. */
    private static boolean ofTheQuery(ClientException why) {
        return why instanceof ClientException.Refused refused
                && (refused.problem().status() == ProblemType.INVALID_QUERY.status()
                        || refused.problem().status() == ProblemType.URI_TOO_LONG.status()
                        || refused.type()
                                .filter(ProblemType.QUERY_TOO_SLOW::equals)
                                .isPresent());
    }

    private void count() {
        if (counting || closed) {
            return;
        }
        counting = true;
        countedAt = server.instant();
        int opening = openings;
        Thread.ofVirtual().name("sessions-count").start(() -> {
            try {
                Stats counted = source.stats();
                worker.execute(() -> {
                    activity.rebase(counted);
                    stats = activity.at(server.instant());
                    counting = false;
                    missed &= live != LiveState.LIVE || opening != openings; // it may have been counted before
                    countMissed();
                    drawing.ask();
                });
            } catch (ClientException e) {
                // The next minute tries again; that the connection is lost, the stream tells.
                LOG.info("The counts cannot be read: {}", e.getMessage());
                worker.execute(() -> {
                    counting = false;
                    if (missed) {
                        worker.later(RETRY, this::countMissed);
                    }
                });
            }
        });
    }

    private void countMissed() {
        if (missed && live == LiveState.LIVE) {
            count();
        }
    }

    private void draw() {
        if (closed) {
            return;
        }
        if (rowsChanged && (!held || rowsExtended || window.answersAnew(rows))) {
            rowsChanged = false;
            rowsExtended = false;
            news = 0; // what has come is among them
            rows = window.picture();
        }
        if (activity.known() && (stats == null || !missed)) {
            stats = activity.at(server.instant());
        }
        long all = stats == null || rows.asked().everything()
                ? rows.matching()
                : Math.max(stats.active(), rows.matching());
        screen.accept(new Picture(rows, all, trouble, live, interruption, asOf, loading, news, stats));
    }
}
