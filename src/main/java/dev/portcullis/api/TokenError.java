package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The token endpoint's error (RFC 6749 §5.2). */
public record TokenError(
        @JsonProperty("error") String error,
        @JsonProperty("error_description") String description) {}
