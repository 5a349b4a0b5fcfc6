package dev.portcullis.console.frame;

import dev.portcullis.console.sessions.Ordering;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an operator is.
 *
 * @param screen its name; empty for the one that comes first
 * @param search what is searched for among the sessions
 * @param then of which time they are; null for the present
 * @param ordering how they are ordered
 */
public record Whereabouts(
        String screen, String search, @Nullable Instant then, Ordering ordering) {
    /** Where whoever has just come is. */
    public static final Whereabouts START = new Whereabouts("", "", null, Ordering.NEWEST);
}
