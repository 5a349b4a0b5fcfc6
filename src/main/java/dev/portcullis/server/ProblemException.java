package dev.portcullis.server;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.api.ProblemType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request that is not granted. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final @Nullable EndReason endReason;
    private final transient List<Fault> errors;

    /** @param detail one sentence for the caller; nothing that they may not know */
    ProblemException(ProblemType type, String detail) {
        super(detail, null, false, false);
        this.type = type;
        this.endReason = null;
        this.errors = List.of();
    }

    /** The session has ended. */
    ProblemException(EndReason reason) {
        super("Log in again.", null, false, false);
        this.type = ProblemType.SESSION_ENDED;
        this.endReason = reason;
        this.errors = List.of();
    }

    /** Values in the body are wrong: each is named, with its place. */
    ProblemException(List<Fault> errors) {
        super(
                errors.stream()
                        .limit(3)
                        .map(fault -> fault.pointer() + ": " + fault.detail())
                        .collect(Collectors.joining(" ", "", errors.size() > 3 ? " …" : "")),
                null,
                false,
                false);
        this.type = ProblemType.INVALID_REQUEST;
        this.endReason = null;
        this.errors = List.copyOf(errors);
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID_REQUEST, detail);
    }

    List<Fault> errors() {
        return errors;
    }

    ProblemType type() {
        return type;
    }

    Optional<EndReason> endReason() {
        return Optional.ofNullable(endReason);
    }
}
