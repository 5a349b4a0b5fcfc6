package dev.portcullis.server;

import dev.portcullis.account.HashGate;
import dev.portcullis.api.AuthenticationContext;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.Json;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.lifecycle.RefusedException;
import dev.portcullis.query.QueryException;
import dev.portcullis.store.StoreUnavailableException;
import dev.portcullis.store.TooSlowException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes {@code application/problem+json} (RFC 9457) of whatever went wrong. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    static Response response(Throwable failure, String requestId) {
        return switch (failure) {
            case ProblemException problem -> response(problem, requestId);
            case RefusedException refused -> response(refused.type(), refused.getMessage(), requestId, null);
            case QueryException wrong -> response(wrong, requestId);
            case TooSlowException _ ->
                response(
                        ProblemType.QUERY_TOO_SLOW,
                        "It was given up before it could harm others. Ask for something narrower.",
                        requestId,
                        null);
            case StoreUnavailableException unavailable -> {
                LOG.warn("{}", unavailable.getMessage());
                yield response(
                        ProblemType.UNAVAILABLE,
                        "Nothing is wrong with your session. Try again shortly.",
                        requestId,
                        null);
            }
            case HashGate.FullException _ ->
                response(ProblemType.BUSY, "Too many logins at once. Try again shortly.", requestId, null);
            default -> {
                LOG.error("unforeseen", failure);
                yield response(ProblemType.INTERNAL, "It is in the server's log under this id.", requestId, null);
            }
        };
    }

    /** Tells whoever has shown a bearer token why it did not do (RFC 6750 §3.1): to be refreshed, or of no use for this. */
    static Response challenged(Response response, Throwable why) {
        return switch (why) {
            case ProblemException problem
            when problem.type() == ProblemType.SESSION_MISSING || problem.type() == ProblemType.SESSION_ENDED ->
                response.with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            case ProblemException problem
            when problem.type() == ProblemType.FORBIDDEN ->
                response.with("WWW-Authenticate", "Bearer error=\"insufficient_scope\"");
            default -> response;
        };
    }

    private static Response response(ProblemException problem, String requestId) {
        Long maxAge = problem.maxAge().map(Duration::toSeconds).orElse(null);
        Response response = response(
                problem.type(),
                problem.status(),
                problem.getMessage(),
                requestId,
                problem.endReason().orElse(null),
                maxAge,
                problem.errors());
        if (problem.type() == ProblemType.SECOND_FACTOR_REQUIRED
                && problem.status() == ProblemType.FORBIDDEN.status()) {
            response = response.with( // RFC 9470 §3
                    "WWW-Authenticate",
                    "Bearer error=\"insufficient_user_authentication\", acr_values=\""
                            + AuthenticationContext.TWO_FACTORS.acr() + "\"");
        }
        if (maxAge != null) { // RFC 9470 §3
            response = response.with(
                    "WWW-Authenticate", "Bearer error=\"insufficient_user_authentication\", max_age=" + maxAge);
        }
        Optional<Duration> retryAfter = problem.retryAfter();
        return retryAfter.isEmpty()
                ? response
                : response.with(
                        "Retry-After",
                        Long.toString(retryAfter.get().plusMillis(999).toSeconds()));
    }

    private static Response response(QueryException wrong, String requestId) {
        ProblemType type = ProblemType.INVALID_QUERY;
        Problem problem = new Problem(
                type.urn(),
                type.title(),
                type.status(),
                wrong.getMessage(),
                instance(requestId),
                null,
                null,
                null,
                wrong.position(),
                wrong.length(),
                wrong.suggestion().orElse(null));
        return response(problem);
    }

    static Response response(
            ProblemType type, @Nullable String detail, String requestId, @Nullable EndReason endReason) {
        return response(type, type.status(), detail, requestId, endReason, null, List.of());
    }

    private static Response response(
            ProblemType type,
            int status,
            @Nullable String detail,
            String requestId,
            @Nullable EndReason endReason,
            @Nullable Long maxAge,
            List<Problem.Fault> errors) {
        Problem problem = new Problem(
                type.urn(),
                type.title(),
                status,
                detail,
                instance(requestId),
                endReason,
                maxAge,
                errors.isEmpty() ? null : errors);
        return response(problem);
    }

    private static String instance(String requestId) {
        return "urn:portcullis:request:" + requestId;
    }

    private static Response response(Problem problem) {
        int status = problem.status();
        Response response =
                new Response(status, Map.of("Content-Type", "application/problem+json"), Json.write(problem));
        return switch (status) {
            case 401 -> response.with("WWW-Authenticate", "Bearer"); // RFC 9110 §11.6.1
            case 503 -> response.with("Retry-After", "1");
            default -> response;
        };
    }
}
