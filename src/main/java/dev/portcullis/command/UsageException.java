package dev.portcullis.command;

/** A wrong option or value. Its message is the one line that the user sees. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
