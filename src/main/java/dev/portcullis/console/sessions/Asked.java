package dev.portcullis.console.sessions;

import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.SessionQuery;
import dev.portcullis.query.Field;
import dev.portcullis.query.Query;
import dev.portcullis.query.QueryException;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the table is asked for, in the server's query language: the server lists it, and the same query is put to each session that an event tells of.
 *
 * @param text as it was typed
 * @param asOf who was in then; null for who is in now
 * @param withEnded whether sessions that have ended are listed, too: if the query asks about the end, as the server has it
 */
record Asked(String text, Query query, @Nullable Instant asOf, boolean withEnded) {
    private static final Set<Field> OF_ENDED = EnumSet.of(Field.STATE, Field.REASON, Field.ENDED, Field.BY, Field.NOTE);

    static final Asked EVERYTHING = Asked.of("", null);

    /** @throws QueryException if it cannot be understood */
    static Asked of(String text, @Nullable Instant asOf) {
        Query query = Query.parse(text);
        return new Asked(text, query, asOf, asOf == null && !Collections.disjoint(query.fields(), OF_ENDED));
    }

    /** Whether it is of the past: then nothing that happens changes it. */
    boolean past() {
        return asOf != null;
    }

    /** Whether nothing is asked: then it is all active sessions. */
    boolean everything() {
        return query instanceof Query.All;
    }

    boolean matches(SessionView session, Instant now) {
        return (withEnded || session.state() != SessionState.ENDED) && query.matches(session, now);
    }

    /** Whether a session that has ended now was one of these before it did, as far as can be told. */
    boolean matchedAlive(SessionView ended, Instant now) {
        return query.matches(Sessions.alive(ended), now);
    }

    /** The first page in this order. */
    SessionQuery page(Ordering ordering, int limit) {
        SessionQuery page = new SessionQuery(text, null, ordering.wire(), null, limit);
        return asOf == null ? page : page.asOf(asOf);
    }
}
