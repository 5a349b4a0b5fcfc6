package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A revocation that was begun: how far it has come, and then its receipt.
 *
 * @param at when it was begun
 * @param by who did
 * @param matched how many sessions are in it
 * @param done how many of them have been dealt with
 * @param receipt as soon as it is whole
 */
public record RevocationView(
        UUID id,
        State state,
        RevocationAction action,
        Instant at,
        String by,
        String reason,
        int matched,
        int done,
        @Nullable Receipt receipt) {

    /** How far it has come. */
    public enum State {
        /** A server works on it, or will in a moment: it goes on whatever happens to the server that began it. */
        @JsonProperty("running")
        RUNNING,
        /** All is done, and the receipt is signed. */
        @JsonProperty("done")
        DONE
    }
}
