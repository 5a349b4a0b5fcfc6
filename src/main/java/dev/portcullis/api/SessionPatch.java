package dev.portcullis.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code PATCH /admin/v1/sessions/{handle}}, as a JSON merge patch (RFC 7396). What is null is not sent, and stays as it is.
 *
 * @param attributes merged into those that the session has; a member that is null removes
 * @param permissions all that it is to have
 * @param idleTtlSeconds a shorter idle limit
 * @param expiresAt an earlier absolute limit
 */
public record SessionPatch(
        @JsonInclude(value = JsonInclude.Include.NON_NULL, content = JsonInclude.Include.ALWAYS) @Nullable
        Map<String, @Nullable Object> attributes,

        @Nullable List<String> permissions,
        @Nullable Long idleTtlSeconds,
        @Nullable Instant expiresAt) {
    /** Changes attributes alone. */
    public static SessionPatch attributes(Map<String, @Nullable Object> attributes) {
        return new SessionPatch(attributes, null, null, null);
    }

    /** Changes permissions alone. */
    public static SessionPatch permissions(List<String> permissions) {
        return new SessionPatch(null, permissions, null, null);
    }
}
