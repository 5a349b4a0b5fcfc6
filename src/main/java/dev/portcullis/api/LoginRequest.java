package dev.portcullis.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/sessions}: log in.
 *
 * @param deliver how the session is handed over: {@code cookie} (the default; the client holds the session id alone) or {@code tokens} (for mobile and other
 *     non-browser clients: access and refresh token in the answer, no cookie)
 * @param totp the six digits of an authenticator app (RFC 6238), where the account has that second factor
 * @param recoveryCode instead of {@code totp}: one of the codes for whoever has lost it
 */
public record LoginRequest(
        String email,
        String password,
        @Nullable Delivery deliver,
        @Nullable String totp,
        @Nullable String recoveryCode) {
    /** With the password alone. */
    public LoginRequest(String email, String password, @Nullable Delivery deliver) {
        this(email, password, deliver, null, null);
    }

    @Override
    public String toString() {
        return "LoginRequest[email=" + email + ", deliver=" + deliver + "]";
    }
}
