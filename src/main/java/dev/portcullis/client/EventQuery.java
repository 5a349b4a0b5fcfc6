package dev.portcullis.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portcullis.api.EventType;
import dev.portcullis.api.Paths;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an event stream tells.
 *
 * @param query events of sessions that match, in the language of the list; of those that do not (any more), {@link EventType#SESSION_LEFT}. Blank for everything.
 * @param types events of these types; none for all. {@link EventType#HEARTBEAT} and {@link EventType#RESYNC} are told in any case.
 */
public record EventQuery(String query, Set<EventType> types) {
    /** Everything that happens. */
    public static final EventQuery ALL = new EventQuery("", Set.of());

    public EventQuery {
        types = Set.copyOf(types);
    }

    /** Events of sessions that match. */
    public static EventQuery matching(String query) {
        return new EventQuery(query, Set.of());
    }

    /** Events of these types. */
    public static EventQuery of(EventType... types) {
        return new EventQuery("", Set.of(types));
    }

    String path() {
        List<String> parameters = new ArrayList<>();
        if (!query.isBlank()) {
            parameters.add("q=" + URLEncoder.encode(query, UTF_8));
        }
        if (!types.isEmpty()) {
            parameters.add(
                    "types=" + types.stream().map(EventType::wire).sorted().collect(Collectors.joining(",")));
        }
        return parameters.isEmpty() ? Paths.ADMIN_EVENTS : Paths.ADMIN_EVENTS + "?" + String.join("&", parameters);
    }
}
