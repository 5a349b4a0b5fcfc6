package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a revocation did to one session. */
public enum RevocationResult {
    @JsonProperty("ended")
    ENDED,
    /** It had ended before. */
    @JsonProperty("already-ended")
    ALREADY_ENDED,
    /** The handle is no session's. */
    @JsonProperty("not-found")
    NOT_FOUND,
    @JsonProperty("suspended")
    SUSPENDED,
    @JsonProperty("released")
    RELEASED,
    /** It was to be released, and was not suspended. */
    @JsonProperty("unchanged")
    UNCHANGED
}
