package dev.portcullis.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of {@code GET /admin/v1/sessions}.
 *
 * @param total how many match, on all pages together
 * @param previous the cursor of the page before this one, for {@code before}; absent on the first
 * @param next the cursor of the next page, for {@code after}; absent on the last
 * @param position the feed's position from before the page was read: an event stream resumed from it misses nothing that the page does not show
 * @param asOf the server's time for which the page is true, and from which the query's relative times count
 */
public record SessionPage(
        List<SessionView> items,
        long total,
        @Nullable String previous,
        @Nullable String next,
        String position,
        Instant asOf) {}
