package dev.portcullis.console.login;

import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.UntrustedCertificateException.Reason;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Failures;
import dev.portcullis.console.desk.ProblemWords;
import dev.portcullis.console.login.LoginProblem.Field;
import java.net.URI;
import java.util.Objects;

/** Puts what went wrong at a login into words. */
final class LoginProblems {
    private LoginProblems() {}

    /** @param withCode whether a second factor was given too */
    static LoginProblem of(Throwable failure, URI server, boolean withCode) {
        LoginProblem said = switch (failure) {
            case ClientException.Refused refused
            when withCode
                    && refused.type()
                            .filter(ProblemType.INVALID_CREDENTIALS::equals)
                            .isPresent() -> new LoginProblem(Field.CODE, Text.get("login.code.wrong"));
            case ClientException.Unreachable unreachable ->
                new LoginProblem(Field.SERVER, sentence(unreachable, server));
            case ClientException.Refused refused -> of(refused);
            default ->
                new LoginProblem(
                        Field.NONE,
                        Text.get("login.unexpected", failure.getClass().getSimpleName()));
        };
        return new LoginProblem(said.field(), said.sentence(), Failures.code(failure));
    }

    private static String sentence(ClientException.Unreachable failure, URI server) {
        return switch (failure.kind()) {
            case NO_SUCH_HOST -> Text.get("login.no-such-host", server.getHost());
            case REFUSED -> Text.get("login.refused", server.getAuthority());
            case CERTIFICATE -> Text.get(certificate(failure), server.getHost());
            case NO_TLS -> Text.get("login.no-tls", server.getAuthority());
            case OWN_TLS -> Text.get("login.own-tls", reason(failure));
            case TLS -> Text.get("login.tls", server.getHost());
            case TIMEOUT -> Text.get("login.timeout", server.getAuthority());
            case BROKEN -> Text.get("login.broken", server.getAuthority());
            case NOT_PORTCULLIS -> Text.get("login.not-portcullis", server.getAuthority());
            case SERVER_TOO_OLD -> Text.get("login.server-too-old", server.getHost());
            case CLIENT_TOO_OLD -> Text.get("login.client-too-old", server.getHost());
        };
    }

    private static String reason(ClientException.Unreachable failure) {
        Throwable cause = failure.getCause();
        return Objects.requireNonNullElse(
                cause == null ? null : cause.getMessage(), failure.kind().name());
    }

    private static String certificate(ClientException.Unreachable failure) {
        boolean changed = failure.certificate()
                .filter(seen -> seen.reasons().contains(Reason.NOT_PINNED))
                .isPresent();
        return changed ? "login.certificate.changed" : "login.certificate";
    }

    private static LoginProblem of(ClientException.Refused refused) {
        return switch (refused.type().orElse(ProblemType.INTERNAL)) {
            case INVALID_CREDENTIALS -> new LoginProblem(Field.PASSWORD, Text.get("login.wrong-password"));
            case ACCOUNT_LOCKED -> new LoginProblem(Field.EMAIL, Text.get("login.account-locked"));
            case NETWORK_LOCKED -> new LoginProblem(Field.NONE, Text.get("login.network-locked"));
            case SESSION_LIMIT_REACHED -> new LoginProblem(Field.NONE, Text.get("login.session-limit"));
            case BUSY -> new LoginProblem(Field.NONE, Text.get("login.busy"));
            case UNAVAILABLE -> new LoginProblem(Field.NONE, Text.get("login.unavailable"));
            default -> new LoginProblem(Field.NONE, Text.get("login.problem", detail(refused.problem())));
        };
    }

    private static String detail(Problem problem) {
        return ProblemWords.of(problem);
    }
}
