package dev.portcullis.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106), its result as a PHC string: {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}, so that the parameters travel with the hash.
 *
 * @param memory KiB
 * @param iterations passes over the memory
 * @param parallelism lanes
 */
public record Argon2(int memory, int iterations, int parallelism) {
    /** What OWASP recommends at the least: 19 MiB, two passes, one lane. */
    public static final Argon2 DEFAULT = new Argon2(19 * 1024, 2, 1);

    /** A hash that no password is known to have: of an account that nobody is to log in to again. */
    public static final String UNMATCHED = unmatched("m=8,t=1,p=1");

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,8}),t=(\\d{1,4}),p=(\\d{1,3})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    /** The memory (KiB) that OWASP asks at the least for one pass, two, three, four, and five or more (Password Storage Cheat Sheet). */
    private static final int[] LEAST_MEMORY = {46 * 1024, 19 * 1024, 12 * 1024, 9 * 1024, 7 * 1024};

    private static final int MOST_ITERATIONS = 100;
    private static final int MOST_LANES = 16;
    private static final int MOST_MEMORY = 4 * 1024 * 1024;

    /**
     * What is wrong with them for hashing new passwords; empty if nothing is. Below the bounds a stolen hash is guessed too cheaply, above them a login is a denial
     * of service.
     */
    public Optional<String> fault() {
        if (iterations < 1 || iterations > MOST_ITERATIONS) {
            return Optional.of("--argon2-iterations must be from 1 to " + MOST_ITERATIONS + ", not " + iterations);
        }
        if (parallelism < 1 || parallelism > MOST_LANES) {
            return Optional.of("--argon2-parallelism must be from 1 to " + MOST_LANES + ", not " + parallelism);
        }
        int least = LEAST_MEMORY[Math.min(iterations, LEAST_MEMORY.length) - 1];
        if (memory < least || memory > MOST_MEMORY) {
            return Optional.of("--argon2-memory must be from %d to %d KiB with --argon2-iterations %d, not %d"
                    .formatted(least, MOST_MEMORY, iterations, memory));
        }
        return Optional.empty();
    }

    /** Hashes a password with these parameters and a new salt. */
    public String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$%s$%s$%s"
                .formatted(
                        text(),
                        base64.encodeToString(salt),
                        base64.encodeToString(compute(password, salt, HASH_BYTES)));
    }

    /** A hash with these parameters, as a hash says them, that no password is known to have. */
    static String unmatched(String parameters) {
        return "$argon2id$v=19$" + parameters + "$" + "A".repeat(22) + "$" + "A".repeat(43);
    }

    /** As a hash says them. */
    String text() {
        return "m=%d,t=%d,p=%d".formatted(memory, iterations, parallelism);
    }

    /** Whether the password is the one that was hashed, with whatever parameters the hash says. */
    public static boolean matches(String password, String phc) {
        Matcher parts = parse(phc);
        byte[] salt = Base64.getDecoder().decode(parts.group(4));
        byte[] expected = Base64.getDecoder().decode(parts.group(5));
        return MessageDigest.isEqual(expected, parameters(parts).compute(password, salt, expected.length));
    }

    /** Whether the hash was made with these parameters. */
    public boolean made(String phc) {
        return parameters(parse(phc)).equals(this);
    }

    private static Matcher parse(String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a stored password hash is not an Argon2id PHC string");
        }
        return parts;
    }

    private static Argon2 parameters(Matcher parts) {
        return new Argon2(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
    }

    private byte[] compute(String password, byte[] salt, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(iterations)
                .withParallelism(parallelism)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
