package dev.portcullis.token;

import dev.portcullis.api.KeyView;
import dev.portcullis.store.SigningKeyStore.Keys;
import dev.portcullis.store.SigningKeyStore.Row;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys as a server knows them, from one reading to the next.
 *
 * @param begun {@link System#nanoTime()} before they were read: of two, the later one knows no less, whatever the database's clock did
 * @param signing the key that signs
 * @param verifying the keys whose tokens may be valid
 * @param jwks these as a JWK Set (RFC 7517 §5), the one that signs first
 * @param receiptKeys all that ever signed, but for the compromised, as a JWK Set
 * @param views all that ever were
 */
record KeySet(
        long begun,
        Signing signing,
        Map<String, PublicKey> verifying,
        String jwks,
        String receiptKeys,
        List<KeyView> views) {

    /** A private key and its name. */
    record Signing(String kid, PrivateKey key) {}

    /** @throws SigningKeys.WrongMasterKeyException if another master key sealed them */
    static KeySet of(Keys keys, KeyPairs pairs, long begun) {
        KeyStates states = new KeyStates(keys);
        Row signs = states.signing().orElseThrow(() -> new IllegalStateException("no key signs"));
        byte[] sealed = signs.encryptedPrivateKey();
        if (sealed == null) {
            throw new IllegalStateException("the key that signs was erased");
        }
        List<Row> published = keys.rows().stream()
                .filter(states::published)
                .sorted(java.util.Comparator.comparing(row -> !row.equals(signs)))
                .toList();
        Map<String, PublicKey> verifying = new LinkedHashMap<>();
        published.forEach(row -> verifying.put(row.kid(), KeyPairs.read(row.publicJwk())));
        return new KeySet(
                begun,
                new Signing(signs.kid(), pairs.open(signs.kid(), sealed)),
                verifying,
                set(published),
                set(keys.rows().stream().filter(states::signedReceipts).toList()),
                states.views());
    }

    /** The name of the key that signed at that time. */
    Optional<String> signedAt(Instant time) {
        return views.stream()
                .filter(view -> !view.signsFrom().isAfter(time))
                .findFirst()
                .map(KeyView::kid);
    }

    private static String set(List<Row> rows) {
        return rows.stream().map(Row::publicJwk).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }
}
