package dev.portcullis.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Every refresh token of a family, by hash. Used with the session held. */
public final class RefreshTokenStore {
    private RefreshTokenStore() {}

    /**
     * One of them.
     *
     * @param spentFor since when it has had a successor; null if it has none
     */
    public record RefreshToken(
            int generation,
            byte[] tokenHash,
            @org.jspecify.annotations.Nullable Duration spentFor) {}

    public static Optional<RefreshToken> find(Transaction transaction, UUID session, byte[] tokenHash)
            throws SQLException {
        return transaction.first(
                """
                select generation, token_hash, extract(epoch from clock_timestamp() - spent_at) as spent_for
                from refresh_token where session_handle = ? and token_hash = ?
                """,
                row -> {
                    double spentFor = row.getDouble("spent_for");
                    boolean unspent = row.wasNull();
                    return new RefreshToken(
                            row.getInt("generation"),
                            row.getBytes("token_hash"),
                            unspent ? null : Duration.ofMillis((long) (spentFor * 1000)));
                },
                session,
                tokenHash);
    }

    /** The next of the family, issued together with the access token that is bound to the session now. */
    public static void add(Transaction transaction, UUID session, int generation, byte[] tokenHash)
            throws SQLException {
        transaction.update("""
                insert into refresh_token (session_handle, generation, token_hash, issued_at, access_jti)
                select handle, ?, ?, now(), access_jti from session where handle = ?
                """, generation, tokenHash, session);
    }

    public static void spend(Transaction transaction, UUID session, int generation) throws SQLException {
        transaction.update(
                "update refresh_token set spent_at = clock_timestamp() where session_handle = ? and generation = ?",
                session,
                generation);
    }

    /** Spends a token that gets no successor of its own: a re-authentication has given another one (ASVS 7.2.4). */
    public static void supersede(Transaction transaction, UUID session, int generation) throws SQLException {
        transaction.update("""
                update refresh_token set spent_at = clock_timestamp(), superseded = true
                where session_handle = ? and generation = ?
                """, session, generation);
    }

    /** Whether {@link #supersede} has spent it. */
    public static boolean superseded(Transaction transaction, UUID session, int generation) throws SQLException {
        return transaction.one(
                "select superseded from refresh_token where session_handle = ? and generation = ?",
                row -> row.getBoolean("superseded"),
                session,
                generation);
    }

    /** Keeps the verdict on a reuse: {@code race} or {@code stale}. */
    public static void judge(Transaction transaction, UUID session, int generation, String verdict)
            throws SQLException {
        transaction.update("""
                update refresh_token set verdict = ?, reuses = reuses + 1, reused_at = clock_timestamp()
                where session_handle = ? and generation = ?
                """, verdict, session, generation);
    }
}
