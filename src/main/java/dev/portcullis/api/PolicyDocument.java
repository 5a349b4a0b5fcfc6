package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an organisation has decided about its sessions, as it is sent, answered and stored. All times are whole seconds.
 *
 * @param lifetime everybody's limits: all five are present
 * @param roles by the name of a role, what differs for those who have it
 * @param networks what networks are called; an address is in the one whose range is the narrowest
 */
public record PolicyDocument(
        Limits lifetime,
        Map<String, Limits> roles,
        Quota quota,
        SecondFactor secondFactor,
        StepUp stepUp,
        Guessing guessing,
        List<Network> networks) {

    /** Policies that were stored before networks had names have none. */
    public PolicyDocument {
        networks = networks == null ? List.of() : List.copyOf(networks);
    }

    /**
     * Limits in seconds; of a role, null where it has none of its own.
     *
     * @param idleTtlSeconds a session ends after this time without use
     * @param absoluteTtlSeconds a session ends after this time in any case
     * @param accessTtlSeconds validity of an access token, never beyond its session
     * @param refreshTtlSeconds validity of a refresh token, never beyond its session
     * @param refreshGraceSeconds how long a spent refresh token still answers the same successor
     */
    public record Limits(
            @Nullable Integer idleTtlSeconds,
            @Nullable Integer absoluteTtlSeconds,
            @Nullable Integer accessTtlSeconds,
            @Nullable Integer refreshTtlSeconds,
            @Nullable Integer refreshGraceSeconds) {}

    /**
     * How many sessions an account may have at once (ASVS 7.1.2).
     *
     * @param sessions 0 for any number
     * @param atLimit what happens at the login that would be one too many
     */
    public record Quota(int sessions, AtLimit atLimit) {}

    /** What happens to the login that would be one too many, or to make room for it. */
    public enum AtLimit {
        /** It is refused. */
        @JsonProperty("reject")
        REJECT,
        /** The sessions that were begun first end. */
        @JsonProperty("end-oldest")
        END_OLDEST,
        /** The sessions that would end first by themselves end. */
        @JsonProperty("end-next-to-expire")
        END_NEXT_TO_EXPIRE
    }

    /**
     * Who must have a second factor.
     *
     * @param operators whoever holds one of Portcullis's own permissions
     * @param roles whoever has one of these roles
     */
    public record SecondFactor(boolean operators, List<String> roles) {}

    /**
     * What needs a user who has shown who they are not long ago.
     *
     * @param maxAgeSeconds how long ago at most
     * @param bulk ending more sessions than this in one call needs it
     */
    public record StepUp(int maxAgeSeconds, int bulk) {}

    /**
     * How often one may fail to log in, within the window.
     *
     * @param perAccount failures for one account from places that it has never been used from
     * @param perAddress failures from one address
     */
    public record Guessing(int perAccount, int perAddress, int windowSeconds) {}

    /**
     * A network that has a name.
     *
     * @param ranges in CIDR notation, IPv4 and IPv6; no other network has the same
     * @param trusted whether a login from there is never marked as from a new network
     */
    public record Network(String name, List<String> ranges, boolean trusted) {
        public Network {
            ranges = List.copyOf(ranges);
        }
    }
}
