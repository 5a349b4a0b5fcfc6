package dev.portcullis.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as it is shown: everything about it but its secrets.
 *
 * @param handle the public name (a UUIDv7); it opens nothing
 * @param endReason, endedAt, endedBy, endNote present once it has ended; {@code endedBy} is who did it (an e-mail address), {@code endNote} why, in their words
 * @param authenticatedAt when the user last proved who they are
 * @param factors how they did ({@code amr}, RFC 8176): {@code pwd}, {@code otp}
 * @param lastSeenAt when it was last used; written at most every few seconds, see {@code Lifetime}
 * @param idleExpiresAt when it ends if it is not used before
 * @param idleTtlSeconds, absoluteTtlSeconds the two limits themselves, in seconds
 * @param expiresAt when it ends in any case
 * @param address the client's address, as far as it is known
 * @param device the client as read from its user agent, "Firefox 148 · Windows"
 * @param browser, os the same in parts, without versions: the browser, app or program, and the operating system
 * @param network the name that the policy gives to the address's network
 * @param country ISO 3166-1 alpha-2, if the server has a database of countries
 * @param asn, asName the autonomous system that the address belongs to, if the server has a database of these
 * @param newDevice whether, when it was begun, the account had not been used with this browser and system of late
 * @param newNetwork whether the account had not been used from this network of late
 * @param version grows with each change of state; the session's ETag. Being seen is not a change of state.
 * @param suspension present while it is suspended
 */
public record SessionView(
        UUID handle,
        Account account,
        SessionState state,
        @Nullable EndReason endReason,
        @Nullable Instant endedAt,
        @Nullable String endedBy,
        @Nullable String endNote,
        Instant createdAt,
        Instant authenticatedAt,
        List<String> factors,
        Instant lastSeenAt,
        Instant idleExpiresAt,
        Instant expiresAt,
        long idleTtlSeconds,
        long absoluteTtlSeconds,
        @Nullable String address,
        @Nullable String userAgent,
        String device,
        @Nullable String browser,
        @Nullable String os,
        DeviceType deviceType,
        @Nullable String network,
        @Nullable String country,
        @Nullable Long asn,
        @Nullable String asName,
        boolean newDevice,
        boolean newNetwork,
        Delivery delivery,
        List<String> permissions,
        Map<String, Object> attributes,
        Tokens tokens,
        long version,
        @Nullable Suspension suspension) {

    /** Whose session it is. */
    public record Account(UUID id, String email, String name) {}

    /** The tokens that are bound to it now. */
    public record Tokens(Access access, Refresh refresh) {}

    /** The access token that is bound to it: never the token, only its id. */
    public record Access(UUID jti, Instant expiresAt) {}

    /**
     * The refresh family.
     *
     * @param generation 1 at login, one more at each rotation
     * @param reused whether a spent token of the family has come back outside the grace window
     */
    public record Refresh(UUID family, int generation, Instant expiresAt, boolean reused) {}
}
