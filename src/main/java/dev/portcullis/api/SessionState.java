package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a session is in its life: {@code active → ended}, and never back; from active to suspended and back as often as need be. */
public enum SessionState {
    @JsonProperty("active")
    ACTIVE,
    /** Denied for a while: it opens nothing, and has not ended. */
    @JsonProperty("suspended")
    SUSPENDED,
    @JsonProperty("ended")
    ENDED
}
