package dev.portcullis.token;

import dev.portcullis.api.KeyView;
import dev.portcullis.session.Operator;
import dev.portcullis.store.Database;
import dev.portcullis.store.SigningKeyStore;
import dev.portcullis.store.SigningKeyStore.Keys;
import dev.portcullis.store.StoreUnavailableException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key pairs (ES256) that sign tokens and receipts. They live in the database, the private halves encrypted, and are rotated: see {@link KeyRotation}. Every
 * server reads them again each second ({@link #tend}), and at once when a token names one that it does not know.
 */
public final class SigningKeys {
    /** How long whoever verifies may keep the JWKS. */
    public static final Duration MAX_AGE = Duration.ofMinutes(5);

    /** How long a key signs. */
    public static final Duration PERIOD = Duration.ofDays(30);

    /** An RFC 7638 thumbprint with SHA-256, in base64url: nothing else is looked for (RFC 8725 §3.10). */
    private static final Pattern KID = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final Database database;
    private final KeyPairs pairs;
    private final KeyRotation rotation;
    private final SharedReading reading = new SharedReading(this::tend);
    private final AtomicReference<KeySet> known;

    private SigningKeys(Database database, MasterKey master, Duration period) {
        this.database = database;
        this.pairs = new KeyPairs(master);
        this.rotation = new KeyRotation(pairs, period);
        this.known = new AtomicReference<>(read());
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
     * Reads the keys, making the first ones if there are none.
     *
     * @param period how long a key signs
     * @throws WrongMasterKeyException if they cannot be opened
     * @throws StoreUnavailableException if the database does not answer
     */
    public static SigningKeys load(Database database, MasterKey master, Duration period) {
        return new SigningKeys(database, master, period);
    }

    /** Reads the keys again, rotating them if it is time. Cheap if it is not; many servers may do it at once. */
    public void tend() {
        KeySet read = read();
        known.accumulateAndGet(
                read, (a, b) -> a.begun() - b.begun() > 0 ? a : b); // a slow reading must not undo a later one
    }

    private KeySet read() {
        long begun = System.nanoTime();
        Keys keys = database.read(SigningKeyStore::all);
        if (rotation.due(keys)) {
            keys = database.transact(transaction -> {
                rotation.tend(transaction);
                return SigningKeyStore.all(transaction);
            });
        }
        return KeySet.of(keys, pairs, begun);
    }

    /**
     * Lets another key sign, now or as soon as everybody who verifies must know it.
     *
     * @param compromised whether nothing that the present key signed counts any more
     * @param by who says so
     * @return the keys as they are then
     */
    public List<KeyView> rotate(boolean compromised, Operator by) {
        database.transact(transaction -> {
            if (compromised) {
                rotation.replaceCompromised(transaction, by);
            } else {
                rotation.rotate(transaction, by);
            }
            return true;
        });
        tend();
        return views();
    }

    KeySet.Signing signing() {
        return current().signing();
    }

    /** The key of that name that verifies tokens; null if there is none. */
    @Nullable
    PublicKey verificationKey(String kid) {
        PublicKey key = current().verifying().get(kid);
        if (key == null && KID.matcher(kid).matches()) {
            reading.await(); // another server may have made it a moment ago
            return current().verifying().get(kid);
        }
        return key;
    }

    /** The public keys whose tokens may be valid, as a JWK Set (RFC 7517 §5), the one that signs first. */
    public String jwks() {
        return current().jwks();
    }

    /** The public keys that ever signed a receipt, but for the compromised, as a JWK Set: receipts are kept, and so are these. */
    public String receiptKeys() {
        return current().receiptKeys();
    }

    /** The keys with their states and times, the one that signs last first. */
    public List<KeyView> views() {
        return current().views();
    }

    /** The name of the key that signs. */
    public String signingKid() {
        return signing().kid();
    }

    /** The name of the key that signed at that time; empty if none did. */
    public Optional<String> signedAt(Instant time) {
        return current().signedAt(time);
    }

    /** Whether the {@linkplain #jwks JWK Set} has the key of that name. */
    public boolean published(String kid) {
        return current().verifying().containsKey(kid);
    }

    private KeySet current() {
        return known.get();
    }
}
