package dev.portcullis.console.sessions;

import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.SessionPage;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Stats;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.EventListener;
import dev.portcullis.client.EventStream;
import dev.portcullis.client.SessionQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server that says what the test tells it to. */
final class FakeSource implements SessionSource {
    private final CountDownLatch opened = new CountDownLatch(1);
    final AtomicInteger reads = new AtomicInteger();
    final List<String> resumedFrom = new ArrayList<>();
    volatile List<SessionView> sessions;
    volatile long more;
    volatile Stats stats;
    volatile @Nullable ClientException failure;
    volatile @Nullable EventListener listener;

    FakeSource(List<SessionView> sessions, Stats stats) {
        this.sessions = sessions;
        this.stats = stats;
    }

    @Override
    public SessionPage page(SessionQuery query) {
        reads.incrementAndGet();
        ClientException why = failure;
        if (why != null) {
            throw why;
        }
        List<SessionView> all = sessions;
        int from = query.after() == null ? 0 : Integer.parseInt(query.after());
        int to = Math.min(all.size(), from + query.limit());
        return new SessionPage(
                List.copyOf(all.subList(from, to)),
                all.size() + more,
                from > 0 ? Integer.toString(from) : null,
                to < all.size() ? Integer.toString(to) : null,
                "42",
                Instant.EPOCH);
    }

    @Override
    public EventStream events(String after, EventListener newListener) {
        resumedFrom.add(after);
        listener = newListener;
        newListener.opened();
        opened.countDown();
        return () -> listener = null;
    }

    @Override
    public Stats stats() {
        return stats;
    }

    void say(EventType type, @Nullable SessionView session) {
        say(type, new EventData(People.NOW, session, null, null));
    }

    void seen(SessionView session, Instant at) {
        say(EventType.SESSIONS_SEEN, new EventData(at, null, null, List.of(new EventData.Seen(session.handle(), at))));
    }

    void say(EventType type, EventData data) {
        awaitListener().event(type, data);
    }

    EventListener awaitListener() {
        try {
            opened.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return Objects.requireNonNull(listener);
    }
}
