package dev.portcullis.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that sign tokens, the private halves encrypted by whoever puts them here. */
public final class SigningKeyStore {
    private SigningKeyStore() {}

    /**
     * A key pair and its times.
     *
     * @param encryptedPrivateKey null once it is erased
     * @param signsFrom from when it signs, until another does
     * @param retiredAt when its successor took over; null if that has not been written down
     * @param publishedUntil when the last token that it signed has expired; null if it signs, will sign, or has just ceased to
     * @param compromisedAt since when nothing that it signed counts
     */
    public record Row(
            String kid,
            String publicJwk,
            byte @Nullable [] encryptedPrivateKey,
            Instant createdAt,
            Instant signsFrom,
            @Nullable Instant retiredAt,
            @Nullable Instant publishedUntil,
            @Nullable Instant compromisedAt) {}

    /**
     * All keys at one time.
     *
     * @param rows the one that signs last first
     * @param at the database's clock
     */
    public record Keys(List<Row> rows, Instant at) {}

    public static Keys all(Transaction transaction) throws SQLException {
        Instant at = transaction.one(
                "select statement_timestamp() as now",
                row -> Transaction.instant(row, "now")); // before the rows: what they say is no older
        return new Keys(
                transaction.query(
                        "select * from signing_key order by signs_from desc, created_at desc, kid",
                        SigningKeyStore::row),
                at);
    }

    /** Lets one server at a time change the keys, until its transaction ends. */
    public static void lock(Transaction transaction) throws SQLException {
        transaction.update("lock table signing_key in share row exclusive mode");
    }

    public static void add(
            Transaction transaction, String kid, String publicJwk, byte[] encryptedPrivateKey, Instant signsFrom)
            throws SQLException {
        transaction.update("""
                insert into signing_key (kid, public_jwk, private_key, created_at, signs_from)
                values (?, ?, ?, statement_timestamp(), ?)
                """, kid, publicJwk, encryptedPrivateKey, signsFrom);
    }

    public static void signFrom(Transaction transaction, String kid, Instant from) throws SQLException {
        transaction.update("update signing_key set signs_from = ? where kid = ?", from, kid);
    }

    public static void retire(Transaction transaction, String kid, Instant at) throws SQLException {
        transaction.demandAudit();
        transaction.update("update signing_key set retired_at = ? where kid = ?", at, kid);
    }

    /**
     * Erases the private half of a retired key, and writes down for how long its public half is needed: until the last token of a session or of a client has
     * expired. Ended sessions need nothing.
     *
     * @param longestOfClients the longest life of a client's token, which no row tells
     */
    public static void erase(Transaction transaction, String kid, java.time.Duration longestOfClients)
            throws SQLException {
        transaction.update("""
                update signing_key
                set private_key = null,
                    published_until = greatest(
                        statement_timestamp() + make_interval(secs => ?),
                        (select max(access_expires_at) from session where ended_at is null))
                where kid = ?
                """, SessionStore.seconds(longestOfClients), kid);
    }

    /** From now on nothing that it signed counts. */
    public static void compromise(Transaction transaction, String kid) throws SQLException {
        transaction.demandAudit();
        transaction.update("""
                update signing_key set compromised_at = statement_timestamp(), private_key = null where kid = ?
                """, kid);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("kid"),
                row.getString("public_jwk"),
                row.getBytes("private_key"),
                Transaction.instant(row, "created_at"),
                Transaction.instant(row, "signs_from"),
                Transaction.instantOrNull(row, "retired_at"),
                Transaction.instantOrNull(row, "published_until"),
                Transaction.instantOrNull(row, "compromised_at"));
    }
}
