package dev.portcullis.api;

/** {@code POST /v1/account/totp/confirmation}: the first code of the app, which shows that it knows the secret. */
public record TotpConfirmation(String code) {
    @Override
    public String toString() {
        return "TotpConfirmation[]";
    }
}
