package dev.portcullis.api;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /admin/v1/locks}: those that hold, newest first.
 *
 * @param next what to send as {@code after} for the next page; null if this is the last
 */
public record LockPage(List<Lock> items, @Nullable UUID next) {}
