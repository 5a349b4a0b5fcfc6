package dev.portcullis.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions {@link PortcullisClient#sessions} lists.
 *
 * @param query in the query language; blank for all
 * @param state {@code live} (active or suspended), {@code active}, {@code suspended}, {@code ended} or {@code all}; null for those that are live, unless the query asks about the end of sessions
 * @param sort a member of a session: {@code createdAt}, {@code lastSeenAt}, {@code user}, {@code permissions} …; with a leading {@code -} the other way round
 * @param after the {@code next} of the page before; null for the first
 * @param before the {@code previous} of the page behind, instead of {@code after}
 * @param asOf who was in then; null for now
 * @param skip how many rows come before the page, instead of a cursor; where very many do, about so many
 * @param total the total of an earlier page, which then is not counted again; null to count
 * @param limit 1 to 1000
 */
public record SessionQuery(
        String query,
        @Nullable String state,
        String sort,
        @Nullable String after,
        @Nullable String before,
        @Nullable Instant asOf,
        long skip,
        @Nullable Long total,
        int limit) {
    /** Of the present. */
    public SessionQuery(String query, @Nullable String state, String sort, @Nullable String after, int limit) {
        this(query, state, sort, after, null, null, 0, null, limit);
    }

    /** All active sessions, newest first. */
    public static SessionQuery active() {
        return new SessionQuery("", "active", "-createdAt", null, 1000);
    }

    /** The same with those that are suspended. */
    public static SessionQuery live() {
        return new SessionQuery("", "live", "-createdAt", null, 1000);
    }

    /** The page after the one that answered {@code next}. */
    public SessionQuery after(String next) {
        return new SessionQuery(query, state, sort, next, null, asOf, 0, total, limit);
    }

    /** The page before the one that answered {@code previous}. */
    public SessionQuery before(String previous) {
        return new SessionQuery(query, state, sort, null, previous, asOf, 0, total, limit);
    }

    /** The same of that time. */
    public SessionQuery asOf(Instant then) {
        return new SessionQuery(query, state, sort, after, before, then, skip, total, limit);
    }

    /** The page after so many rows. */
    public SessionQuery skipping(long rows) {
        return new SessionQuery(query, state, sort, null, null, asOf, rows, total, limit);
    }

    /** The same, without counting again. */
    public SessionQuery counted(long known) {
        return new SessionQuery(query, state, sort, after, before, asOf, skip, known, limit);
    }
}
