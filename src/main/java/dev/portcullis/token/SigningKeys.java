package dev.portcullis.token;

import dev.portcullis.store.Database;
import dev.portcullis.store.SigningKeyStore;
import dev.portcullis.store.StoreUnavailableException;
import dev.portcullis.store.Transaction;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.EcPublicJwk;
import io.jsonwebtoken.security.Jwks;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The key pairs (ES256) that sign tokens and receipts. They live in the database, the private halves encrypted; the newest one signs, all of them verify. */
public final class SigningKeys {
    private final String signingKid;
    private final PrivateKey signingKey;
    private final Map<String, PublicKey> verificationKeys;
    private final String jwks;

    private SigningKeys(List<SigningKeyStore.Row> rows, MasterKey master) {
        SigningKeyStore.Row newest = rows.getFirst();
        this.signingKid = newest.kid();
        this.signingKey = open(newest, master);
        this.verificationKeys = new LinkedHashMap<>();
        for (SigningKeyStore.Row row : rows) {
            verificationKeys.put(row.kid(), (PublicKey)
                    Jwks.parser().build().parse(row.publicJwk()).toKey());
        }
        this.jwks = "{\"keys\":["
                + String.join(
                        ",", rows.stream().map(SigningKeyStore.Row::publicJwk).toList()) + "]}";
    }

    /** Another master key sealed the signing keys in this database. */
    public static final class WrongMasterKeyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongMasterKeyException(Throwable cause) {
            super(
                    "the signing keys in this database were encrypted with another master key: give the one of its first server (--key-file)",
                    cause);
        }
    }

    /**
     * Reads the keys, making the first one if there is none.
     *
     * @throws WrongMasterKeyException if they cannot be opened
     * @throws StoreUnavailableException if the database does not answer
     */
    public static SigningKeys load(Database database, MasterKey master) {
        List<SigningKeyStore.Row> rows = database.transact(transaction -> {
            SigningKeyStore.lock(transaction);
            List<SigningKeyStore.Row> present = SigningKeyStore.all(transaction);
            return present.isEmpty() ? List.of(make(transaction, master)) : present;
        });
        return new SigningKeys(rows, master);
    }

    /** The name of the key that signs now. */
    public String signingKid() {
        return signingKid;
    }

    PrivateKey signingKey() {
        return signingKey;
    }

    /** The key of that name; null if there is none. */
    @Nullable
    PublicKey verificationKey(String kid) {
        return verificationKeys.get(kid);
    }

    /** The public keys as a JWK Set (RFC 7517 §5). */
    public String jwks() {
        return jwks;
    }

    private static SigningKeyStore.Row make(Transaction transaction, MasterKey master) throws SQLException {
        KeyPair pair = Jwts.SIG.ES256.keyPair().build();
        EcPublicJwk jwk = Jwks.builder()
                .key((ECPublicKey) pair.getPublic())
                .idFromThumbprint()
                .algorithm("ES256")
                .publicKeyUse("sig")
                .build();
        try {
            SigningKeyStore.Row row = new SigningKeyStore.Row(
                    jwk.getId(),
                    Jwks.UNSAFE_JSON(jwk),
                    master.seal(jwk.getId(), pair.getPrivate().getEncoded()));
            SigningKeyStore.add(transaction, row);
            return row;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks AES-GCM", e);
        }
    }

    private static PrivateKey open(SigningKeyStore.Row row, MasterKey master) {
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(master.open(row.kid(), row.encryptedPrivateKey())));
        } catch (GeneralSecurityException e) {
            throw new WrongMasterKeyException(e);
        }
    }
}
