package dev.portcullis.bench;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** A histogram of durations whose buckets are at most 1.6 % wide, so that it costs a few KiB and no time. Not thread-safe. */
public final class Latencies {
    private static final int STEPS = 64; // in each doubling
    private static final int DOUBLINGS = 40;

    private final long[] counts = new long[STEPS * DOUBLINGS];
    private long count;
    private long longest;

    public void add(long nanos) {
        long micros = Math.max(0, nanos / 1000);
        counts[Math.min(bucket(micros), counts.length - 1)]++;
        count++;
        longest = Math.max(longest, micros);
    }

    public long count() {
        return count;
    }

    /** What this share of them (0 to 1) does not exceed; zero if there are none. */
    public Duration quantile(double share) {
        long rank = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank && seen > 0) {
                return Duration.of(Math.min(upperBound(i), longest), ChronoUnit.MICROS);
            }
        }
        return Duration.ZERO;
    }

    public Duration longest() {
        return Duration.of(longest, ChronoUnit.MICROS);
    }

    private static int bucket(long micros) {
        int shift = shift(micros);
        return shift * STEPS + (int) (micros >> shift);
    }

    private static int shift(long micros) {
        return Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(micros) - 7);
    }

    private static long upperBound(int bucket) {
        if (bucket < 2 * STEPS) {
            return bucket;
        }
        int shift = bucket / STEPS - 1;
        return ((long) (bucket % STEPS + STEPS + 1) << shift) - 1;
    }
}
