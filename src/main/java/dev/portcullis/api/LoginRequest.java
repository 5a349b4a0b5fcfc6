package dev.portcullis.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/sessions}: log in.
 *
 * @param deliver how the session is handed over: {@code cookie} (the default; the client holds the session id alone) or {@code tokens} (for mobile and other
 *     non-browser clients: access and refresh token in the answer, no cookie)
 */
public record LoginRequest(
        String email, String password, @Nullable Delivery deliver) {
    @Override
    public String toString() {
        return "LoginRequest[email=" + email + ", deliver=" + deliver + "]";
    }
}
