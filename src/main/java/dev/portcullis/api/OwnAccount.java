package dev.portcullis.api;

import java.util.List;
import java.util.UUID;

/**
 * {@code GET /v1/account}: one's own account.
 *
 * @param totp whether an authenticator app is its second factor
 * @param recoveryCodesLeft how many of the recovery codes have not been used
 */
public record OwnAccount(
        UUID id,
        String email,
        String name,
        List<String> permissions,
        List<String> roles,
        boolean totp,
        int recoveryCodesLeft) {}
