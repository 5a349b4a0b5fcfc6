package dev.portcullis.audit;

import dev.portcullis.api.AuditHead;
import dev.portcullis.api.AuditVerification;
import dev.portcullis.store.AuditStore;
import dev.portcullis.store.AuditStore.Newest;
import dev.portcullis.store.AuditStore.Sealed;
import dev.portcullis.store.Database;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole audit, in pieces of constant size, and says where it is not what was written. Entries that are appended meanwhile are left to the next time.
 *
 * <p>The first number at which the chain does not hold is named. What was changed is known by its mac; what was removed, put in or moved, by numbers that are not one
 * after the other or by macs that do not follow from the entry before.
 */
public final class AuditVerifier {
    private static final int PIECE = 2000;
    private static final int MAC_BYTES = 32;

    private final Database database;
    private final AuditChain chain;

    public AuditVerifier(Database database, AuditChain chain) {
        this.database = database;
        this.chain = chain;
    }

    /**
     * Verifies it.
     *
     * @param taken a head that was taken away earlier; null if there is none
     * @param cancelled asked now and then
     * @throws CancellationException if nobody wants to know any more
     */
    public AuditVerification verify(@Nullable AuditHead taken, BooleanSupplier cancelled) {
        byte[] takenMac = null;
        if (taken != null) {
            takenMac = chain.read(taken).orElse(null);
            if (takenMac == null) {
                return bad(
                        0,
                        taken.seq(),
                        taken.key().equals(chain.keyId())
                                ? "The head that was given is not one that was handed out: its seal is wrong."
                                : "The head that was given is under the key " + taken.key()
                                        + ", which is not this one.");
            }
        }
        Newest newest = database.read(AuditStore::newest);
        long last = newest.head().seq();
        byte[] before = new byte[MAC_BYTES];
        long seq = 0;
        while (seq < last) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException();
            }
            long from = seq;
            int most = (int) Math.min(PIECE, last - seq);
            List<Sealed> piece = database.read(transaction -> AuditStore.after(transaction, from, most));
            for (Sealed sealed : piece) {
                String problem = problem(sealed, seq + 1, before);
                if (problem == null && taken != null && taken.seq() == seq + 1) {
                    problem = sameAsTaken(sealed.mac(), takenMac);
                }
                if (problem != null) {
                    return bad(seq, seq + 1, problem);
                }
                before = sealed.mac();
                seq++;
            }
            if (piece.size() < most) {
                return bad(
                        seq, seq + 1, "Entries " + (seq + 1) + " to " + last + " are missing: they have been removed.");
            }
        }
        return end(taken, newest, before);
    }

    /** All entries that there should be are there, and hold. */
    private AuditVerification end(@Nullable AuditHead taken, Newest newest, byte[] mac) {
        long last = newest.head().seq();
        if (!MessageDigest.isEqual(mac, newest.head().mac())) {
            return bad(last, last, "The head does not belong to entry " + last + ": somebody has changed the head.");
        }
        if (taken != null && taken.seq() > last) {
            return bad(
                    last,
                    last + 1,
                    "Entries " + (last + 1) + " to " + taken.seq() + " are missing: the head that was taken away at "
                            + taken.at() + " had them.");
        }
        boolean more = !database.read(transaction -> AuditStore.after(transaction, last, 1))
                .isEmpty();
        if (more && database.read(AuditStore::newest).head().seq() == last) {
            return bad(last, last + 1, "Entry " + (last + 1) + " is after the head: somebody has put it in.");
        }
        return new AuditVerification(last, true, null, null, chain.handedOut(newest));
    }

    /** What is wrong with an entry; null if nothing is. */
    private @Nullable String problem(Sealed sealed, long expected, byte[] before) {
        long seq = sealed.entry().seq();
        if (seq != expected) {
            String missing = seq - 1 == expected
                    ? "Entry " + expected + " is"
                    : "Entries " + expected + " to " + (seq - 1) + " are";
            return missing + " missing: removed, or given other numbers.";
        }
        if (!sealed.entry().keyId().equals(chain.keyId())) {
            return "Entry " + seq + " says that it is under the key "
                    + sealed.entry().keyId() + ", which is not this one (" + chain.keyId() + ").";
        }
        return MessageDigest.isEqual(chain.mac(before, sealed.entry()), sealed.mac())
                ? null
                : "Entry " + seq + " does not follow from the one before: it has been changed, put in or moved.";
    }

    private static @Nullable String sameAsTaken(byte[] mac, byte @Nullable [] taken) {
        return MessageDigest.isEqual(mac, taken)
                ? null
                : "This entry is not the one that was the newest when the head was taken away: the chain has been made anew.";
    }

    private static AuditVerification bad(long good, long seq, String problem) {
        return new AuditVerification(good, false, seq, problem, null);
    }
}
