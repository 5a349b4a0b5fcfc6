package dev.portcullis.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /admin/v1/clients/{id}/secret}: a new secret.
 *
 * @param overlapSeconds how long the present one stays good; 0 if absent: it ends at once, and its tokens with it
 */
public record SecretChange(@Nullable Long overlapSeconds) {}
