package dev.portcullis.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of {@code GET /admin/v1/sessions}.
 *
 * @param total how many match, on all pages together
 * @param next the cursor of the next page; absent on the last
 * @param position the feed's position from before the page was read: an event stream resumed from it misses nothing that the page does not show
 */
public record SessionPage(
        List<SessionView> items, long total, @Nullable String next, String position) {}
