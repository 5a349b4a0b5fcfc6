package dev.portcullis.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What a password hash costs by itself.
 *
 * @param alone one at a time: the time of each
 * @param together as many at a time as there are processors: the time of each
 */
public record HashCost(Duration alone, Duration together, int processors) {
    private static final Duration EACH = Duration.ofSeconds(1);

    /** Measures for about three seconds, or for two hashes on each thread if those take longer. */
    public static HashCost measure(Runnable hash) throws InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        perHash(hash, 1); // warm-up
        return new HashCost(perHash(hash, 1), perHash(hash, processors), processors);
    }

    private static Duration perHash(Runnable hash, int threads) throws InterruptedException {
        long nanos = 0;
        long count = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<long[]>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                parts.add(pool.submit(() -> hash(hash)));
            }
            for (Future<long[]> part : parts) {
                nanos += part.get()[0];
                count += part.get()[1];
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("hashing failed", e.getCause());
        }
        return Duration.ofNanos(nanos / count);
    }

    private static long[] hash(Runnable hash) {
        long begin = System.nanoTime();
        long count = 0;
        do {
            hash.run();
            count++;
        } while (System.nanoTime() - begin < EACH.toNanos());
        return new long[] {System.nanoTime() - begin, count};
    }

    /** As a line. */
    public String line() {
        return milliseconds(alone) + " alone, " + milliseconds(together) + " with " + processors + " at once";
    }

    public static String milliseconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3g ms", duration.toNanos() / 1e6);
    }
}
