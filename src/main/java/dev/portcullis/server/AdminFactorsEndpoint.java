package dev.portcullis.server;

import dev.portcullis.api.Permission;
import dev.portcullis.api.ProblemType;
import dev.portcullis.lifecycle.SecondFactors;
import dev.portcullis.session.Operator;

/** {@code DELETE /admin/v1/accounts/{id}/totp}: takes the second factor away from who has lost it; their sessions end. */
final class AdminFactorsEndpoint implements Endpoint {
    private final Callers callers;
    private final SecondFactors factors;

    AdminFactorsEndpoint(Callers callers, SecondFactors factors) {
        this.callers = callers;
        this.factors = factors;
    }

    @Override
    public Response answer(Request request) {
        Operator operator = callers.freshOperator(request, Permission.ACCOUNTS_WRITE);
        return answer(factors.removeFor(request.uuid("id"), operator));
    }

    static Response answer(SecondFactors.Removal outcome) {
        return switch (outcome) {
            case REMOVED -> Response.empty(204);
            case NONE -> throw new ProblemException(ProblemType.NOT_FOUND, "The account has no second factor.");
            case NO_SUCH_ACCOUNT -> throw new ProblemException(ProblemType.NOT_FOUND, "No account has this id.");
            case REQUIRED ->
                throw new ProblemException(
                        ProblemType.FORBIDDEN,
                        "A second factor is required of you: you can set up another in its place.");
            case BEYOND_OPERATOR ->
                throw new ProblemException(
                        ProblemType.FORBIDDEN, "This account holds permissions that you do not hold.");
        };
    }
}
