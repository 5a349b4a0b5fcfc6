package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The token endpoint's answer (RFC 6749 §5.1), which is why its names are in snake case.
 *
 * @param expiresIn seconds until the access token expires
 */
public record TokenResponse(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("token_type") String tokenType,
        @JsonProperty("expires_in") long expiresIn,
        @JsonProperty("refresh_token") String refreshToken,
        @JsonProperty("scope") String scope) {
    @Override
    public String toString() {
        return "TokenResponse[expiresIn=" + expiresIn + "]";
    }
}
