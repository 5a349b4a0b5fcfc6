package dev.portcullis.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An account as it is shown. */
public record AccountView(
        UUID id, String email, String name, List<String> permissions, boolean enabled, Instant createdAt) {}
