package dev.portcullis.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The {@code data:} of an event. What is present depends on its {@link EventType}.
 *
 * @param at the server's time of what happened (of a heartbeat: of sending it)
 * @param session the session as it is now, which may already be newer than the event: the higher {@code version} wins
 * @param address where a failed login came from
 * @param seen the sessions of a {@code session.seen}
 * @param account whose account was changed; what of it is not told here
 * @param by who changed it: an e-mail address, or an OAuth client's id
 * @param left which session does not match the stream's query
 */
public record EventData(
        Instant at,
        @Nullable SessionView session,
        @Nullable String address,
        @Nullable List<Seen> seen,
        @Nullable UUID account,
        @Nullable String by,
        @Nullable Left left) {
    /** Of an account, or whatever the feed itself has. */
    public EventData(
            Instant at,
            @Nullable SessionView session,
            @Nullable String address,
            @Nullable List<Seen> seen,
            @Nullable UUID account,
            @Nullable String by) {
        this(at, session, address, seen, account, by, null);
    }

    /** Of no account. */
    public EventData(Instant at, @Nullable SessionView session, @Nullable String address, @Nullable List<Seen> seen) {
        this(at, session, address, seen, null, null);
    }

    /** Of a session that does not match. */
    public static EventData left(Instant at, SessionView session) {
        return new EventData(at, null, null, null, null, null, new Left(session.handle(), session.version()));
    }

    /** A session, of which no more is told: in this version it does not match. */
    public record Left(UUID handle, long version) {}

    /** A session was used. */
    public record Seen(UUID handle, Instant lastSeenAt) {}
}
