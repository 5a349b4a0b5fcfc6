package dev.portcullis.client;

import org.jspecify.annotations.Nullable;

/**
 * Which accounts, in which order.
 *
 * @param search words that must all occur in the address or the name, or begin the id; empty for all
 * @param enabled null for either
 * @param role one that they have; null for any
 * @param sort {@code email}, {@code name} or {@code createdAt}, after {@code -} in descending order
 * @param after the cursor of a page; null for the first
 * @param limit 1 to 1000
 */
public record AccountQuery(
        String search,
        @Nullable Boolean enabled,
        @Nullable String role,
        String sort,
        @Nullable String after,
        int limit) {
    /** The first hundred, by address. */
    public static AccountQuery all() {
        return new AccountQuery("", null, null, "email", null, 100);
    }

    /** The page that a cursor leads to. */
    public AccountQuery after(String cursor) {
        return new AccountQuery(search, enabled, role, sort, cursor, limit);
    }
}
