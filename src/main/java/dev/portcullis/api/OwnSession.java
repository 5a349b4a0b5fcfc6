package dev.portcullis.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One of a user's own sessions, as that user is shown it (ASVS 7.5.2): enough to recognise it, and nothing that opens anything.
 *
 * @param current whether it is the one that asks
 * @param address where it was begun from, as far as is known
 * @param device the client as read from its user agent
 */
public record OwnSession(
        UUID handle,
        boolean current,
        Instant createdAt,
        Instant lastSeenAt,
        Instant idleExpiresAt,
        Instant expiresAt,
        @Nullable String address,
        String device,
        Delivery delivery) {}
