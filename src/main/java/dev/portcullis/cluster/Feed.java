package dev.portcullis.cluster;

import dev.portcullis.api.EventData;
import dev.portcullis.session.Session;
import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.EventStore.Event;
import dev.portcullis.store.EventStore.Position;
import dev.portcullis.store.LiveCount;
import dev.portcullis.store.SessionStore;
import dev.portcullis.store.StoreUnavailableException;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the feed in the database and hands it to whoever listens on this server, every event once and in one order. It looks when something happened here
 * ({@link #nudge}), and ten times a second for what happened on other servers; at once if it has not looked a moment ago. While nobody listens, nothing is read.
 */
public final class Feed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    /** It may be set, and then what is told goes by it soon. */
    private static final Duration CLOCK_HOLDS = Duration.ofSeconds(1);

    private static final Duration LOOK = Duration.ofMillis(100);

    /** The busier it is, the more events there are in one look. */
    private static final Duration BREATH = Duration.ofMillis(20);

    private static final Duration RETRY = Duration.ofMillis(500);
    private static final int PAGE = 500;

    private final Database database;
    private final Set<FeedSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final Semaphore nudged = new Semaphore(0);
    private final CountDownLatch stopped = new CountDownLatch(1);
    /** When ({@link System#nanoTime()}) it last had read all there was. */
    private volatile long lookedAt = System.nanoTime();

    /** Up to where it has read. */
    private volatile Position reached = new Position(0, 0);

    /** As it was within the last second; null before the first look. */
    private volatile @Nullable Clock clock;

    private volatile boolean started;
    private volatile boolean closed;

    public Feed(Database database) {
        this.database = database;
    }

    /** Begins to follow, from now on. */
    public void start() {
        Position from = end();
        reached = from;
        started = true;
        Thread.ofVirtual().name("feed").start(() -> follow(from));
    }

    /** Something was committed here: look now. */
    public void nudge() {
        if (nudged.availablePermits() == 0) {
            nudged.release();
        }
    }

    /** Up to where it has read. */
    public Position reached() {
        return reached;
    }

    /**
     * The database's clock, which stamps events and judges sessions.
     *
     * @param told what it said
     * @param asked {@link System#nanoTime()} right before that: reckoned from there, it is never behind what the database has stamped
     */
    private record Clock(Instant told, long asked) {
        static Clock read(Transaction transaction) throws SQLException {
            long asked = System.nanoTime();
            return new Clock(LiveCount.now(transaction), asked);
        }

        Instant now() {
            return told.plusNanos(System.nanoTime() - asked);
        }
    }

    /** The time by the database's clock. */
    public Instant now() {
        Clock looked = clock;
        return looked == null ? database.read(LiveCount::now) : looked.now();
    }

    private void lookAtClock() {
        Clock looked = clock;
        if (looked == null || System.nanoTime() - looked.asked() >= CLOCK_HOLDS.toNanos()) {
            clock = database.read(Clock::read);
        }
    }

    /** How long ago it last had read all there was to read. */
    public Duration behind() {
        return Duration.ofNanos(System.nanoTime() - lookedAt);
    }

    /**
     * Listens from a position on; what lies between it and now is read from the database first.
     */
    public FeedSubscription subscribe(Position after) {
        FeedSubscription subscription = new FeedSubscription(this, after);
        subscriptions.add(subscription);
        if (closed) {
            subscription.cancel();
        }
        return subscription;
    }

    void forget(FeedSubscription subscription) {
        subscriptions.remove(subscription);
    }

    /** The end of the feed now. */
    public Position end() {
        return database.read(EventStore::end);
    }

    boolean reaches(Position position) {
        return database.read(transaction -> EventStore.reaches(transaction, position));
    }

    /**
     * Some of the feed.
     *
     * @param reached the position of the last of them, shown or not
     * @param more whether there may be more behind it
     */
    record Page(List<FeedEvent> events, Position reached, boolean more) {}

    /** The next events after a position, a page at most. */
    Page after(Position position) {
        return database.transact(transaction -> {
            List<Event> events = EventStore.after(transaction, position, PAGE);
            Set<UUID> handles = events.stream()
                    .filter(event -> event.session() != null)
                    .map(Event::session)
                    .collect(Collectors.toSet());
            Map<UUID, Session> sessions = SessionStore.find(transaction, handles).stream()
                    .collect(Collectors.toMap(Session::handle, Function.identity()));
            List<FeedEvent> complete = new ArrayList<>(events.size());
            for (Event event : events) {
                UUID handle = event.session();
                Session session = handle == null ? null : sessions.get(handle);
                if (handle == null
                        || session != null) { // else the session has been removed since, and nobody shows it any more
                    event.type()
                            .ifPresent(
                                    type -> complete.add(new FeedEvent(event.position(), type, data(event, session))));
                }
            }
            return new Page(
                    complete, events.isEmpty() ? position : events.getLast().position(), events.size() == PAGE);
        });
    }

    /** Of a change to an account, only whose and by whom: what was granted is for those who may read accounts. Whose login failed is for the database alone. */
    private static EventData data(Event event, @Nullable Session session) {
        return new EventData(
                event.at(),
                session == null ? null : session.view(),
                event.address(),
                event.seen().isEmpty() ? null : event.seen(),
                event.actor() == null ? null : event.account(),
                event.actor());
    }

    /** After trouble it goes on where it was: who has come meanwhile must not miss what happened in between. */
    private void follow(Position from) {
        Position position = from;
        while (!closed) {
            try {
                long began = System.nanoTime();
                lookAtClock();
                position = publish(position);
                if (nudged.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    TimeUnit.NANOSECONDS.sleep(BREATH.toNanos() - (System.nanoTime() - began));
                    nudged.drainPermits();
                }
            } catch (StoreUnavailableException e) {
                LOG.warn("the feed waits for the database: {}", e.getMessage());
                disconnect();
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (Throwable e) { // an Error too: silence would look like peace
                LOG.error("the feed stumbled and goes on", e);
                disconnect();
                pause();
            }
        }
        stopped.countDown();
    }

    private Position publish(Position from) {
        if (subscriptions.isEmpty()) {
            Position end = end();
            if (subscriptions.isEmpty()) { // who comes now reads up to there, or beyond it, by itself
                lookedAt = System.nanoTime();
                reached = end.compareTo(from) > 0 ? end : from;
                return reached;
            }
        }
        Position position = from;
        while (true) {
            Page page = after(position);
            position = page.reached();
            reached = position;
            if (!page.events().isEmpty()) {
                subscriptions.forEach(subscription -> subscription.offer(page.events()));
            }
            if (!page.more()) {
                lookedAt = System.nanoTime();
                return position;
            }
        }
    }

    /** What listens is told by the end of its connection that nothing more comes: never by silence. */
    private void disconnect() {
        subscriptions.forEach(FeedSubscription::cancel);
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        nudge();
        disconnect();
        try {
            if (started && !stopped.await(5, TimeUnit.SECONDS)) {
                LOG.warn("the feed did not stop in 5 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
