package dev.portcullis.token;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.AuditAction;
import dev.portcullis.api.EventType;
import dev.portcullis.session.Operator;
import dev.portcullis.session.Subject;
import dev.portcullis.store.AuditStore;
import dev.portcullis.store.EventStore;
import dev.portcullis.store.SigningKeyStore;
import dev.portcullis.store.SigningKeyStore.Keys;
import dev.portcullis.store.SigningKeyStore.Row;
import dev.portcullis.store.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When which key signs. There is always one that signs and one that is published to follow it, so that whoever verifies has long known a key when it begins to
 * sign, even if an operator rotates at once. All times are the database's; one server at a time changes anything.
 */
final class KeyRotation {
    /** How long a key is published, at least, before it signs: whoever keeps the JWKS for as long as it says ({@link SigningKeys#MAX_AGE}) has read it since. */
    static final Duration NOTICE = SigningKeys.MAX_AGE.multipliedBy(2);

    /** How long another server may go on signing with a key after its successor took over: each looks every second, so this is plenty. */
    static final Duration SLACK = Duration.ofMinutes(1);

    private final KeyPairs pairs;
    private final Duration period;

    /** @param period how long a key signs */
    KeyRotation(KeyPairs pairs, Duration period) {
        this.pairs = pairs;
        this.period = period;
    }

    /** Whether {@link #tend} has anything to do. */
    boolean due(Keys keys) {
        KeyStates states = new KeyStates(keys);
        Optional<Row> signing = states.signing();
        Optional<Row> next = states.next();
        return signing.isEmpty()
                || next.isEmpty()
                || next.get().signsFrom().isAfter(takesOver(signing.get(), next.get(), keys.at()))
                || states.retired().stream().anyMatch(row -> row.retiredAt() == null || erasable(row, keys.at()));
    }

    /** Makes the keys that are missing, and closes the books on those that signed before. */
    void tend(Transaction transaction) throws SQLException {
        SigningKeyStore.lock(transaction);
        tend(transaction, Operator.SCHEDULE);
    }

    /** The next key signs at once, or as soon as it has been published for {@link #NOTICE}. */
    void rotate(Transaction transaction, Operator by) throws SQLException {
        SigningKeyStore.lock(transaction);
        tend(transaction, Operator.SCHEDULE);
        Keys keys = SigningKeyStore.all(transaction);
        Row next = new KeyStates(keys).next().orElseThrow();
        Instant from = later(keys.at(), next.createdAt().plus(NOTICE));
        if (from.isBefore(next.signsFrom())) {
            SigningKeyStore.signFrom(transaction, next.kid(), from);
        }
        AuditStore.note(
                transaction,
                by,
                AuditAction.KEY_ROTATION_REQUESTED,
                Subject.key(next.kid()),
                JsonNodeFactory.instance.objectNode().put("signsFrom", from.toString()));
        tend(transaction, by);
    }

    /** Nothing counts that was signed until now; new keys take over at once. Not one key alone: they lie side by side, and who had one had the others. */
    void replaceCompromised(Transaction transaction, Operator by) throws SQLException {
        SigningKeyStore.lock(transaction);
        Keys keys = SigningKeyStore.all(transaction);
        KeyStates states = new KeyStates(keys);
        for (Row row : keys.rows()) {
            if (states.published(row)) {
                SigningKeyStore.compromise(transaction, row.kid());
                append(transaction, row.kid(), states.of(row).name().toLowerCase(java.util.Locale.ROOT), by);
            }
        }
        tend(transaction, by);
    }

    private void tend(Transaction transaction, Operator by) throws SQLException {
        Keys keys = SigningKeyStore.all(transaction);
        if (new KeyStates(keys).signing().isEmpty()) {
            pairs.make(transaction, keys.at());
            keys = SigningKeyStore.all(transaction);
        }
        KeyStates states = new KeyStates(keys);
        Row signing = states.signing().orElseThrow();
        Optional<Row> next = states.next();
        if (next.isEmpty()) {
            pairs.make(
                    transaction,
                    later(signing.signsFrom().plus(period), keys.at().plus(NOTICE)));
        } else if (next.get().signsFrom().isAfter(takesOver(signing, next.get(), keys.at()))) {
            SigningKeyStore.signFrom(transaction, next.get().kid(), takesOver(signing, next.get(), keys.at()));
        }
        for (Row row : states.retired()) {
            if (row.retiredAt() == null) {
                SigningKeyStore.retire(transaction, row.kid(), later(signing.signsFrom(), row.signsFrom()));
                append(transaction, row.kid(), null, by);
            } else if (erasable(row, keys.at())) {
                SigningKeyStore.erase(transaction, row.kid(), AccessTokens.LONGEST_OF_CLIENTS);
            }
        }
    }

    /** When the next key is to sign at the latest: if servers were told different periods, or the period was shortened, the shortest counts. */
    private Instant takesOver(Row signing, Row next, Instant now) {
        Instant ready = later(now, next.createdAt().plus(NOTICE));
        return later(signing.signsFrom().plus(period), ready);
    }

    private static boolean erasable(Row row, Instant now) {
        Instant retired = row.retiredAt();
        return retired != null && row.publishedUntil() == null && !now.isBefore(retired.plus(SLACK));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** @param compromised what the key was when it was found to be in other hands; null if it only made way for the next one */
    private static void append(Transaction transaction, String kid, @Nullable String compromised, Operator by)
            throws SQLException {
        ObjectNode detail = JsonNodeFactory.instance.objectNode().put("kid", kid);
        if (compromised != null) {
            detail.put("compromised", compromised);
        }
        EventStore.appendChange(transaction, EventType.KEY_ROTATED, Subject.key(kid), by, detail);
    }
}
