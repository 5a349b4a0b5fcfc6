package dev.portcullis.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/account/totp/confirmation}: the first code of the app, which shows that it knows the secret.
 *
 * @param endOthers whether the account's other sessions end (ASVS 7.4.3); not, if it is left out
 */
public record TotpConfirmation(String code, @Nullable Boolean endOthers) {
    /** The other sessions go on. */
    public TotpConfirmation(String code) {
        this(code, null);
    }

    @Override
    public String toString() {
        return "TotpConfirmation[]";
    }
}
