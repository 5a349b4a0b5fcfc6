package dev.portcullis.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /admin/v1/facets}: which values the sessions have that have not ended, whether they are active or suspended.
 *
 * @param at when that is, or was, so
 * @param total sessions that have not ended
 * @param by what was asked for: {@code user}, {@code network}, {@code device}, {@code browser}, {@code os}, {@code permission}, {@code delivery}, {@code state}
 */
public record Facets(Instant at, long total, Map<String, Facet> by) {
    /**
     * One kind.
     *
     * @param values the most frequent first
     * @param others how many other values there are
     */
    public record Facet(List<Count> values, long others) {}

    /**
     * One value.
     *
     * @param value of a user, the e-mail address
     * @param label of a user, what they are called
     * @param sessions that have it
     */
    public record Count(String value, @Nullable String label, long sessions) {}
}
