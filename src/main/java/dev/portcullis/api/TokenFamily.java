package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /admin/v1/sessions/{handle}/tokens}: every refresh token that a session had, each with what became of it, and its access token. Never a token, nor a
 * hash of one.
 *
 * <p>It is a line, not a tree: a token's successor follows from it by computation, so a token that is presented twice has one successor all the same, and no
 * branch can be orphaned. Hence two verdicts on a reuse, and not the third that servers with random successors need.
 *
 * @param total how many generations there were
 * @param generations the newest first, 1,000 at most
 */
public record TokenFamily(
        UUID handle, SessionState state, UUID family, long total, List<Generation> generations, Access access) {

    /**
     * A refresh token.
     *
     * @param generation 1 at login, one more at each rotation
     * @param parent the generation that it follows; absent for the first
     * @param spentAt when it was exchanged for its successor
     * @param superseded true if it was not exchanged: the user proved anew who they are, and was given the next one for that; absent otherwise
     * @param expiresAt of the newest one
     * @param accessJti the access token that was bound together with it; absent if that was before this was kept
     * @param verdict on its last reuse
     * @param reuses how often it came back after it was spent
     * @param reusedAddress from where it did last, as far as it is known
     */
    public record Generation(
            int generation,
            @Nullable Integer parent,
            State state,
            Instant issuedAt,
            @Nullable Instant spentAt,
            @Nullable Boolean superseded,
            @Nullable Instant expiresAt,
            @Nullable UUID accessJti,
            @Nullable Verdict verdict,
            int reuses,
            @Nullable Instant reusedAt,
            @Nullable String reusedAddress) {}

    /**
     * The access token that is bound to the session.
     *
     * @param kid the key that signed it, by the times of the keys: where one took over within that second, it may have been the other
     * @param keyPublished whether the JWKS lists that key, so that whoever verifies by signature can; absent if the key is not known
     * @param signedWhenAsked true if it is signed whenever a gateway asks, so that it says {@code claims}; false if the client holds one that was signed when it was
     *     given: what the session may do, and how its user had shown who they are, is in it as it was then
     * @param claims what it says when it is signed now, by the names that the token has for them (RFC 9068 §2.2). No token is kept, and no signature is checked here
     */
    public record Access(
            UUID jti,
            Instant issuedAt,
            Instant expiresAt,
            @Nullable String kid,
            @Nullable Boolean keyPublished,
            boolean signedWhenAsked,
            Map<String, Object> claims) {}

    /** What a refresh token is worth. */
    public enum State {
        /** It can be exchanged. */
        @JsonProperty("current")
        CURRENT,
        /** It was exchanged. */
        @JsonProperty("spent")
        SPENT,
        /** It never was, and cannot be any more: its session has ended, or its own time has passed. */
        @JsonProperty("ended")
        ENDED
    }

    /** What a reuse was taken for. */
    public enum Verdict {
        /** Within the grace window: a client that raced itself, or lost the answer. It got the same successor again. */
        @JsonProperty("race")
        RACE,
        /** After it: the token is in two hands. The session ended. */
        @JsonProperty("stale")
        STALE
    }
}
