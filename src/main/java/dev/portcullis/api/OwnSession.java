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
 * @param network the name of the network that it was begun from, if it has one
 * @param country the country it was begun from, if that is known: ISO 3166-1 alpha-2
 * @param newDevice whether the account had not been used with this browser and system of late
 * @param newNetwork whether it had not been used from this network of late
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
        DeviceType deviceType,
        @Nullable String network,
        @Nullable String country,
        boolean newDevice,
        boolean newNetwork,
        Delivery delivery) {}
