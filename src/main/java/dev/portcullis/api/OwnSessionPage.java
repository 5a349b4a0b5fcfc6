package dev.portcullis.api;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/sessions}: a user's own active sessions, newest first.
 *
 * @param total how many there are, on all pages together
 * @param next give it as {@code after} for the next page; absent on the last
 */
public record OwnSessionPage(
        List<OwnSession> items, long total, @Nullable UUID next) {}
