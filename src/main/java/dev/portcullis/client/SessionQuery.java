package dev.portcullis.client;

import org.jspecify.annotations.Nullable;

/**
 * Which sessions {@link PortcullisClient#sessions} lists.
 *
 * @param search words that must all occur in the user, the address or the device; blank for all
 * @param state {@code active}, {@code ended} or {@code all}
 * @param sort one of {@code createdAt}, {@code lastSeenAt}, {@code idleExpiresAt}, {@code expiresAt}, {@code user}; with a leading {@code -} the other way round
 * @param after the {@code next} of the page before; null for the first
 * @param limit 1 to 1000
 */
public record SessionQuery(
        String search, String state, String sort, @Nullable String after, int limit) {
    /** All active sessions, newest first. */
    public static SessionQuery active() {
        return new SessionQuery("", "active", "-createdAt", null, 1000);
    }

    /** The page after the one that answered {@code next}. */
    public SessionQuery after(String next) {
        return new SessionQuery(search, state, sort, next, limit);
    }
}
