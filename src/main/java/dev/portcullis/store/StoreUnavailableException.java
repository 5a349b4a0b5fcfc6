package dev.portcullis.store;

import org.jspecify.annotations.Nullable;

/** The database cannot be reached, or cannot answer now. Nothing can be said about what was asked; asking again later may succeed. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
