package dev.portcullis.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to the first code of an authenticator app. The session in which it was given counts as proven with it, and so has a new cookie, or these tokens.
 *
 * @param recoveryCodes see {@link RecoveryCodes}
 * @param expiresIn seconds until the access token expires
 */
public record TotpConfirmed(
        List<String> recoveryCodes,
        SessionView session,
        @Nullable String accessToken,
        @Nullable String refreshToken,
        @Nullable Long expiresIn) {
    public static TotpConfirmed of(List<String> recoveryCodes, LoginResponse renewed) {
        return new TotpConfirmed(
                recoveryCodes, renewed.session(), renewed.accessToken(), renewed.refreshToken(), renewed.expiresIn());
    }

    @Override
    public String toString() {
        return "TotpConfirmed[session=" + session.handle() + "]";
    }
}
