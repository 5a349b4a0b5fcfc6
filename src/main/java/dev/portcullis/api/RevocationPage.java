package dev.portcullis.api;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /admin/v1/revocations}: what was begun, newest first.
 *
 * @param next what to send as {@code after} for the next page; null if this is the last
 */
public record RevocationPage(
        List<RevocationView> items, @Nullable UUID next) {}
