package dev.portcullis.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/sessions/current/authentication}: proves again who uses the session. The answer carries a new cookie; the old one opens nothing any more
 * (ASVS 7.2.4).
 *
 * @param totp, recoveryCode one of them, where the account has a second factor
 */
public record StepUpRequest(
        String password, @Nullable String totp, @Nullable String recoveryCode) {
    @Override
    public String toString() {
        return "StepUpRequest[]";
    }
}
