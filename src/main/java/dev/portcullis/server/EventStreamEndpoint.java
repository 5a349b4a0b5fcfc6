package dev.portcullis.server;

import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.cluster.Feed;
import dev.portcullis.cluster.FeedEvent;
import dev.portcullis.cluster.FeedSubscription;
import dev.portcullis.cluster.FeedSubscription.Next;
import dev.portcullis.session.Operator;
import dev.portcullis.store.EventStore.Position;
import dev.portcullis.store.StoreUnavailableException;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /admin/v1/events}: the feed as Server-Sent Events (WHATWG HTML §9.2), resumable by {@code Last-Event-ID}. One virtual thread for each stream, for as
 * long as the operator's session lives and may read. The stream itself is no use of that session: watching does not keep an operator logged in.
 */
final class EventStreamEndpoint implements StreamEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(EventStreamEndpoint.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    /** How often it looks whether who reads still may: whoever may not is out at once. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final int MOST_STREAMS = 200;

    private final Semaphore streams = new Semaphore(MOST_STREAMS);
    private final Callers callers;
    private final Feed feed;

    EventStreamEndpoint(Callers callers, Feed feed) {
        this.callers = callers;
        this.feed = feed;
    }

    /** How many streams are open. */
    int readers() {
        return MOST_STREAMS - streams.availablePermits();
    }

    @Override
    public void serve(Request request, HttpServerResponse response) throws InterruptedException {
        Operator operator = callers.lookOperator(request, Permission.SESSIONS_READ); // before it takes a place
        Position from = position(request);
        EventFilter filter = EventFilter.of(request);
        if (!streams.tryAcquire()) {
            throw new ProblemException(ProblemType.BUSY, "Too many event streams are open.");
        }
        try {
            serve(operator, request, response, from, filter);
        } finally {
            streams.release();
        }
        response.end();
    }

    private void serve(
            Operator operator,
            Request request,
            HttpServerResponse response,
            @Nullable Position from,
            EventFilter filter)
            throws InterruptedException {
        Position start = from == null ? feed.end() : from;
        try (FeedSubscription subscription = feed.subscribe(start)) {
            response.closeHandler(_ -> subscription.cancel());
            response.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream")
                    .putHeader("X-Accel-Buffering", "no"); // nginx would hold events back
            // The first event says where the stream begins, so that one that breaks at once can be resumed.
            BodyStream.write(response, heartbeat(start));
            pump(request, filter, operator.session(), subscription, response);
        }
    }

    private void pump(
            Request request,
            EventFilter filter,
            @Nullable UUID own,
            FeedSubscription subscription,
            HttpServerResponse response)
            throws InterruptedException {
        long checked = System.nanoTime();
        long known = checked; // that the caller may read
        long written = checked;
        Position passed = null; // up to where there was nothing for this listener since the last that was written
        while (true) {
            switch (subscription.next(soonest(
                    HEARTBEAT.minusNanos(System.nanoTime() - written), LOOK.minusNanos(System.nanoTime() - checked)))) {
                case Next.Closed() -> {
                    return;
                }
                case Next.Resync(Position position) -> {
                    BodyStream.write(
                            response,
                            FeedEvent.text(position, EventType.RESYNC, new EventData(now(), null, null, null)));
                    written = System.nanoTime();
                    passed = null;
                }
                case Next.Events(var events) -> {
                    byte[] text = filter.text(events, feed.now());
                    if (text.length > 0) {
                        BodyStream.write(response, text);
                        written = System.nanoTime();
                    }
                    passed = events.isEmpty() ? passed : events.getLast().position();
                    if (events.stream().anyMatch(event -> ends(event, own))) {
                        return;
                    }
                }
            }
            if (System.nanoTime() - written >= HEARTBEAT.toNanos()) {
                BodyStream.write(
                        response,
                        heartbeat(passed)); // with its place, so that who resumes need not be read all that passed
                written = System.nanoTime();
                passed = null;
            }
            if (System.nanoTime() - checked >= LOOK.toNanos()) {
                checked = System.nanoTime();
                try {
                    if (!callers.mayGoOn(request, Permission.SESSIONS_READ)) {
                        LOG.debug("{}: the stream ends: its caller may not read any more", request.id());
                        return;
                    }
                    known = checked;
                } catch (
                        StoreUnavailableException e) { // nobody can know; a moment without the database cuts nobody off
                    if (checked - known >= HEARTBEAT.toNanos()) {
                        throw e;
                    }
                }
            }
        }
    }

    private static Duration soonest(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static boolean ends(FeedEvent event, @Nullable UUID own) {
        SessionView session = event.data().session();
        return session != null
                && session.handle().equals(own)
                && (event.type() == EventType.SESSION_ENDED || session.state() == SessionState.SUSPENDED);
    }

    /** A client that resumes by itself (WHATWG HTML §9.2.3) says where in the header, and asks with the address that it began with. */
    private static @Nullable Position position(Request request) {
        Optional<String> resumed = request.header("Last-Event-ID");
        Optional<String> text = resumed.or(() -> request.query("after"));
        if (text.isEmpty()) {
            return null;
        }
        return Position.parse(text.get())
                .orElseThrow(() -> ProblemException.invalid(
                        resumed.isPresent()
                                ? "Last-Event-ID must be the id of an event."
                                : "\"after\" must be the \"position\" of a page, or the id of an event."));
    }

    /** By the clock that events are stamped with, as they are. */
    private Instant now() {
        return feed.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private byte[] heartbeat(@Nullable Position position) {
        return FeedEvent.text(position, EventType.HEARTBEAT, new EventData(now(), null, null, null));
    }
}
