package dev.portcullis.api;

import java.time.Instant;
import java.util.List;

/**
 * {@code GET /admin/v1/nodes}: the servers over the database, by name; those that are gone for an hour.
 *
 * @param at the database's time of the answer
 * @param answeredBy which of them has answered
 */
public record NodePage(Instant at, String answeredBy, List<NodeView> items) {
    /** More events than this are not counted. */
    public static final int MOST_BEHIND = 10_000;
}
