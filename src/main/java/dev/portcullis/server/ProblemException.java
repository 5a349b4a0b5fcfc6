package dev.portcullis.server;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.api.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request that is not granted. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final int status;
    private final @Nullable EndReason endReason;
    private final @Nullable Duration maxAge;
    private final @Nullable Duration retryAfter;
    private final transient List<Fault> errors;

    /** @param detail one sentence for the caller; nothing that they may not know */
    ProblemException(ProblemType type, String detail) {
        this(type, type.status(), detail, null, null, null, List.of());
    }

    /** The session has ended. */
    ProblemException(EndReason reason) {
        this(
                ProblemType.SESSION_ENDED,
                ProblemType.SESSION_ENDED.status(),
                "Log in again.",
                reason,
                null,
                null,
                List.of());
    }

    /** Values in the body are wrong: each is named, with its place. */
    ProblemException(List<Fault> errors) {
        this(
                ProblemType.INVALID_REQUEST,
                ProblemType.INVALID_REQUEST.status(),
                errors.stream()
                        .limit(3)
                        .map(Fault::placed)
                        .collect(Collectors.joining(" ", "", errors.size() > 3 ? " …" : "")),
                null,
                null,
                null,
                errors);
    }

    /** One value in the body is wrong. */
    static ProblemException invalid(Fault fault) {
        return new ProblemException(List.of(fault));
    }

    private ProblemException(
            ProblemType type,
            int status,
            String detail,
            @Nullable EndReason endReason,
            @Nullable Duration maxAge,
            @Nullable Duration retryAfter,
            List<Fault> errors) {
        super(detail, null, false, false);
        this.type = type;
        this.status = status;
        this.endReason = endReason;
        this.maxAge = maxAge;
        this.retryAfter = retryAfter;
        this.errors = List.copyOf(errors);
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID_REQUEST, detail);
    }

    /** Too many have failed. */
    static ProblemException tooManyAttempts(Duration retryAfter) {
        ProblemType type = ProblemType.TOO_MANY_ATTEMPTS;
        return new ProblemException(
                type,
                type.status(),
                "Too many attempts have failed. Try again later.",
                null,
                null,
                retryAfter,
                List.of());
    }

    /** The user has proven too long ago who they are (RFC 9470 §3). */
    static ProblemException stepUp(Duration maxAge) {
        ProblemType type = ProblemType.STEP_UP_REQUIRED;
        return new ProblemException(
                type, type.status(), "Prove again who you are, then repeat this.", null, maxAge, null, List.of());
    }

    /** The session, which is fine otherwise, was begun without a second factor: no 401, which would say that there is no session. */
    static ProblemException secondFactor() {
        return new ProblemException(
                ProblemType.SECOND_FACTOR_REQUIRED,
                ProblemType.FORBIDDEN.status(),
                "Prove again who you are, with your second factor.",
                null,
                null,
                null,
                List.of());
    }

    List<Fault> errors() {
        return errors;
    }

    ProblemType type() {
        return type;
    }

    int status() {
        return status;
    }

    Optional<EndReason> endReason() {
        return Optional.ofNullable(endReason);
    }

    /** How long ago the user may have proven at most who they are. */
    Optional<Duration> maxAge() {
        return Optional.ofNullable(maxAge);
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
