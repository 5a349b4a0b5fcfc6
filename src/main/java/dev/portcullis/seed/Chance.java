package dev.portcullis.seed;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** What is left to chance of one thing: the same for the same seed, kind of thing and index. */
final class Chance {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final SplittableRandom random;

    private Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** What is drawn for what. Each draws from its own, so that a change of one leaves the others as they were. */
    enum Of {
        ACCOUNT(1),
        LIFE(2),
        SESSION(3),
        NAMES(4),
        TOKENS(5),
        FAILURE(6),
        MINUTE(7),
        BURST(8);

        private final int salt;

        Of(int salt) {
            this.salt = salt;
        }
    }

    static Chance of(long seed, Of what, long index) {
        return new Chance(mix(mix(mix(seed) + what.salt) + index));
    }

    private static long mix(long value) {
        long z = value + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** From 0 to below 1. */
    double share() {
        return random.nextDouble();
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    long below(long bound) {
        return random.nextLong(bound);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** Exponentially distributed around this mean. */
    double around(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    /** How many of many rare things happen (Poisson), for means that are not large. */
    int count(double mean) {
        if (mean > 50) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    /** How often it happens before it does not, at most so often. */
    int runs(double probability, int most) {
        int runs = 0;
        while (runs < most && random.nextDouble() < probability) {
            runs++;
        }
        return runs;
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A random UUID (RFC 9562 §5.4). */
    UUID uuid() {
        return new UUID((random.nextLong() & ~0xf000L) | 0x4000L, (random.nextLong() & ~(3L << 62)) | 2L << 62);
    }

    /** A UUID of that time (RFC 9562 §5.7). */
    UUID uuidAt(long epochMilli) {
        return new UUID(
                (epochMilli << 16) | 0x7000L | random.nextInt(0x1000), (random.nextLong() & ~(3L << 62)) | 2L << 62);
    }
}
