package dev.portcullis.server;

import dev.portcullis.api.FaultCode;
import dev.portcullis.api.PolicyDocument;
import dev.portcullis.api.PolicyDocument.AtLimit;
import dev.portcullis.api.PolicyDocument.Limits;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.server.JsonMembers.TextRule;
import dev.portcullis.session.Lifetime;
import dev.portcullis.session.PolicyRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads a policy out of a request: whole, and every fault in it named. */
final class PolicyReader {
    private static final int LONGEST = (int) Lifetime.LONGEST.toSeconds();
    private static final int MOST_ROLES = 200;
    private static final int LONGEST_NAME = 100;
    private static final int MOST_SESSIONS = 10_000;

    /** NIST SP 800-63B-4 §3.2.2: no more than 100 failures. */
    private static final int MOST_FAILURES = 100;

    private static final int WEEK = (int) Duration.ofDays(7).toSeconds();

    private static final TextRule ROLE = TextRule.of(PolicyReader::isName, FaultCode.NOT_A_ROLE);

    private static final Map<String, AtLimit> AT_LIMIT = Map.of(
            "reject", AtLimit.REJECT,
            "end-oldest", AtLimit.END_OLDEST,
            "end-next-to-expire", AtLimit.END_NEXT_TO_EXPIRE);

    private PolicyReader() {}

    /** What a {@code PUT} wants. */
    record Wanted(PolicyDocument policy, boolean applyToPresent, boolean dryRun) {}

    /** @throws ProblemException 400, with each fault and its place */
    static Wanted read(Request request) {
        JsonMembers body = new JsonMembers(request.jsonObject("application/json"));
        JsonMembers policy = body.object("policy");
        Wanted wanted = new Wanted(document(policy), body.maybeFlag("applyToPresent"), body.maybeFlag("dryRun"));
        policy.noOthers();
        body.noOthers();
        body.requireNoFaults();
        List<Fault> contradictions = PolicyRules.faults(wanted.policy());
        if (!contradictions.isEmpty()) {
            throw new ProblemException(contradictions);
        }
        return wanted;
    }

    private static PolicyDocument document(JsonMembers policy) {
        JsonMembers lifetime = policy.object("lifetime");
        JsonMembers quota = policy.object("quota");
        JsonMembers secondFactor = policy.object("secondFactor");
        JsonMembers stepUp = policy.object("stepUp");
        JsonMembers guessing = policy.object("guessing");
        PolicyDocument document = new PolicyDocument(
                new Limits(
                        lifetime.number("idleTtlSeconds", 1, LONGEST),
                        lifetime.number("absoluteTtlSeconds", 1, LONGEST),
                        lifetime.number("accessTtlSeconds", 1, LONGEST),
                        lifetime.number("refreshTtlSeconds", 1, LONGEST),
                        lifetime.number("refreshGraceSeconds", 0, LONGEST)),
                policy.object("roles").each(MOST_ROLES, ROLE, PolicyReader::ofRole),
                new PolicyDocument.Quota(
                        quota.number("sessions", 0, MOST_SESSIONS), quota.word("atLimit", AT_LIMIT, AtLimit.REJECT)),
                new PolicyDocument.SecondFactor(
                        secondFactor.flag("operators"), secondFactor.texts("roles", MOST_ROLES, ROLE)),
                new PolicyDocument.StepUp(
                        stepUp.number("maxAgeSeconds", 1, LONGEST), stepUp.number("bulk", 0, 1_000_000)),
                new PolicyDocument.Guessing(
                        guessing.number("perAccount", 1, MOST_FAILURES),
                        guessing.number("perAddress", 1, 1_000_000),
                        guessing.number("windowSeconds", 1, WEEK)),
                NetworkReader.read(policy));
        List.of(lifetime, quota, secondFactor, stepUp, guessing).forEach(JsonMembers::noOthers);
        return document;
    }

    private static Limits ofRole(JsonMembers role) {
        return new Limits(
                role.maybeNumber("idleTtlSeconds", 1, LONGEST).orElse(null),
                role.maybeNumber("absoluteTtlSeconds", 1, LONGEST).orElse(null),
                role.maybeNumber("accessTtlSeconds", 1, LONGEST).orElse(null),
                role.maybeNumber("refreshTtlSeconds", 1, LONGEST).orElse(null),
                role.maybeNumber("refreshGraceSeconds", 0, LONGEST).orElse(null));
    }

    private static boolean isName(String text) {
        return !text.isBlank() && text.length() <= LONGEST_NAME && text.indexOf(0) < 0;
    }
}
