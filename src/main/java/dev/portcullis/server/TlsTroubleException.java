package dev.portcullis.server;

/** A certificate or key that cannot be used. Its message is one line that names the option and the file, and quotes nothing of either. */
public final class TlsTroubleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TlsTroubleException(String message) {
        super(message);
    }

    TlsTroubleException(String message, Exception cause) {
        super(message, cause);
    }
}
