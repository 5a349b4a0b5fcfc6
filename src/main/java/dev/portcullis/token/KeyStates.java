package dev.portcullis.token;

import dev.portcullis.api.KeyView;
import dev.portcullis.api.KeyView.State;
import dev.portcullis.store.SigningKeyStore.Keys;
import dev.portcullis.store.SigningKeyStore.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which key is what, at the time when the keys were read: it follows from their times alone, so all servers agree. */
record KeyStates(Keys keys) {
    State of(Row row) {
        if (row.compromisedAt() != null) {
            return State.COMPROMISED;
        }
        if (row.signsFrom().isAfter(keys.at())) {
            return State.NEXT;
        }
        return signing().filter(row::equals).isPresent() ? State.SIGNING : State.RETIRED;
    }

    /** The one that signs: of those whose time has come, the last. */
    Optional<Row> signing() {
        return usable().filter(row -> !row.signsFrom().isAfter(keys.at()))
                .findFirst()
                .filter(row -> row.encryptedPrivateKey() != null);
    }

    /** The one that is to follow it. */
    Optional<Row> next() {
        return usable().filter(row -> row.signsFrom().isAfter(keys.at())).findFirst();
    }

    /** Those that signed before, and are not compromised; the last first. */
    List<Row> retired() {
        return keys.rows().stream().filter(row -> of(row) == State.RETIRED).toList();
    }

    /** Whether tokens that it signed, or is to sign, may still be valid. */
    boolean published(Row row) {
        Instant until = row.publishedUntil();
        return row.compromisedAt() == null && (until == null || until.isAfter(keys.at()));
    }

    /** Whether receipts that it signed can be checked. */
    boolean signedReceipts(Row row) {
        return row.compromisedAt() == null && !row.signsFrom().isAfter(keys.at());
    }

    List<KeyView> views() {
        return keys.rows().stream()
                .map(row -> new KeyView(
                        row.kid(),
                        of(row),
                        row.createdAt(),
                        row.signsFrom(),
                        row.retiredAt(),
                        row.publishedUntil(),
                        row.compromisedAt()))
                .toList();
    }

    private java.util.stream.Stream<Row> usable() {
        return keys.rows().stream().filter(row -> row.compromisedAt() == null);
    }
}
