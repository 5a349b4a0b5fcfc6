package dev.portcullis.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /admin/v1/sessions/{handle}/events}: what happened to a session.
 *
 * @param items the newest first
 * @param next {@code before} of the page of what was earlier; absent if nothing was
 * @param changesSince present if the session is older than what is kept of changes: those from before this time are not known any more. Everything else is
 */
public record SessionEventPage(
        UUID handle,
        List<SessionEvent> items,
        @Nullable String next,
        @Nullable Instant changesSince) {}
