package dev.portcullis.api;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a login: the session, and with {@code "deliver":"tokens"} its two tokens.
 *
 * @param expiresIn seconds until the access token expires
 */
public record LoginResponse(
        SessionView session,
        @Nullable String accessToken,
        @Nullable String refreshToken,
        @Nullable Long expiresIn) {
    @Override
    public String toString() {
        return "LoginResponse[session=" + session.handle() + "]";
    }
}
