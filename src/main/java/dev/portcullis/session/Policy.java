package dev.portcullis.session;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an organisation has decided about its sessions.
 *
 * @param version grows with each change; 0 is the server's configuration, unchanged
 * @param lifetime the limits of everybody
 * @param roles what differs for those who have a role
 */
public record Policy(
        long version,
        Lifetime lifetime,
        Map<String, RoleLimits> roles,
        Quota quota,
        SecondFactor secondFactor,
        StepUp stepUp,
        Guessing guessing) {

    public Policy {
        roles = Map.copyOf(roles);
    }

    /** The policy of a server whose operators have not changed it. */
    public static Policy of(Lifetime lifetime) {
        return new Policy(0, lifetime, Map.of(), Quota.NONE, SecondFactor.OPTIONAL, StepUp.DEFAULT, Guessing.DEFAULT);
    }

    /** Limits of a role; null where it has none of its own. */
    public record RoleLimits(
            @Nullable Duration idle,
            @Nullable Duration absolute,
            @Nullable Duration access,
            @Nullable Duration refresh,
            @Nullable Duration grace) {}

    /**
     * How many sessions an account may have at once (ASVS 7.1.2).
     *
     * @param sessions 0 for any number
     */
    public record Quota(int sessions, AtLimit atLimit) {
        public static final Quota NONE = new Quota(0, AtLimit.END_OLDEST);

        /** What happens to the login that would be one too many, or to make room for it. */
        public enum AtLimit {
            REJECT,
            END_OLDEST,
            END_NEXT_TO_EXPIRE
        }
    }

    /**
     * Who must have a second factor (ASVS 6.3.3): whoever has one of these roles, or one of Portcullis's own permissions if {@code operators} is set.
     */
    public record SecondFactor(boolean operators, Set<String> roles) {
        public static final SecondFactor OPTIONAL = new SecondFactor(false, Set.of());

        public SecondFactor {
            roles = Set.copyOf(roles);
        }

        /** Whether somebody with these roles and permissions must have one. */
        public boolean required(Collection<String> ofRoles, boolean operator) {
            return (operators && operator) || ofRoles.stream().anyMatch(roles::contains);
        }
    }

    /**
     * What needs a user who has shown who they are not long ago (ASVS 7.5.1, 7.5.3; RFC 9470).
     *
     * @param maxAge how long ago at most
     * @param bulk ending more sessions than this in one call needs it
     */
    public record StepUp(Duration maxAge, int bulk) {
        public static final StepUp DEFAULT = new StepUp(Duration.ofMinutes(15), 20);
    }

    /**
     * How often one may fail to log in (ASVS 6.3.1, NIST SP 800-63B-4 §3.2.2).
     *
     * @param perAccount failures for one account from places that it has never been used from, within the window
     * @param perAddress failures from one address, within the window
     * @param window how long failures count
     */
    public record Guessing(int perAccount, int perAddress, Duration window) {
        public static final Guessing DEFAULT = new Guessing(20, 100, Duration.ofMinutes(15));
    }
}
