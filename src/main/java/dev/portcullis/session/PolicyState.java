package dev.portcullis.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The policy that holds, and since when.
 *
 * @param changedAt, changedBy null while nobody has changed it
 */
public record PolicyState(
        Policy policy,
        @Nullable Instant changedAt,
        @Nullable String changedBy) {}
