package dev.portcullis.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An OAuth client, as it is shown: a service that logs in as itself.
 *
 * @param id its {@code client_id}
 * @param scopes the permissions that its tokens may hold
 * @param mayIntrospect whether it may ask about tokens (RFC 7662)
 * @param lastTokenAt when it was last given a token, to the minute
 * @param formerSecretUntil until when the secret before the present one is good as well
 */
public record ClientView(
        UUID id,
        String name,
        List<String> scopes,
        boolean mayIntrospect,
        boolean enabled,
        Instant createdAt,
        @Nullable Instant lastTokenAt,
        @Nullable Instant formerSecretUntil) {}
