package dev.portcullis.place;

/** A database of addresses cannot be used; the message says which and why, in one line. */
public final class GeoTroubleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GeoTroubleException(String message, Throwable cause) {
        super(message, cause);
    }

    GeoTroubleException(String message) {
        super(message);
    }
}
