package dev.portcullis.server;

import dev.portcullis.account.Totp;
import dev.portcullis.api.Lock;
import dev.portcullis.api.ProblemType;
import dev.portcullis.lifecycle.Authentication;
import dev.portcullis.lifecycle.Offered;
import org.jspecify.annotations.Nullable;

/** What requests that prove who somebody is have in common: what is offered, and what is said if that is not it. */
final class Factors {
    private static final int LONGEST_PASSWORD = 1024;
    private static final int LONGEST_RECOVERY_CODE = 40;

    private Factors() {}

    /** Checks what is offered; says nothing yet about whether it is right. */
    static Offered offered(@Nullable String password, @Nullable String totp, @Nullable String recoveryCode) {
        Checks.secret(password, "password", LONGEST_PASSWORD);
        if (totp != null && recoveryCode != null) {
            throw ProblemException.invalid("Send \"totp\" or \"recoveryCode\", not both.");
        }
        if (totp != null) {
            code(totp, "totp");
        }
        if (recoveryCode != null) {
            Checks.secret(recoveryCode, "recoveryCode", LONGEST_RECOVERY_CODE);
        }
        return new Offered(String.valueOf(password), totp, recoveryCode);
    }

    /** The digits of an authenticator app. */
    static String code(@Nullable String code, String name) {
        if (code == null || !code.matches("[0-9]{" + Totp.DIGITS + "}")) {
            throw ProblemException.invalid("\"" + name + "\" must have " + Totp.DIGITS + " digits.");
        }
        return code;
    }

    /** What came of the proof; or the problem that says why nothing did. */
    static <T> T proven(Authentication.Outcome<T> outcome, String refusal) {
        return switch (outcome) {
            case Authentication.Outcome.Proven<T>(T result) -> result;
            case Authentication.Outcome.Refused<T>() ->
                throw new ProblemException(ProblemType.INVALID_CREDENTIALS, refusal);
            case Authentication.Outcome.SecondFactorMissing<T> missing -> {
                SecurityLog.factorMissing(missing.account(), missing.address());
                throw new ProblemException(
                        ProblemType.SECOND_FACTOR_REQUIRED,
                        "Send the code of your authenticator app, or a recovery code.");
            }
            case Authentication.Outcome.Locked<T>(Lock.Kind kind) ->
                throw kind == Lock.Kind.ACCOUNT
                        ? new ProblemException(ProblemType.ACCOUNT_LOCKED, "An operator has locked it. Ask them.")
                        : new ProblemException(ProblemType.NETWORK_LOCKED, "An operator has locked it.");
            case Authentication.Outcome.Throttled<T>(var retryAfter) ->
                throw ProblemException.tooManyAttempts(retryAfter);
        };
    }
}
