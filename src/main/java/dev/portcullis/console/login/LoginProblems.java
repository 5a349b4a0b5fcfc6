package dev.portcullis.console.login;

import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.login.LoginProblem.Field;
import java.net.URI;
import java.util.Objects;

/** Puts what went wrong at a login into words. */
final class LoginProblems {
    private LoginProblems() {}

    /** @param withCode whether a second factor was given too */
    static LoginProblem of(Throwable failure, URI server, boolean withCode) {
        return switch (failure) {
            case ClientException.Refused refused
            when withCode
                    && refused.type()
                            .filter(ProblemType.INVALID_CREDENTIALS::equals)
                            .isPresent() -> new LoginProblem(Field.CODE, Text.get("login.code.wrong"));
            case ClientException.Unreachable unreachable ->
                new LoginProblem(Field.SERVER, sentence(unreachable.kind(), server));
            case ClientException.Refused refused -> of(refused);
            default -> new LoginProblem(Field.NONE, Text.get("login.unexpected", failure.toString()));
        };
    }

    private static String sentence(ClientException.Cause cause, URI server) {
        return switch (cause) {
            case NO_SUCH_HOST -> Text.get("login.no-such-host", server.getHost());
            case REFUSED -> Text.get("login.refused", server.getAuthority());
            case TLS -> Text.get("login.tls", server.getHost());
            case TIMEOUT -> Text.get("login.timeout", server.getAuthority());
            case BROKEN -> Text.get("login.broken", server.getAuthority());
            case NOT_PORTCULLIS -> Text.get("login.not-portcullis", server.getAuthority());
        };
    }

    private static LoginProblem of(ClientException.Refused refused) {
        return switch (refused.type().orElse(ProblemType.INTERNAL)) {
            case INVALID_CREDENTIALS -> new LoginProblem(Field.PASSWORD, Text.get("login.wrong-password"));
            case SESSION_LIMIT_REACHED -> new LoginProblem(Field.NONE, Text.get("login.session-limit"));
            case BUSY -> new LoginProblem(Field.NONE, Text.get("login.busy"));
            case UNAVAILABLE -> new LoginProblem(Field.NONE, Text.get("login.unavailable"));
            default -> new LoginProblem(Field.NONE, inItsOwnWords(refused.problem()));
        };
    }

    private static String inItsOwnWords(Problem problem) {
        return Text.get(
                "login.problem",
                Objects.requireNonNullElse(problem.detail(), problem.title()),
                Objects.requireNonNullElse(problem.instance(), "–"));
    }
}
