package dev.portcullis.client;

import dev.portcullis.api.ExportFormat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions {@link Exports} takes away.
 *
 * @param query in the query language; blank for all
 * @param state {@code live}, {@code active}, {@code suspended}, {@code ended} or {@code all}; null for those that have not ended, unless the query asks about the end of sessions
 * @param asOf who was in then; null for now
 */
public record ExportQuery(
        String query, @Nullable String state, @Nullable Instant asOf, ExportFormat format) {
    /** Of the present. */
    public static ExportQuery of(String query, ExportFormat format) {
        return new ExportQuery(query, null, null, format);
    }
}
