package dev.portcullis.query;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A query that cannot be understood, and where. */
public final class QueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int position;
    private final int length;
    private final @Nullable String suggestion;

    /**
     * @param message one sentence, with the place
     * @param position of the first character that is wrong, counted from 1 in UTF-16 code units, as Java and JavaScript do
     * @param length how many; 0 if something is missing there
     * @param suggestion what to put in their place; null if nothing suggests itself
     */
    QueryException(String message, int position, int length, @Nullable String suggestion) {
        super(message);
        this.position = position;
        this.length = length;
        this.suggestion = suggestion;
    }

    public int position() {
        return position;
    }

    public int length() {
        return length;
    }

    public Optional<String> suggestion() {
        return Optional.ofNullable(suggestion);
    }
}
