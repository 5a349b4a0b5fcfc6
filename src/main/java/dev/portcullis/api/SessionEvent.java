package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a session. What is present depends on its {@link Type}.
 *
 * @param id names it among the session's events, and stays the same
 * @param by who did it: an e-mail address, or an OAuth client's id; absent if nobody in particular did
 * @param address from where: of a login, or of a refresh token that came back
 * @param generation of the refresh token that it is about: the one that was given, or the one that came back
 * @param times how often that token has come back by now; the event is the last time
 * @param reason why it ended
 * @param note why, in the words of who did it
 * @param revocation the revocation that did it, which has a receipt
 * @param detail what changed, without secrets: of attributes only their names
 */
public record SessionEvent(
        String id,
        Instant at,
        Type type,
        @Nullable String by,
        @Nullable String address,
        @Nullable Integer generation,
        @Nullable Integer times,
        @Nullable EndReason reason,
        @Nullable String note,
        @Nullable UUID revocation,
        @Nullable JsonNode detail) {

    /** What it is. Of two of the same time, the later one here came later. */
    public enum Type {
        /** The login. */
        @JsonProperty("session.started")
        STARTED,
        /** The refresh token was exchanged for the next one. */
        @JsonProperty("token.refreshed")
        REFRESHED,
        /** {@code detail} has what changed. */
        @JsonProperty("session.changed")
        CHANGED,
        /** A spent refresh token came back within the grace window, and was answered the same successor. */
        @JsonProperty("token.raced")
        RACED,
        /** A spent refresh token came back after the grace window. The session ended. */
        @JsonProperty("token.reused")
        REUSED,
        @JsonProperty("session.ended")
        ENDED
    }
}
