package dev.portcullis.store;

import java.sql.SQLException;
import java.util.List;

/** The keys that sign tokens, the private halves encrypted by whoever puts them here. */
public final class SigningKeyStore {
    private SigningKeyStore() {}

    /** A key pair. */
    public record Row(String kid, String publicJwk, byte[] encryptedPrivateKey) {}

    /** All of them, the newest first. */
    public static List<Row> all(Transaction transaction) throws SQLException {
        return transaction.query(
                "select kid, public_jwk, private_key from signing_key order by created_at desc, kid",
                row -> new Row(row.getString("kid"), row.getString("public_jwk"), row.getBytes("private_key")));
    }

    /** Lets one server at a time look for a key and make one, until its transaction ends. */
    public static void lock(Transaction transaction) throws SQLException {
        transaction.update("lock table signing_key in share row exclusive mode");
    }

    public static void add(Transaction transaction, Row key) throws SQLException {
        transaction.update(
                "insert into signing_key (kid, public_jwk, private_key) values (?, ?, ?)",
                key.kid(),
                key.publicJwk(),
                key.encryptedPrivateKey());
    }
}
