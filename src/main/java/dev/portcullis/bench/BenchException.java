package dev.portcullis.bench;

/** There is nothing to measure: the server cannot be reached, or does not do what every measurement begins with. */
public final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BenchException(String message) {
        super(message);
    }

    BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
