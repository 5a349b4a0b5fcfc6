package dev.portcullis.session;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * 256 random bits that open something: a session (in the cookie) or the next refresh. The database holds {@link #hash()} alone. A fast hash is right here:
 * there is nothing to guess in 256 random bits (ASVS 5.0 7.2.3).
 */
public final class Secret {
    static final int BYTES = 32;
    private static final int TEXT_LENGTH = 43;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bits;

    private Secret(byte[] bits) {
        this.bits = bits;
    }

    /** A new one. */
    public static Secret random() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return new Secret(bits);
    }

    /** Of these 32 bytes. */
    public static Secret of(byte[] bits) {
        if (bits.length != BYTES) {
            throw new IllegalArgumentException("a secret has " + BYTES + " bytes, not " + bits.length);
        }
        return new Secret(bits.clone());
    }

    /** Its SHA-256. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bits);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether it is the one whose hash was stored; takes the same time whatever the answer. */
    public boolean matches(byte[] storedHash) {
        return MessageDigest.isEqual(hash(), storedHash);
    }

    /** The bits themselves, for deriving a successor. */
    public byte[] bits() {
        return bits.clone();
    }

    /** Reads {@link #text()}; empty if it is anything else. */
    public static Optional<Secret> parse(String text) {
        try {
            byte[] bits = text.length() == TEXT_LENGTH ? Base64.getUrlDecoder().decode(text) : new byte[0];
            return bits.length == BYTES ? Optional.of(new Secret(bits)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** In base64url, for whoever is to keep it. */
    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "Secret[…]";
    }
}
