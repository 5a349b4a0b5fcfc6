package dev.portcullis.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code PATCH /admin/v1/accounts/{id}}, a merge patch (RFC 7396): what is null stays as it is.
 *
 * @param enabled false ends the account's sessions
 * @param permissions all that are granted by name; the account's sessions follow
 * @param roles all of them; the account's sessions follow
 */
public record AccountChange(
        @Nullable String email,
        @Nullable String name,
        @Nullable Boolean enabled,
        @Nullable List<String> permissions,
        @Nullable List<String> roles) {
    private static final AccountChange NOTHING = new AccountChange(null, null, null, null, null);

    public static AccountChange toEnabled(boolean enabled) {
        return new AccountChange(null, null, enabled, null, null);
    }

    public static AccountChange toPermissions(List<String> permissions) {
        return new AccountChange(null, null, null, permissions, null);
    }

    public static AccountChange toRoles(List<String> roles) {
        return new AccountChange(null, null, null, null, roles);
    }

    /** Whether it leaves all as it is. */
    public boolean empty() {
        return equals(NOTHING);
    }
}
