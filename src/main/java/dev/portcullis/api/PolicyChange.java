package dev.portcullis.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code PUT /admin/v1/policy}, with {@code If-Match}.
 *
 * @param policy the whole of it
 * @param applyToPresent whether the live sessions' limits become those of this policy; otherwise only logins from now on take theirs from it
 * @param dryRun whether to change nothing, and only to say what would happen
 */
public record PolicyChange(
        PolicyDocument policy,
        @Nullable Boolean applyToPresent,
        @Nullable Boolean dryRun) {}
