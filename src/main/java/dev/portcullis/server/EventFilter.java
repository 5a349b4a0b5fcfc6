package dev.portcullis.server;

import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.SessionView;
import dev.portcullis.cluster.FeedEvent;
import dev.portcullis.query.Field;
import dev.portcullis.query.Query;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of the feed a stream tells.
 *
 * <p>With a query, an event of a session that matches is told as it is, and one of a session that does not as {@code session.left}, in a line: its listener may show it
 * as one that matches, from before, or from a list that was read meanwhile, and only the listener knows. So the stream remembers nothing, and may be resumed
 * anywhere. Left out is only what cannot have taken a match away: a session's beginning, and new tokens if the query does not ask about what these change. When a
 * session begins or ceases to match by time alone, nothing happens that could be told.
 *
 * <p>Uses are told of all sessions, many in one event; whoever hears of one that it does not know passes it over. What is not about sessions is not told.
 *
 * @param types of which types; a heartbeat and a resynchronisation are told in any case
 */
record EventFilter(Query query, Set<EventType> types) {
    private static final Set<EventType> OF_THE_STREAM = EnumSet.of(EventType.HEARTBEAT, EventType.RESYNC);
    private static final Set<EventType> ALL = EnumSet.complementOf(EnumSet.copyOf(OF_THE_STREAM));

    /** What changes when tokens are rotated, which is use as well. */
    private static final Set<Field> OF_TOKENS = EnumSet.of(
            Field.ACCESS,
            Field.REFRESH,
            Field.GENERATION,
            Field.JTI,
            Field.VERSION,
            Field.SEEN,
            Field.IDLE,
            Field.EXPIRES);

    /**
     * As {@code ?q=&types=} say.
     *
     * @throws ProblemException 400 if the types cannot be understood
     * @throws dev.portcullis.query.QueryException if the query cannot
     */
    static EventFilter of(Request request) {
        return new EventFilter(
                Query.parse(request.query("q").orElse("")),
                request.query("types").map(EventFilter::types).orElse(ALL));
    }

    private static Set<EventType> types(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(word -> EventType.ofWire(word.strip())
                        .filter(ALL::contains)
                        .orElseThrow(() -> ProblemException.invalid("\"types\" must be some of "
                                + ALL.stream().map(EventType::wire).collect(Collectors.joining(", ")) + ".")))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(EventType.class)));
    }

    /** Those of the events that are told, one after the other as Server-Sent Events; empty if none is. */
    byte[] text(List<FeedEvent> events, Instant now) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        events.forEach(event -> tell(event, now, text));
        return text.toByteArray();
    }

    private void tell(FeedEvent event, Instant now, ByteArrayOutputStream text) {
        SessionView session = event.data().session();
        if (query instanceof Query.All
                || (session == null ? event.type() == EventType.SESSIONS_SEEN : query.matches(session, now))) {
            if (types.contains(event.type())) {
                text.writeBytes(event.text());
            }
        } else if (session != null && types.contains(EventType.SESSION_LEFT) && mayTakeAMatchAway(event.type())) {
            text.writeBytes(FeedEvent.text(
                    event.position(),
                    EventType.SESSION_LEFT,
                    EventData.left(event.data().at(), session)));
        }
    }

    private boolean mayTakeAMatchAway(EventType type) {
        return switch (type) {
            case SESSION_STARTED -> false;
            case TOKEN_REFRESHED -> !Collections.disjoint(query.fields(), OF_TOKENS);
            default -> true;
        };
    }
}
