package dev.portcullis.account;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time passwords (RFC 6238) as every authenticator app knows them: HMAC-SHA-1, six digits, steps of 30 s. A code is accepted one step early or late
 * (RFC 6238 §5.2), for clocks that differ and people who type slowly.
 */
public final class Totp {
    public static final int DIGITS = 6;
    static final int STEP_SECONDS = 30;
    private static final int DRIFT = 1;

    /** As long as the hash is (RFC 4226 §4). */
    private static final int SECRET_BYTES = 20;

    private static final int MODULUS = 1_000_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Totp() {}

    /** A new secret of 160 random bits. */
    public static byte[] newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /** The time step that contains this moment. */
    public static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP_SECONDS);
    }

    /** The code of a step (RFC 4226 §5.3). */
    public static String code(byte[] secret, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "RAW"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
            String digits = Integer.toString(number % MODULUS);
            return "0".repeat(DIGITS - digits.length()) + digits;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA1", e);
        }
    }

    /**
     * The step whose code this is, at this moment. Takes the same time whatever the answer.
     *
     * @param spent the last step whose code was accepted: that one and those before it count no more (RFC 6238 §5.2)
     */
    public static OptionalLong accepts(byte[] secret, String code, Instant now, long spent) {
        byte[] given = code.getBytes(StandardCharsets.UTF_8);
        OptionalLong accepted = OptionalLong.empty();
        long current = step(now);
        for (long step = current - DRIFT; step <= current + DRIFT; step++) {
            boolean equal = MessageDigest.isEqual(code(secret, step).getBytes(StandardCharsets.UTF_8), given);
            if (equal && step > spent) {
                accepted = OptionalLong.of(step);
            }
        }
        return accepted;
    }

    /** The secret as apps read it out of a QR code. */
    public static String uri(String issuer, String email, byte[] secret) {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d"
                .formatted(encode(issuer), encode(email), Base32.text(secret), encode(issuer), DIGITS, STEP_SECONDS);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
