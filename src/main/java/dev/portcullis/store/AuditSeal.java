package dev.portcullis.store;

/** Makes an entry of the audit the next link of its chain. The key to it is not in the database. */
public interface AuditSeal {
    /** The name of the key. */
    String keyId();

    /**
     * The mac of an entry.
     *
     * @param before the mac of the entry before it
     */
    byte[] mac(byte[] before, AuditStore.Entry entry);
}
