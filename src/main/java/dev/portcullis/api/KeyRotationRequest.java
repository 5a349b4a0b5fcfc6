package dev.portcullis.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /admin/v1/keys/rotation}: another key signs.
 *
 * @param compromised whether the keys are in other hands: then nothing counts that any key signed whose tokens could still be valid
 */
public record KeyRotationRequest(@Nullable Boolean compromised) {}
