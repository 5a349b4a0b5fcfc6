package dev.portcullis.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Locale;

/** A code for who has lost the second factor: 80 random bits, {@code ABCD-EFGH-IJKL-MNOP}. A fast hash is right: there is nothing to guess. */
public final class RecoveryCode {
    /** How many are given at once. */
    public static final int SET = 10;

    private static final int BYTES = 10;
    private static final int GROUP = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RecoveryCode() {}

    /** A new one, as it is shown. */
    public static String random() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return Base32.text(bits).replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
    }

    /** What is stored of it. Small letters, spaces and dashes are as they may be. */
    public static byte[] hash(String code) {
        String plain = code.toUpperCase(Locale.ROOT).replaceAll("[^A-Z2-7]", "");
        try {
            return MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
