package dev.portcullis.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of the refresh tokens of a session, for those who look on. Never their hashes. */
public final class TokenFamilyStore {
    private TokenFamilyStore() {}

    /**
     * A refresh token that was issued.
     *
     * @param spentAt when it was exchanged; null if it was not
     * @param superseded whether it was spent without being exchanged: a re-authentication has given another one
     * @param verdict on its last reuse: {@code race}, {@code stale}; null if it never came back
     * @param reusedAddress from where it came back last; null if that is not known
     */
    public record Generation(
            int generation,
            Instant issuedAt,
            @Nullable Instant spentAt,
            boolean superseded,
            @Nullable UUID accessJti,
            @Nullable String verdict,
            int reuses,
            @Nullable Instant reusedAt,
            @Nullable String reusedAddress) {}

    /** The newest of them first, at most {@code limit}. */
    public static List<Generation> newest(Transaction transaction, UUID session, int limit) throws SQLException {
        return transaction.query("""
                select generation, issued_at, spent_at, superseded, access_jti, verdict, reuses, reused_at, host(reused_address) as reused_address
                from refresh_token where session_handle = ? order by generation desc limit ?
                """, TokenFamilyStore::generation, session, limit);
    }

    public static long count(Transaction transaction, UUID session) throws SQLException {
        return transaction.one(
                "select count(*) from refresh_token where session_handle = ?", row -> row.getLong(1), session);
    }

    /** When this token was issued, if it is the one that the session's family is at now and has not been exchanged. */
    public static Optional<Instant> current(Transaction transaction, UUID session, byte[] tokenHash)
            throws SQLException {
        return transaction.first("""
                select t.issued_at
                from refresh_token t join session s on s.handle = t.session_handle and s.refresh_generation = t.generation
                where t.session_handle = ? and t.token_hash = ? and t.spent_at is null
                """, row -> Transaction.instant(row, "issued_at"), session, tokenHash);
    }

    private static Generation generation(ResultSet row) throws SQLException {
        return new Generation(
                row.getInt("generation"),
                Transaction.instant(row, "issued_at"),
                Transaction.instantOrNull(row, "spent_at"),
                row.getBoolean("superseded"),
                row.getObject("access_jti", UUID.class),
                row.getString("verdict"),
                row.getInt("reuses"),
                Transaction.instantOrNull(row, "reused_at"),
                row.getString("reused_address"));
    }
}
