package dev.portcullis.lifecycle;

import dev.portcullis.api.ProblemType;

/**
 * A change that is not made. Thrown within its transaction, so that what was done of it before is undone: some rules can only be judged by what a change has led to.
 */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;

    /** @param why one sentence for whoever asked */
    RefusedException(ProblemType type, String why) {
        super(why, null, false, false);
        this.type = type;
    }

    public ProblemType type() {
        return type;
    }
}
