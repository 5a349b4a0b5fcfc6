package dev.portcullis.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** Tokens of clients that were revoked before their time, until it comes. Those of sessions end with their session. */
public final class RevokedTokenStore {
    private RevokedTokenStore() {}

    /** A token of a client counts no more. */
    public static void add(Transaction transaction, UUID jti, UUID client, Instant expiresAt) throws SQLException {
        transaction.update("""
                insert into revoked_token (jti, client_id, expires_at)
                select ?, id, ? from oauth_client where id = ?
                on conflict do nothing
                """, jti, expiresAt, client);
    }

    public static boolean has(Transaction transaction, UUID jti) throws SQLException {
        return transaction.one(
                "select exists (select from revoked_token where jti = ?)", row -> row.getBoolean(1), jti);
    }

    /** Forgets revoked tokens that have expired by themselves. At most {@code limit}. */
    public static int removeExpired(Transaction transaction, int limit) throws SQLException {
        return transaction.update("""
                delete from revoked_token where jti in (
                    select jti from revoked_token where expires_at < now() limit ? for update skip locked)
                """, limit);
    }
}
