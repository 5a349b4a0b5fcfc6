package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint's answer (RFC 6749 §5.1), which is why its names are in snake case.
 *
 * @param expiresIn seconds until the access token expires
 * @param refreshToken absent for a client's own token (RFC 6749 §4.4.3)
 */
public record TokenResponse(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("token_type") String tokenType,
        @JsonProperty("expires_in") long expiresIn,
        @Nullable @JsonProperty("refresh_token") String refreshToken,
        @JsonProperty("scope") String scope) {
    @Override
    public String toString() {
        return "TokenResponse[expiresIn=" + expiresIn + "]";
    }
}
