package dev.portcullis.token;

import dev.portcullis.store.SigningKeyStore;
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
import java.time.Instant;

/** Makes key pairs (ES256) and reads them again. A private half is in the database only under the master key. */
final class KeyPairs {
    private final MasterKey master;

    KeyPairs(MasterKey master) {
        this.master = master;
    }

    /** Makes one that signs from then on. */
    void make(Transaction transaction, Instant signsFrom) throws SQLException {
        KeyPair pair = Jwts.SIG.ES256.keyPair().build();
        EcPublicJwk jwk = Jwks.builder()
                .key((ECPublicKey) pair.getPublic())
                .idFromThumbprint()
                .algorithm("ES256")
                .publicKeyUse("sig")
                .build();
        try {
            byte[] sealed = master.seal(jwk.getId(), pair.getPrivate().getEncoded());
            SigningKeyStore.add(transaction, jwk.getId(), Jwks.UNSAFE_JSON(jwk), sealed, signsFrom);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks AES-GCM", e);
        }
    }

    /** @throws SigningKeys.WrongMasterKeyException if another master key sealed it */
    PrivateKey open(String kid, byte[] sealed) {
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(master.open(kid, sealed)));
        } catch (GeneralSecurityException e) {
            throw new SigningKeys.WrongMasterKeyException(e);
        }
    }

    static PublicKey read(String publicJwk) {
        return (PublicKey) Jwks.parser().build().parse(publicJwk).toKey();
    }
}
