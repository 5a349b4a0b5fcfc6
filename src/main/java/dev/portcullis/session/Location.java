package dev.portcullis.session;

import org.jspecify.annotations.Nullable;

/**
 * Where an address is.
 *
 * @param network the name that the policy gives to its network; null if none
 * @param country ISO 3166-1 alpha-2; null if unknown
 * @param asn the number of the autonomous system that it belongs to; null if unknown
 * @param asName whose that is
 */
public record Location(
        @Nullable String network,
        @Nullable String country,
        @Nullable Long asn,
        @Nullable String asName) {
    /** Nothing is known. */
    public static final Location UNKNOWN = new Location(null, null, null, null);
}
