package dev.portcullis.cluster;

import dev.portcullis.store.EventStore.Position;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One listener's place in the feed. A listener that is too slow is told so, rather than given a hole. */
public final class FeedSubscription implements AutoCloseable {
    /** How many events wait for a listener: some seconds of a very busy server. They are the same for all listeners; what waits for the slowest is what is kept. */
    private static final int MOST_WAITING = 20_000;

    /** How many events a listener that comes back is given from before: reading the list again is less work than more of them. */
    private static final int MOST_FROM_BEFORE = 100_000;

    private final Feed feed;

    /** What waits, from the feed's thread to the listener's; guarded by itself, as the two below. */
    private final ArrayDeque<List<FeedEvent>> queue = new ArrayDeque<>();

    private int waiting;
    private boolean overflowed;
    private volatile boolean closed;

    /** How far the listener has been given events. */
    private Position reached;

    private boolean catchingUp = true;
    private int fromBefore;

    FeedSubscription(Feed feed, Position after) {
        this.feed = feed;
        this.reached = after;
    }

    /** What comes next. */
    public sealed interface Next {
        /** Events, in order; none if nothing happened in the time given. */
        record Events(List<FeedEvent> events) implements Next {}

        /** Events were lost to this listener: read everything again, then go on from here. */
        record Resync(Position position) implements Next {}

        /** Nothing more comes on this subscription. */
        record Closed() implements Next {}
    }

    /** Waits for the next events, at most so long. For one thread. */
    public Next next(Duration atMost) throws InterruptedException {
        if (closed) {
            return new Next.Closed();
        }
        if (catchingUp) {
            return catchUp();
        }
        List<FeedEvent> events = take(atMost);
        if (closed) {
            return new Next.Closed();
        }
        return events == null ? resync() : new Next.Events(fresh(events));
    }

    /** Some events, or none after this time; null if some were lost. */
    private @Nullable List<FeedEvent> take(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (queue) {
            while (queue.isEmpty() && !overflowed && !closed) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return List.of();
                }
                queue.wait(left);
            }
            if (overflowed) {
                return null;
            }
            List<FeedEvent> events = queue.poll();
            waiting -= events == null ? 0 : events.size();
            return events == null ? List.of() : events;
        }
    }

    private Next catchUp() {
        if (fromBefore > MOST_FROM_BEFORE || !feed.reaches(reached)) {
            return resync();
        }
        Feed.Page page = feed.after(reached);
        reached = page.reached();
        fromBefore += page.events().size();
        catchingUp = page.more(); // what came since is in the queue
        return new Next.Events(page.events());
    }

    private Next resync() {
        catchingUp = false;
        synchronized (queue) {
            drop();
            overflowed = false;
        }
        reached = feed.end(); // what was dropped lies before it, and what comes from here on waits in the queue again
        return new Next.Resync(reached);
    }

    private List<FeedEvent> fresh(List<FeedEvent> events) {
        Position before = reached;
        List<FeedEvent> fresh = events.stream()
                .filter(event -> event.position().compareTo(before) > 0)
                .toList();
        if (!fresh.isEmpty()) {
            reached = fresh.getLast().position();
        }
        return fresh;
    }

    void offer(List<FeedEvent> events) {
        synchronized (queue) {
            if (overflowed) {
                return;
            }
            if (waiting + events.size() > MOST_WAITING) {
                drop();
                overflowed = true;
            } else {
                queue.add(events);
                waiting += events.size();
            }
            queue.notifyAll();
        }
    }

    private void drop() {
        queue.clear();
        waiting = 0;
    }

    @Override
    public void close() {
        cancel();
        feed.forget(this);
    }

    /** Nothing more is wanted, or to be had; whoever waits in {@link #next} is woken. For any thread. */
    public void cancel() {
        synchronized (queue) {
            closed = true;
            queue.notifyAll();
        }
    }
}
