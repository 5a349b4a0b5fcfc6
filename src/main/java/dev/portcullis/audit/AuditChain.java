package dev.portcullis.audit;

import dev.portcullis.api.AuditHead;
import dev.portcullis.store.AuditSeal;
import dev.portcullis.store.AuditStore;
import dev.portcullis.store.AuditStore.Entry;
import dev.portcullis.store.AuditStore.Newest;
import dev.portcullis.store.Transaction;
import dev.portcullis.token.AuditKey;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Optional;

/** Links entries to a chain, and seals heads of it that are taken away. */
public final class AuditChain implements AuditSeal {
    private static final int MAC_BYTES = 32;

    private final AuditKey key;

    public AuditChain(AuditKey key) {
        this.key = key;
    }

    @Override
    public String keyId() {
        return key.id();
    }

    @Override
    public byte[] mac(byte[] before, Entry entry) {
        return key.entry(before, Canonical.bytes(entry));
    }

    /** The newest entry as it is now, to be taken away. */
    public AuditHead head(Transaction transaction) throws SQLException {
        return handedOut(AuditStore.newest(transaction));
    }

    AuditHead handedOut(Newest newest) {
        long seq = newest.head().seq();
        byte[] mac = newest.head().mac();
        byte[] seal = key.head(Canonical.head(seq, newest.now(), mac, key.id()));
        return new AuditHead(seq, text(mac), newest.now(), key.id(), text(seal));
    }

    /** The mac in a head that was sealed with this key; empty if somebody has changed it, or made it up. */
    Optional<byte[]> read(AuditHead head) {
        try {
            byte[] mac = Base64.getUrlDecoder().decode(head.mac());
            byte[] seal = Base64.getUrlDecoder().decode(head.seal());
            byte[] right = key.head(Canonical.head(head.seq(), head.at(), mac, head.key()));
            return mac.length == MAC_BYTES && MessageDigest.isEqual(seal, right) ? Optional.of(mac) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** As it is written in JSON. */
    public static String text(byte[] mac) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }
}
