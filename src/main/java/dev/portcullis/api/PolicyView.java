package dev.portcullis.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /admin/v1/policy}: the policy that holds. It follows from the version alone, so its ETag is strong.
 *
 * @param version grows with each change; 0 while nobody has changed it and the server's options hold
 * @param changedAt, changedBy present once somebody has
 * @param warnings which of its values are beyond what NIST SP 800-63B-4 asks at AAL2 or AAL3, or otherwise unwise
 */
public record PolicyView(
        long version,
        @Nullable Instant changedAt,
        @Nullable String changedBy,
        PolicyDocument policy,
        List<Problem.Fault> warnings) {}
