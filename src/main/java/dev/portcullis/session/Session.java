package dev.portcullis.session;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Suspension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session, as the database had it at {@code readAt} by its own clock.
 *
 * @param secretHash SHA-256 of the secret in the cookie
 * @param location where the client's address is
 * @param novelty what was new about the login
 * @param factors how the user showed who they are ({@code amr}, RFC 8176): {@code pwd}, {@code otp}
 * @param limits its own, which a later change of policy need not touch
 * @param over how it ended; null until it has
 * @param suspension that it is denied for a while; null if it is not, or has ended
 * @param version grows with each change of state
 */
public record Session(
        UUID handle,
        Account account,
        byte[] secretHash,
        Client client,
        Location location,
        Novelty novelty,
        Instant createdAt,
        Instant authenticatedAt,
        List<String> factors,
        Instant lastSeenAt,
        Limits limits,
        Instant idleExpiresAt,
        Instant expiresAt,
        List<String> permissions,
        Map<String, Object> attributes,
        Access access,
        Refresh refresh,
        long version,
        @Nullable End over,
        @Nullable Suspension suspension,
        Instant readAt) {

    /** Whose it is. */
    public record Account(UUID id, String email, String name) {}

    /** The times of its {@link Lifetime} that count again and again; the absolute limit is {@code expiresAt}. */
    public record Limits(Duration idle, Duration access, Duration refresh, Duration grace) {}

    /** The access token that is bound to it. */
    public record Access(UUID jti, Instant issuedAt, Instant expiresAt) {}

    /** The refresh family that is bound to it. */
    public record Refresh(UUID family, int generation, Instant expiresAt, boolean reused) {}

    /**
     * How it ended.
     *
     * @param recorded whether that is written down; if not, its time has passed or its account is disabled, and nobody has written so yet
     */
    public record End(
            Instant at,
            EndReason reason,
            @Nullable String by,
            @Nullable String note,
            boolean recorded) {}

    /** Not ended, within both limits, its account enabled, and not suspended: as the database judged at {@link #readAt}. */
    public boolean active() {
        return over == null && suspension == null;
    }

    /** The same, or suspended: it has not ended. */
    public boolean live() {
        return over == null;
    }

    public SessionState state() {
        if (over != null) {
            return SessionState.ENDED;
        }
        return suspension == null ? SessionState.ACTIVE : SessionState.SUSPENDED;
    }

    public boolean permits(String permission) {
        return permissions.contains(permission);
    }

    /** What the outside sees. */
    public SessionView view() {
        End end = over;
        return new SessionView(
                handle,
                new SessionView.Account(account.id, account.email, account.name),
                state(),
                end == null ? null : end.reason,
                end == null ? null : end.at,
                end == null ? null : end.by,
                end == null ? null : end.note,
                createdAt,
                authenticatedAt,
                factors,
                lastSeenAt,
                idleExpiresAt,
                expiresAt,
                limits.idle().toSeconds(),
                Duration.between(createdAt, expiresAt).toSeconds(),
                client.address(),
                client.userAgent(),
                client.device().text(),
                client.device().browser(),
                client.device().os(),
                client.device().type(),
                location.network(),
                location.country(),
                location.asn(),
                location.asName(),
                novelty.device(),
                novelty.network(),
                client.delivery(),
                permissions,
                attributes,
                new SessionView.Tokens(
                        new SessionView.Access(access.jti, access.expiresAt),
                        new SessionView.Refresh(refresh.family, refresh.generation, refresh.expiresAt, refresh.reused)),
                version,
                suspension);
    }
}
