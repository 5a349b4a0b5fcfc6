package dev.portcullis.command;

/** It could not be done, for a reason that lies outside. Its message is the one line that the user sees. */
final class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailureException(String message, Throwable cause) {
        super(message, cause);
    }

    FailureException(String message) {
        super(message);
    }
}
