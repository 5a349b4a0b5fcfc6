package dev.portcullis.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an operator makes of a session that the transaction holds.
 *
 * @param attributes a JSON object, all of it
 * @param permissions all of them, sorted
 * @param idleTtl seconds, no more than it has; null to leave it
 * @param expiresAt no later than it has; null to leave it
 */
public record SessionChange(
        String attributes,
        List<String> permissions,
        @Nullable Integer idleTtl,
        @Nullable Instant expiresAt) {

    /** Writes it. The idle limit is moved, not counted anew, since the time in which the session was suspended does not count. Its tokens end no later than the session: they are cut here, and signed anew since the version is another. */
    public void write(Transaction transaction, UUID handle) throws SQLException {
        transaction.demandAudit();
        transaction.update("""
                update session
                set attributes = ?::jsonb, permissions = ?,
                    idle_ttl = least(idle_ttl, ?::int),
                    idle_expires_at = idle_expires_at + make_interval(secs => least(idle_ttl, ?::int) - idle_ttl),
                    expires_at = least(expires_at, ?::timestamptz),
                    access_expires_at = least(access_expires_at, ?::timestamptz),
                    refresh_expires_at = least(refresh_expires_at, ?::timestamptz),
                    version = version + 1
                where handle = ?
                """, attributes, permissions, idleTtl, idleTtl, expiresAt, expiresAt, expiresAt, handle);
        if (idleTtl != null || expiresAt != null) {
            keep(transaction, handle);
        }
    }

    /** So that no policy lengthens it again. */
    private void keep(Transaction transaction, UUID handle) throws SQLException {
        transaction.update("""
                insert into session_cap (session_handle, idle_ttl, expires_at) values (?, ?, ?)
                on conflict (session_handle) do update
                set idle_ttl = least(session_cap.idle_ttl, excluded.idle_ttl),
                    expires_at = least(session_cap.expires_at, excluded.expires_at)
                """, handle, idleTtl, expiresAt);
    }
}
