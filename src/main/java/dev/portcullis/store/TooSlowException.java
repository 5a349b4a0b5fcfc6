package dev.portcullis.store;

/** A question that takes longer than it may. Says nothing about the database but that. */
public final class TooSlowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooSlowException(Throwable cause) {
        super("the question takes too long", cause);
    }
}
