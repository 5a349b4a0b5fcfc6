package dev.portcullis.server;

import dev.portcullis.api.EventType;
import dev.portcullis.cluster.FeedEvent;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of the feed a stream tells.
 *
 * @param types of which types; a heartbeat and a resynchronisation are told in any case
 */
record EventFilter(Set<EventType> types) {
    private static final Set<EventType> OF_THE_STREAM = EnumSet.of(EventType.HEARTBEAT, EventType.RESYNC);
    private static final Set<EventType> ALL = EnumSet.complementOf(EnumSet.copyOf(OF_THE_STREAM));

    /**
     * As {@code ?types=} says.
     *
     * @throws ProblemException 400 if it cannot be understood
     */
    static EventFilter of(Request request) {
        return new EventFilter(request.query("types").map(EventFilter::types).orElse(ALL));
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
        events.stream().filter(event -> types.contains(event.type())).forEach(event -> text.writeBytes(event.text()));
        return text.toByteArray();
    }
}
