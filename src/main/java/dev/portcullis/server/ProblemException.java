package dev.portcullis.server;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.ProblemType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that is not granted. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final @Nullable EndReason endReason;

    /** @param detail one sentence for the caller; nothing that they may not know */
    ProblemException(ProblemType type, String detail) {
        super(detail, null, false, false);
        this.type = type;
        this.endReason = null;
    }

    /** The session has ended. */
    ProblemException(EndReason reason) {
        super("Log in again.", null, false, false);
        this.type = ProblemType.SESSION_ENDED;
        this.endReason = reason;
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID_REQUEST, detail);
    }

    ProblemType type() {
        return type;
    }

    Optional<EndReason> endReason() {
        return Optional.ofNullable(endReason);
    }
}
