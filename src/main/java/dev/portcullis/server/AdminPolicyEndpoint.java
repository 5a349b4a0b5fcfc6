package dev.portcullis.server;

import dev.portcullis.api.Permission;
import dev.portcullis.api.PolicyDocument;
import dev.portcullis.api.PolicyOutcome;
import dev.portcullis.api.PolicyOutcome.Effect;
import dev.portcullis.api.PolicyView;
import dev.portcullis.api.ProblemType;
import dev.portcullis.lifecycle.Policies;
import dev.portcullis.session.Operator;
import dev.portcullis.session.PolicyRules;
import dev.portcullis.session.PolicyState;

/** {@code /admin/v1/policy}: what the organisation has decided about its sessions. */
final class AdminPolicyEndpoint {
    private final Callers callers;
    private final Policies policies;
    private final Turns turns;

    /** @param turns to go through all sessions */
    AdminPolicyEndpoint(Callers callers, Policies policies, Turns turns) {
        this.callers = callers;
        this.policies = policies;
        this.turns = turns;
    }

    /** {@code GET /admin/v1/policy}: as the database has it, so that what it is changed from is never an older one. */
    Response read(Request request) {
        callers.operator(request, Permission.SESSIONS_READ, Permission.AUDIT_READ, Permission.POLICY_WRITE);
        policies.refresh();
        PolicyState state = policies.state();
        return Response.json(200, view(state, state.policy().document())).conditional(request, ETags.of(state));
    }

    /** {@code GET /admin/v1/policy/progress}: apart from the policy itself, whose ETag must not change with each login. */
    Response progress(Request request) {
        callers.operator(request, Permission.SESSIONS_READ, Permission.AUDIT_READ, Permission.POLICY_WRITE);
        return Response.json(200, turns.take(policies::progress));
    }

    /**
     * {@code PUT /admin/v1/policy}, with {@code If-Match}: 200; 412 if it has been changed since. What it would do is told without a fresh login: it changes nothing, and is asked at each keystroke.
     */
    Response change(Request request) {
        Operator asking = callers.operator(request, Permission.POLICY_WRITE);
        PolicyReader.Wanted wanted = PolicyReader.read(request);
        Operator operator = wanted.dryRun() ? asking : callers.freshOperator(request, Permission.POLICY_WRITE);
        String ifMatch = ETags.ifMatch(request, "\"policy.3\"");
        Policies.Wish wish = new Policies.Wish(
                wanted.policy(),
                before -> ETags.matchesStrongly(ifMatch, ETags.of(before)),
                wanted.applyToPresent(),
                wanted.dryRun());
        Policies.Outcome outcome =
                wanted.dryRun() ? turns.take(() -> policies.change(wish, operator)) : policies.change(wish, operator);
        return switch (outcome) {
            case Policies.Outcome.Changed(PolicyState state, Effect effect) ->
                answer(wanted, state, true, effect).with("ETag", ETags.of(state));
            case Policies.Outcome.Unchanged(PolicyState state, Effect effect)
            when wanted.dryRun() -> answer(wanted, state, false, effect);
            case Policies.Outcome.Unchanged(PolicyState state, Effect effect) ->
                answer(wanted, state, false, effect).with("ETag", ETags.of(state));
            case Policies.Outcome.Faulty(var faults) -> throw new ProblemException(faults);
            case Policies.Outcome.Stale() ->
                throw new ProblemException(
                        ProblemType.PRECONDITION_FAILED, "Somebody has changed the policy. Read it again.");
        };
    }

    private static Response answer(PolicyReader.Wanted wanted, PolicyState state, boolean changed, Effect effect) {
        return Response.json(
                200, new PolicyOutcome(view(state, wanted.policy()), changed, wanted.applyToPresent(), effect));
    }

    private static PolicyView view(PolicyState state, PolicyDocument document) {
        return new PolicyView(
                state.policy().version(),
                state.changedAt(),
                state.changedBy(),
                document,
                PolicyRules.warnings(document));
    }
}
