package dev.portcullis.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code application/problem+json} (RFC 9457).
 *
 * @param type one of {@link ProblemType}, as a URN
 * @param detail what is wrong with this request, in one sentence for a person; holds nothing that the caller did not send or may not know
 * @param instance the request's id, as in the server's log
 * @param endReason with {@code session-ended}: why
 */
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String instance,
        @Nullable EndReason endReason) {}
