package dev.portcullis.console.sessions;

import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Facets;
import dev.portcullis.api.SessionPage;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Stats;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.EventListener;
import dev.portcullis.client.EventStream;
import dev.portcullis.client.SessionQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server that says what the test tells it to. */
final class FakeSource implements SessionSource {
    private final CountDownLatch opened = new CountDownLatch(1);
    /** Nothing is answered while it is shut. */
    final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));

    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger answers = new AtomicInteger();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<Instant> times = new CopyOnWriteArrayList<>();
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
        try {
            gate.get().await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        ClientException why = failure;
        if (why != null) {
            throw why;
        }
        List<SessionView> all = matching(query);
        int from = query.before() != null
                ? Math.max(0, Integer.parseInt(query.before()) - query.limit())
                : query.after() == null ? (int) query.skip() : Integer.parseInt(query.after());
        int to = query.before() != null ? Integer.parseInt(query.before()) : Math.min(all.size(), from + query.limit());
        answers.incrementAndGet();
        return new SessionPage(
                List.copyOf(all.subList(from, to)),
                all.size() + more,
                from > 0 ? Integer.toString(from) : null,
                to < all.size() ? Integer.toString(to) : null,
                "42",
                Instant.EPOCH);
    }

    private List<SessionView> matching(SessionQuery query) {
        asked.add(query.query());
        if (query.asOf() != null) {
            times.add(query.asOf());
        }
        Asked what = Asked.of(query.query(), query.asOf());
        Ordering by = Stream.of(Ordering.Key.values())
                .flatMap(key -> Stream.of(new Ordering(key, false), new Ordering(key, true)))
                .filter(each -> each.wire().equals(query.sort()))
                .findFirst()
                .orElseThrow();
        return sessions.stream()
                .filter(session -> what.matches(session, People.NOW))
                .map(session -> Row.of(session, false))
                .sorted(by.comparator())
                .map(Row::session)
                .toList();
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

    @Override
    public Facets facets(Collection<String> by, int top, String query, @Nullable Instant asOf) {
        Asked what = Asked.of(query, asOf);
        List<SessionView> found = sessions.stream()
                .filter(session -> what.matches(session, People.NOW))
                .toList();
        Map<String, Facets.Facet> facets = new HashMap<>();
        for (String kind : by) {
            Map<String, Long> counts = found.stream()
                    .flatMap(session -> values(kind, session).stream())
                    .collect(Collectors.groupingBy(value -> value, Collectors.counting()));
            facets.put(
                    kind,
                    new Facets.Facet(
                            counts.entrySet().stream()
                                    .sorted(Map.Entry.<String, Long>comparingByValue()
                                            .reversed()
                                            .thenComparing(Map.Entry.comparingByKey()))
                                    .limit(top)
                                    .map(each -> new Facets.Count(each.getKey(), null, each.getValue()))
                                    .toList(),
                            Math.max(0, counts.size() - top)));
        }
        return new Facets(People.NOW, found.size(), facets);
    }

    private static List<String> values(String kind, SessionView session) {
        return switch (kind) {
            case "state" -> List.of("active");
            case "network" ->
                List.of(
                        session.network() != null
                                ? session.network()
                                : String.valueOf(session.address()).replaceFirst("\\.\\d+$", ".0/24"));
            case "browser" -> List.of(String.valueOf(session.browser()));
            case "permission" -> session.permissions();
            case "delivery" -> List.of("cookie");
            default -> List.of();
        };
    }

    void say(EventType type, @Nullable SessionView session) {
        say(type, new EventData(People.NOW.plusMillis(1), session, null, null));
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
