package dev.portcullis.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of a sorted list, which a page begins after or ends before.
 *
 * @param order what the list is sorted by, as the caller names it: a cursor means nothing in another
 * @param value the sort column's value in that row, as text; null if it has none
 * @param id the row's own, which decides between equal values
 */
public record Cursor(String order, @Nullable String value, UUID id) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An opaque text for the caller. */
    public String text() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(JSON.writeValueAsBytes(new @Nullable String[] {order, value, id.toString()}));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads {@link #text()}; empty if it is anything else. */
    public static Optional<Cursor> parse(String text) {
        try {
            @Nullable
            String @Nullable [] parts = JSON.readValue(
                    Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.US_ASCII)), String[].class);
            return parts != null && parts.length == 3 && parts[0] != null && parts[2] != null
                    ? Optional.of(new Cursor(parts[0], parts[1], UUID.fromString(parts[2])))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
