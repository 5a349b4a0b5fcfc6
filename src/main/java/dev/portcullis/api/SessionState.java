package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a session is in its life: {@code active → ended}, and never back. */
public enum SessionState {
    @JsonProperty("active")
    ACTIVE,
    @JsonProperty("ended")
    ENDED
}
