package dev.portcullis.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An account as it is shown.
 *
 * @param permissions granted to it by name
 * @param effectivePermissions these and those of its roles: what its sessions have
 * @param secondFactor whether an authenticator app counts for it: a password alone does not log in
 * @param version grows with each change of what is shown here; in quotation marks it is the account's ETag
 */
public record AccountView(
        UUID id,
        String email,
        String name,
        List<String> permissions,
        List<String> roles,
        List<String> effectivePermissions,
        boolean enabled,
        boolean secondFactor,
        Instant createdAt,
        long version) {}
