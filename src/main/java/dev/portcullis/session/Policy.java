package dev.portcullis.session;

import dev.portcullis.api.PolicyDocument;
import dev.portcullis.api.PolicyDocument.AtLimit;
import dev.portcullis.api.PolicyDocument.Limits;
import dev.portcullis.api.PolicyDocument.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an organisation has decided about its sessions (ASVS 7.1.1, 7.1.2).
 *
 * <p><b>Whose limits are which.</b> A role has, of each of the five limits, its own if the policy gives it one, and otherwise everybody's. Who has no role has
 * everybody's limits. Who has one role has that role's, be they shorter or longer than everybody's. Who has several has of each limit the shortest that any of these
 * roles has; a role that the policy does not mention counts too, with everybody's. So a further role never lengthens what another one shortens. If no role's own
 * limits contradict each other, then no combination's do: the role with the shortest absolute limit has an idle limit no longer than it, and the combination's is
 * no longer than that one. {@code PolicyLimits} says the same in SQL.
 *
 * @param version grows with each change; 0 is the server's configuration, unchanged
 * @param lifetime the limits of everybody
 * @param roles what differs for those who have a role
 * @param networks what networks are called
 */
public record Policy(
        long version,
        Lifetime lifetime,
        Map<String, RoleLimits> roles,
        Quota quota,
        SecondFactor secondFactor,
        StepUp stepUp,
        Guessing guessing,
        List<Network> networks) {

    public Policy {
        roles = Map.copyOf(roles);
        networks = List.copyOf(networks);
    }

    /** The policy of a server whose operators have not changed it. */
    public static Policy of(Lifetime lifetime) {
        return new Policy(
                0, lifetime, Map.of(), Quota.NONE, SecondFactor.OPTIONAL, StepUp.DEFAULT, Guessing.DEFAULT, List.of());
    }

    /**
     * The policy that a document says.
     *
     * @throws IllegalArgumentException if its limits contradict each other: see {@link PolicyRules}
     */
    public static Policy of(long version, PolicyDocument document) {
        return new Policy(
                version,
                RoleLimits.of(document.lifetime()).over(Lifetime.DEFAULT),
                document.roles().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, each -> RoleLimits.of(each.getValue()))),
                new Quota(document.quota().sessions(), document.quota().atLimit()),
                new SecondFactor(
                        document.secondFactor().operators(),
                        Set.copyOf(document.secondFactor().roles())),
                new StepUp(
                        Duration.ofSeconds(document.stepUp().maxAgeSeconds()),
                        document.stepUp().bulk()),
                new Guessing(
                        document.guessing().perAccount(),
                        document.guessing().perAddress(),
                        Duration.ofSeconds(document.guessing().windowSeconds())),
                document.networks());
    }

    /** The same as a document; two equal policies have equal documents, member by member in the same order. */
    public PolicyDocument document() {
        Map<String, Limits> limits = new TreeMap<>();
        roles.forEach((role, own) -> limits.put(role, own.document()));
        return new PolicyDocument(
                RoleLimits.of(lifetime).document(),
                limits,
                new PolicyDocument.Quota(quota.sessions, quota.atLimit),
                new PolicyDocument.SecondFactor(
                        secondFactor.operators,
                        secondFactor.roles.stream().sorted().toList()),
                new PolicyDocument.StepUp((int) stepUp.maxAge.toSeconds(), stepUp.bulk),
                new PolicyDocument.Guessing(
                        guessing.perAccount, guessing.perAddress, (int) guessing.window.toSeconds()),
                networks);
    }

    /** The limits of who has these roles. */
    public Lifetime lifetimeOf(Collection<String> ofRoles) {
        if (roles.isEmpty() || ofRoles.isEmpty()) {
            return lifetime;
        }
        Collection<Lifetime> each = new ArrayList<>();
        ofRoles.forEach(role -> {
            RoleLimits own = roles.get(role);
            each.add(own == null ? lifetime : own.over(lifetime));
        });
        return new Lifetime(
                shortest(each, Lifetime::idle),
                shortest(each, Lifetime::absolute),
                shortest(each, Lifetime::access),
                shortest(each, Lifetime::refresh),
                shortest(each, Lifetime::grace));
    }

    private static Duration shortest(Collection<Lifetime> lifetimes, Function<Lifetime, Duration> limit) {
        return lifetimes.stream().map(limit).min(Duration::compareTo).orElseThrow();
    }

    /** Limits of a role; null where it has none of its own. */
    public record RoleLimits(
            @Nullable Duration idle,
            @Nullable Duration absolute,
            @Nullable Duration access,
            @Nullable Duration refresh,
            @Nullable Duration grace) {

        static RoleLimits of(Lifetime all) {
            return new RoleLimits(all.idle(), all.absolute(), all.access(), all.refresh(), all.grace());
        }

        static RoleLimits of(Limits limits) {
            return new RoleLimits(
                    duration(limits.idleTtlSeconds()),
                    duration(limits.absoluteTtlSeconds()),
                    duration(limits.accessTtlSeconds()),
                    duration(limits.refreshTtlSeconds()),
                    duration(limits.refreshGraceSeconds()));
        }

        /** These, and the other's where it has none of its own. */
        Lifetime over(Lifetime other) {
            return new Lifetime(
                    idle == null ? other.idle() : idle,
                    absolute == null ? other.absolute() : absolute,
                    access == null ? other.access() : access,
                    refresh == null ? other.refresh() : refresh,
                    grace == null ? other.grace() : grace);
        }

        Limits document() {
            return new Limits(seconds(idle), seconds(absolute), seconds(access), seconds(refresh), seconds(grace));
        }

        private static @Nullable Duration duration(@Nullable Integer seconds) {
            return seconds == null ? null : Duration.ofSeconds(seconds);
        }

        private static @Nullable Integer seconds(@Nullable Duration duration) {
            return duration == null ? null : (int) duration.toSeconds();
        }
    }

    /**
     * How many sessions an account may have at once (ASVS 7.1.2).
     *
     * @param sessions 0 for any number
     */
    public record Quota(int sessions, AtLimit atLimit) {
        public static final Quota NONE = new Quota(0, AtLimit.END_OLDEST);

        /** Whether there is one. */
        public boolean limits() {
            return sessions > 0;
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
