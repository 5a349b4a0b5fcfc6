package dev.portcullis.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;

/** The key to the audit's chain: it follows from the master key, so who has only the database cannot go on with the chain, or make another. */
public final class AuditKey {
    private static final int ID_BYTES = 8;

    private final MasterKey master;
    private final Mac prototype;
    private final String id;

    public AuditKey(MasterKey master) {
        this.master = master;
        try {
            this.prototype = Mac.getInstance("HmacSHA256");
            this.prototype.init(master.auditEntries());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
        byte[] name = master.auditHead("key id".getBytes(StandardCharsets.UTF_8));
        this.id = HexFormat.of().formatHex(Arrays.copyOf(name, ID_BYTES));
    }

    /** Its name, which stands with each entry: should there be another master key one day, it is known which entries are under which. Tells nothing of the key. */
    public String id() {
        return id;
    }

    /** HMAC-SHA-256 of an entry's bytes after the mac of the one before. */
    public byte[] entry(byte[] before, byte[] entry) {
        Mac mac = fresh();
        mac.update(before);
        return mac.doFinal(entry);
    }

    /** HMAC-SHA-256, with a key of its own, of a head that is handed out. */
    public byte[] head(byte[] head) {
        return master.auditHead(head);
    }

    /** Cheaper than asking for one anew, which looks for a provider each time. */
    private Mac fresh() {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own HmacSHA256 can be cloned", e);
        }
    }
}
