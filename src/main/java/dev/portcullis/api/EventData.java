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
 */
public record EventData(
        Instant at,
        @Nullable SessionView session,
        @Nullable String address,
        @Nullable List<Seen> seen,
        @Nullable UUID account,
        @Nullable String by) {
    /** Of no account. */
    public EventData(Instant at, @Nullable SessionView session, @Nullable String address, @Nullable List<Seen> seen) {
        this(at, session, address, seen, null, null);
    }

    /** A session was used. */
    public record Seen(UUID handle, Instant lastSeenAt) {}
}
