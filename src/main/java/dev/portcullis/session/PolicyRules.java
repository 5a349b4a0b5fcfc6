package dev.portcullis.session;

import dev.portcullis.api.FaultCode;
import dev.portcullis.api.PolicyDocument;
import dev.portcullis.api.PolicyDocument.Limits;
import dev.portcullis.api.Problem.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a policy must be beyond the form of its values, and what it had better be. */
public final class PolicyRules {
    private static final String GLOBAL = "#/policy/lifetime";

    /** NIST SP 800-63B-4 §2.2.3, §2.3.3: what re-authentication is asked for, at two levels of assurance. */
    private static final Duration IDLE_AAL2 = Duration.ofHours(1);

    private static final Duration IDLE_AAL3 = Duration.ofMinutes(15);
    private static final Duration ABSOLUTE_AAL2 = Duration.ofHours(24);
    private static final Duration ABSOLUTE_AAL3 = Duration.ofHours(12);

    /** Within it a stolen refresh token that was spent already goes unnoticed; an honest client's retry takes seconds. */
    private static final Duration LONG_GRACE = Duration.ofMinutes(1);

    private PolicyRules() {}

    /**
     * Which limits contradict each other: of everybody, and of each role with everybody's where it has none of its own. That is enough for every combination of
     * roles: see {@link Policy}.
     */
    public static List<Fault> faults(PolicyDocument document) {
        List<Fault> faults = new ArrayList<>();
        Limits all = document.lifetime();
        contradictions(faults, GLOBAL, all, all);
        new TreeMap<>(document.roles()).forEach((role, own) -> contradictions(faults, pointer(role), own, all));
        return faults;
    }

    /** What is allowed and unwise. */
    public static List<Fault> warnings(PolicyDocument document) {
        List<Fault> warnings = new ArrayList<>();
        unwise(warnings, GLOBAL, document.lifetime());
        new TreeMap<>(document.roles()).forEach((role, own) -> unwise(warnings, pointer(role), own));
        return warnings;
    }

    /** Where a role's limits are (RFC 6901 §3: {@code ~} and {@code /} in a name are written otherwise). */
    public static String pointer(String role) {
        return "#/policy/roles/" + role.replace("~", "~0").replace("/", "~1");
    }

    private static void contradictions(List<Fault> faults, String at, Limits own, Limits all) {
        atMost(
                faults,
                at,
                "idleTtlSeconds",
                own.idleTtlSeconds(),
                all.idleTtlSeconds(),
                "absoluteTtlSeconds",
                own.absoluteTtlSeconds(),
                all.absoluteTtlSeconds());
        atMost(
                faults,
                at,
                "refreshGraceSeconds",
                own.refreshGraceSeconds(),
                all.refreshGraceSeconds(),
                "refreshTtlSeconds",
                own.refreshTtlSeconds(),
                all.refreshTtlSeconds());
    }

    /** The fault is laid on the value that the policy itself gives, the shorter one first. */
    private static void atMost(
            List<Fault> faults,
            String at,
            String shorter,
            @Nullable Integer ownShorter,
            @Nullable Integer allShorter,
            String longer,
            @Nullable Integer ownLonger,
            @Nullable Integer allLonger) {
        Integer small = ownShorter == null ? allShorter : ownShorter;
        Integer large = ownLonger == null ? allLonger : ownLonger;
        if (small == null || large == null || small <= large || (ownShorter == null && ownLonger == null)) {
            return; // a role that gives neither value has everybody's, whose fault is named there
        }
        faults.add(
                ownShorter != null
                        ? Fault.of(at + "/" + shorter, FaultCode.LONGER_THAN, longer, large)
                        : Fault.of(at + "/" + longer, FaultCode.SHORTER_THAN_EVERYBODYS, shorter, small));
    }

    private static void unwise(List<Fault> warnings, String at, Limits limits) {
        beyondNist(
                warnings,
                at + "/idleTtlSeconds",
                limits.idleTtlSeconds(),
                new Level(IDLE_AAL2, FaultCode.IDLE_BEYOND_AAL2),
                new Level(IDLE_AAL3, FaultCode.IDLE_BEYOND_AAL3));
        beyondNist(
                warnings,
                at + "/absoluteTtlSeconds",
                limits.absoluteTtlSeconds(),
                new Level(ABSOLUTE_AAL2, FaultCode.ABSOLUTE_BEYOND_AAL2),
                new Level(ABSOLUTE_AAL3, FaultCode.ABSOLUTE_BEYOND_AAL3));
        Integer grace = limits.refreshGraceSeconds();
        if (grace != null && grace > LONG_GRACE.toSeconds()) {
            warnings.add(Fault.of(at + "/refreshGraceSeconds", FaultCode.LONG_GRACE));
        }
    }

    /** How long it may be at a level of assurance, and what is said of more. */
    private record Level(Duration most, FaultCode beyond) {}

    private static void beyondNist(List<Fault> warnings, String at, @Nullable Integer seconds, Level aal2, Level aal3) {
        if (seconds == null || seconds <= aal3.most().toSeconds()) {
            return;
        }
        boolean beyondBoth = seconds > aal2.most().toSeconds();
        warnings.add(Fault.of(at, (beyondBoth ? aal2 : aal3).beyond()));
    }
}
