package dev.portcullis.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Names for what the database counts but need not know, such as what somebody typed as an e-mail address, which may be a password. The same thing has always the
 * same name.
 */
public final class Pseudonyms {
    private static final int BYTES = 17;

    private final MasterKey key;

    public Pseudonyms(MasterKey key) {
        this.key = key;
    }

    /**
     * A kind and 128 bits.
     *
     * @param kind the first byte of the name: names sort by it
     * @param parts what is named; no part may have a NUL
     */
    public byte[] of(int kind, String... parts) {
        byte[] text = (kind + "\0" + String.join("\0", parts)).getBytes(StandardCharsets.UTF_8);
        byte[] name = new byte[BYTES];
        name[0] = (byte) kind;
        System.arraycopy(Arrays.copyOf(key.pseudonym(text), BYTES - 1), 0, name, 1, BYTES - 1);
        return name;
    }
}
