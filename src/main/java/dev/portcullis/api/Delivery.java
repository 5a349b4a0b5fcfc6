package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a login hands its session to the client. */
public enum Delivery {
    @JsonProperty("cookie")
    COOKIE,
    @JsonProperty("tokens")
    TOKENS
}
