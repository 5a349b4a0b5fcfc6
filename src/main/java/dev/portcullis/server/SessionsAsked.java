package dev.portcullis.server;

import dev.portcullis.query.Field;
import dev.portcullis.query.Query;
import dev.portcullis.store.SessionList.States;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions a request is about: {@code q=&state=&asOf=}.
 *
 * @param asOf those that were in then; null for the present
 */
record SessionsAsked(Query query, States states, @Nullable Instant asOf) {
    /** Who asks about these asks about sessions that have ended. */
    private static final Set<Field> OF_ENDED = EnumSet.of(Field.STATE, Field.REASON, Field.ENDED, Field.BY, Field.NOTE);

    static SessionsAsked of(Request request) {
        Instant asOf = request.query("asOf").map(SessionsAsked::instant).orElse(null);
        Query query = Query.parse(request.query("q").orElse(""));
        States states =
                request.query("state").map(SessionsAsked::states).orElse(asOf != null ? States.LIVE : statesOf(query));
        if (asOf != null && request.query("state").isPresent()) {
            throw ProblemException.invalid("With \"asOf\" those are listed who were in then; leave \"state\" out.");
        }
        return new SessionsAsked(query, states, asOf);
    }

    boolean past() {
        return asOf != null;
    }

    /**
     * The time that is asked about. Nobody knows who will be in, nor who was, when that has been removed.
     *
     * @param retention how long it is known who was in
     */
    Instant requireKnown(Instant now, Duration retention) {
        Instant then = asOf;
        if (then == null) {
            return now;
        }
        Instant horizon = now.minus(retention);
        if (then.isAfter(now)) {
            throw ProblemException.invalid("\"asOf\" lies in the future: here it is " + now + ".");
        }
        if (then.isBefore(horizon)) {
            throw ProblemException.invalid("\"asOf\" lies before what is kept, which begins at " + horizon + ".");
        }
        return then;
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeParseException notOne) {
            throw ProblemException.invalid("\"asOf\" must be an instant as 2026-11-24T02:13:00Z.");
        }
    }

    private static States states(String text) {
        return switch (text) {
            case "live", "active", "suspended", "ended", "all" -> States.valueOf(text.toUpperCase(Locale.ROOT));
            default -> throw ProblemException.invalid("\"state\" must be live, active, suspended, ended or all.");
        };
    }

    /** What is listed if the caller does not say: sessions that have not ended, unless the query asks about the end. */
    private static States statesOf(Query query) {
        return Collections.disjoint(query.fields(), OF_ENDED) ? States.LIVE : States.ALL;
    }
}
