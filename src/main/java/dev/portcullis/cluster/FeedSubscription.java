package dev.portcullis.cluster;

import dev.portcullis.store.EventStore.Position;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** One listener's place in the feed. A listener that is too slow is told so, rather than given a hole. */
public final class FeedSubscription implements AutoCloseable {
    private static final int BATCHES = 256;

    private final Feed feed;
    private final BlockingQueue<List<FeedEvent>> queue = new ArrayBlockingQueue<>(BATCHES);
    private volatile boolean overflowed;
    private volatile boolean closed;

    /** How far the listener has been given events. */
    private Position reached;

    private boolean catchingUp = true;

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
        if (overflowed) {
            overflowed = false;
            return resync();
        }
        if (catchingUp) {
            return catchUp();
        }
        List<FeedEvent> events = queue.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (closed) {
            return new Next.Closed();
        }
        return new Next.Events(events == null ? List.of() : fresh(events));
    }

    private Next catchUp() {
        if (!feed.reaches(reached)) {
            return resync();
        }
        Feed.Page page = feed.after(reached);
        reached = page.reached();
        catchingUp = page.more(); // what came since is in the queue
        return new Next.Events(page.events());
    }

    private Next resync() {
        catchingUp = false;
        queue.clear();
        reached = feed.end();
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
        if (!queue.offer(events)) {
            overflowed = true;
        }
    }

    @Override
    public void close() {
        cancel();
        feed.forget(this);
    }

    /** Nothing more is wanted, or to be had; whoever waits in {@link #next} is woken. For any thread. */
    public void cancel() {
        closed = true;
        if (!queue.offer(List.of())) {
            queue.clear();
        }
    }
}
