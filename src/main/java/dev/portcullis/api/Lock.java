package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That nobody logs in to an account, or from a network. Sessions that there are go on; their users cannot prove again who they are.
 *
 * @param account whose; null if it is a network's
 * @param network which, in CIDR notation; null if it is an account's
 * @param by who locked it
 * @param until until when; null if until it is lifted
 */
public record Lock(
        UUID id,
        Kind kind,
        @Nullable Account account,
        @Nullable String network,
        String reason,
        String by,
        Instant at,
        @Nullable Instant until) {

    /** What is locked. */
    public enum Kind {
        @JsonProperty("account")
        ACCOUNT,
        @JsonProperty("network")
        NETWORK
    }

    /** Whose lock it is. */
    public record Account(UUID id, String email, String name) {}
}
