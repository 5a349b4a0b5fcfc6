package dev.portcullis.support;

import dev.portcullis.api.PolicyChange;
import dev.portcullis.api.PolicyDocument;
import dev.portcullis.api.PolicyDocument.AtLimit;
import dev.portcullis.api.PolicyDocument.Limits;
import dev.portcullis.api.PolicyDocument.Network;
import dev.portcullis.api.PolicyDocument.Quota;
import dev.portcullis.api.PolicyOutcome;
import dev.portcullis.client.PortcullisClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Changes the policy over HTTP, as an administrator. */
public final class PolicyDesk implements AutoCloseable {
    private final PortcullisClient admin;

    public PolicyDesk(TestServer server) {
        this.admin = server.admin();
    }

    /** Changes it for logins from now on. */
    public PolicyOutcome change(UnaryOperator<PolicyDocument> how) {
        return send(how, false, false);
    }

    /** Changes it for present sessions, too. */
    public PolicyOutcome apply(UnaryOperator<PolicyDocument> how) {
        return send(how, true, false);
    }

    /** Asks what applying it would do. */
    public PolicyOutcome whatIf(UnaryOperator<PolicyDocument> how) {
        return send(how, true, true);
    }

    private PolicyOutcome send(UnaryOperator<PolicyDocument> how, boolean apply, boolean dryRun) {
        var seen = admin.policy();
        return admin.change(seen, new PolicyChange(how.apply(seen.view().policy()), apply, dryRun));
    }

    public PortcullisClient admin() {
        return admin;
    }

    /** Everybody's limits: idle and absolute are these, in seconds. */
    public static UnaryOperator<PolicyDocument> limits(int idle, int absolute) {
        return before -> of(
                new Limits(
                        idle,
                        absolute,
                        before.lifetime().accessTtlSeconds(),
                        before.lifetime().refreshTtlSeconds(),
                        before.lifetime().refreshGraceSeconds()),
                before.roles(),
                before.quota(),
                before);
    }

    /** These limits for a role. */
    public static UnaryOperator<PolicyDocument> role(String role, Limits limits) {
        return before -> {
            Map<String, Limits> roles = new TreeMap<>(before.roles());
            roles.put(role, limits);
            return of(before.lifetime(), roles, before.quota(), before);
        };
    }

    public static UnaryOperator<PolicyDocument> quota(int sessions, AtLimit atLimit) {
        return before -> of(before.lifetime(), before.roles(), new Quota(sessions, atLimit), before);
    }

    public static UnaryOperator<PolicyDocument> networks(Network... networks) {
        return before -> new PolicyDocument(
                before.lifetime(),
                before.roles(),
                before.quota(),
                before.secondFactor(),
                before.stepUp(),
                before.guessing(),
                List.of(networks));
    }

    private static PolicyDocument of(Limits lifetime, Map<String, Limits> roles, Quota quota, PolicyDocument before) {
        return new PolicyDocument(
                lifetime, roles, quota, before.secondFactor(), before.stepUp(), before.guessing(), before.networks());
    }

    @Override
    public void close() {
        admin.logOut();
        admin.close();
    }
}
