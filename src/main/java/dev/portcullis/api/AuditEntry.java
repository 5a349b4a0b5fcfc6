package dev.portcullis.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the audit.
 *
 * @param seq its number: from 1, without gaps
 * @param action see {@link AuditAction}; a newer server may have others
 * @param address where the actor asked from
 * @param request the request's {@code X-Request-Id}; null if it was no request
 * @param detail depends on the action; without secrets
 * @param key the name of the key that {@code mac} is made with
 * @param mac HMAC-SHA-256 over the entry before and this one, in base64url
 */
public record AuditEntry(
        long seq,
        Instant at,
        Actor actor,
        String action,
        Subject subject,
        @Nullable String address,
        @Nullable String request,
        JsonNode detail,
        String key,
        String mac) {
    /**
     * Who did it.
     *
     * @param kind account, client or system
     * @param id of the account or the client
     * @param name as it was then
     * @param session by which a user asked
     */
    public record Actor(
            String kind,
            @Nullable String id,
            String name,
            @Nullable UUID session) {}

    /**
     * What it was done to.
     *
     * @param kind account, session, role, client, policy, key, revocation, route or audit
     */
    public record Subject(String kind, @Nullable String id) {}
}
