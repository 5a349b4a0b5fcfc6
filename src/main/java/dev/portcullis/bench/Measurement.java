package dev.portcullis.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What was measured: right answers in each second, how long each took, and every other answer. Not thread-safe. */
public final class Measurement {
    private static final int MOST_KINDS = 5;
    private static final String OTHERS = "others";

    private final List<Long> perSecond = new ArrayList<>();
    private final Latencies latencies = new Latencies();
    private final Map<String, Long> errors = new LinkedHashMap<>();
    private final Duration time;

    Measurement(Duration time) {
        this.time = time;
    }

    /** A right answer, so long after the measurement began. */
    void answered(long nanosSinceStart, long nanosTaken) {
        int second = (int) (nanosSinceStart / 1_000_000_000L);
        while (perSecond.size() <= second) {
            perSecond.add(0L);
        }
        perSecond.set(second, perSecond.get(second) + 1);
        latencies.add(nanosTaken);
    }

    /** Anything else. Counted in the warm-up and after the end, too: an error is one whenever it comes. */
    void failed(String what) {
        String kind = errors.size() < MOST_KINDS || errors.containsKey(what) ? what : OTHERS;
        errors.merge(kind, 1L, Long::sum);
    }

    /** Right answers a second. */
    public double rate() {
        return latencies.count() / (time.toNanos() / 1e9);
    }

    /** Whether there were right answers and nothing else. */
    public boolean clean() {
        return errors.isEmpty() && latencies.count() > 0;
    }

    /** What is to be said about it, without the figure. */
    public List<String> lines() {
        return List.of(
                "each second: " + perSecond.stream().map(String::valueOf).collect(Collectors.joining(" ")),
                "latency: p50 " + milliseconds(latencies.quantile(0.5)) + ", p95 "
                        + milliseconds(latencies.quantile(0.95)) + ", p99 " + milliseconds(latencies.quantile(0.99))
                        + ", max " + milliseconds(latencies.longest()),
                "errors: " + errors());
    }

    private String errors() {
        if (errors.isEmpty()) {
            return latencies.count() > 0 ? "none" : "not one right answer";
        }
        return errors.entrySet().stream()
                .map(error -> error.getValue() + " × " + error.getKey())
                .collect(Collectors.joining("; "));
    }

    static String milliseconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }
}
