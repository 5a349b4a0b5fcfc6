package dev.portcullis.account;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Passwords that nobody may choose, from a file: one each line, UTF-8; small and capital letters are one. Kept as 8 bytes of each one's SHA-256, so that ten million
 * take 80 MB. (That one is refused by chance is as likely as 1 in 10¹².)
 */
public final class PasswordBlocklist {
    /** Of none. */
    public static final PasswordBlocklist NONE = new PasswordBlocklist(new long[0]);

    private static final int MOST = 10_000_000;
    private static final long LARGEST_FILE = 512L << 20;

    private final long[] hashes;

    private PasswordBlocklist(long[] hashes) {
        this.hashes = hashes;
    }

    /**
     * Reads one. Lines that are too short to be a password anyway are passed over.
     *
     * @throws IOException if it cannot be read, is not UTF-8, or is larger than 512 MiB or ten million passwords; with a sentence
     */
    public static PasswordBlocklist read(Path file) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            throw new IOException("it is larger than " + (LARGEST_FILE >> 20) + " MiB");
        }
        long[] hashes = new long[1024];
        int size = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String line;
            while ((line = lines.readLine()) != null) {
                String password = folded(line);
                if (PasswordText.length(password) < PasswordRule.SHORTEST) {
                    continue;
                }
                if (size == MOST) {
                    throw new IOException("it has more than " + MOST + " passwords");
                }
                if (size == hashes.length) {
                    hashes = Arrays.copyOf(hashes, Math.min(size * 2, MOST));
                }
                hashes[size++] = hash(password);
            }
        } catch (CharacterCodingException e) {
            throw new IOException("it is not UTF-8", e);
        }
        long[] sorted = Arrays.copyOf(hashes, size);
        Arrays.sort(sorted);
        return new PasswordBlocklist(sorted);
    }

    public boolean has(String password) {
        return hashes.length > 0 && Arrays.binarySearch(hashes, hash(folded(password))) >= 0;
    }

    /** How many there are. */
    public int size() {
        return hashes.length;
    }

    private static String folded(String password) {
        return PasswordText.normal(password).toLowerCase(Locale.ROOT);
    }

    private static long hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
