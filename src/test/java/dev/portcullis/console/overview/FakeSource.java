package dev.portcullis.console.overview;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.Facets;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Stats;
import dev.portcullis.client.ClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server with a made-up month, whose sessions go up and down with the hours of the day. */
final class FakeSource implements OverviewSource {
    static final Instant NOW = Instant.parse("2026-11-24T14:02:11Z");

    final AtomicInteger asked = new AtomicInteger();
    volatile Instant now = NOW;
    volatile Instant begun = NOW.minus(Duration.ofDays(30));
    volatile double size;
    volatile long reusedLastDay;
    volatile boolean rebuilding;
    volatile List<SessionView> reused = List.of();
    volatile @Nullable ClientException failure;

    FakeSource(double size) {
        this.size = size;
    }

    @Override
    public Stats stats(Instant from, Instant to, int step, boolean timeLeft) {
        asked.incrementAndGet();
        answer();
        List<Stats.Minute> minutes = new ArrayList<>();
        for (Instant at = from; at.isBefore(to); at = at.plus(step, ChronoUnit.MINUTES)) {
            Instant end = at.plus(step, ChronoUnit.MINUTES);
            Random random = new Random(at.getEpochSecond() * 0x9E3779B97F4A7C15L);
            double of = at.isBefore(begun) ? 0 : size * wave(at);
            long started = Math.round(of / 160 * step * random.nextDouble(0.85, 1.15));
            Map<EndReason, Long> ends = new EnumMap<>(EndReason.class);
            put(ends, EndReason.IDLE, started * 0.44);
            put(ends, EndReason.LOGOUT, started * 0.36);
            put(ends, EndReason.EXPIRED, started * 0.1);
            put(ends, EndReason.REVOKED, started * 0.04);
            put(ends, EndReason.REPLACED, started * 0.03);
            put(ends, EndReason.REUSE, size > 0 && at.getEpochSecond() / 60 % 977 < step ? 1 : 0);
            minutes.add(new Stats.Minute(
                    end.isAfter(now) ? now : end,
                    Math.round(of * random.nextDouble(0.99, 1.01)),
                    started,
                    Math.round(of / 3600 * step * random.nextDouble(0.3, 1.7)),
                    ends.values().stream().mapToLong(Long::longValue).sum(),
                    ends.getOrDefault(EndReason.REUSE, 0L),
                    started * 5,
                    ends));
        }
        return new Stats(
                now,
                Math.round(size * wave(now)),
                0,
                reusedLastDay,
                minutes,
                step,
                timeLeft ? timeLeft() : null,
                rebuilding);
    }

    /** As the live table would have it. */
    Stats live() {
        Instant until = now.truncatedTo(ChronoUnit.MINUTES);
        Stats hour = stats(until.minus(Duration.ofMinutes(59)), until, 1, true);
        List<Stats.Minute> minutes = new ArrayList<>(hour.minutes());
        minutes.add(new Stats.Minute(now, hour.active(), 1, 0, 0, 0));
        return new Stats(now, hour.active(), reusedLastDay, minutes);
    }

    private static void put(Map<EndReason, Long> ends, EndReason reason, double count) {
        if (Math.round(count) > 0) {
            ends.put(reason, Math.round(count));
        }
    }

    private static double wave(Instant at) {
        double hour = at.getEpochSecond() % 86_400 / 3600.0;
        return 0.55 + 0.45 * Math.sin((hour - 7) / 24 * 2 * Math.PI) + at.getEpochSecond() / 86_400 % 90 * 0.004;
    }

    private Stats.TimeLeft timeLeft() {
        long[] bounds = {60, 300, 900, 1800, 3600, 14_400, 28_800, 86_400, 259_200, 604_800, 1_209_600};
        double[] shares = {0.004, 0.021, 0.24, 0.68, 0.04, 0.015};
        List<Stats.Bucket> buckets = new ArrayList<>();
        for (int i = 0; i <= bounds.length; i++) {
            buckets.add(new Stats.Bucket(
                    i < bounds.length ? bounds[i] : null, i < shares.length ? Math.round(size * shares[i]) : 0));
        }
        return new Stats.TimeLeft(now, buckets);
    }

    @Override
    public Facets facets() {
        answer();
        return new Facets(
                now,
                Math.round(size),
                Map.of(
                        "network",
                        facet(9, "office", 0.5, "vpn", 0.24, "203.0.113.0/24", 0.11, "2001:db8:4:1::/48", 0.02),
                        "device",
                        facet(
                                14,
                                "Chrome · Windows",
                                0.38,
                                "Safari · iPadOS",
                                0.2,
                                "Firefox · Linux",
                                0.16,
                                "curl",
                                0.03),
                        "user",
                        facet(
                                20_114,
                                "svc-payments@example.com",
                                0.0044,
                                "bartholomew.featherstonehaugh@example.com",
                                0.003,
                                "alice.mendez@example.com",
                                0.0009),
                        "permission",
                        facet(0, "orders:read", 0.83, "reports", 0.35, "billing", 0.16, "sessions:revoke", 0.0006)));
    }

    private Facets.Facet facet(long others, Object... valuesAndShares) {
        List<Facets.Count> counts = new ArrayList<>();
        for (int i = 0; i < valuesAndShares.length; i += 2) {
            long count = Math.round(size * (double) valuesAndShares[i + 1]);
            if (count > 0) {
                counts.add(new Facets.Count((String) valuesAndShares[i], null, count));
            }
        }
        return new Facets.Facet(counts, size > 0 ? others : 0);
    }

    @Override
    public Reuses reused() {
        answer();
        return new Reuses(reused, Math.max(reused.size(), reusedLastDay));
    }

    private void answer() {
        ClientException why = failure;
        if (why != null) {
            throw why;
        }
    }
}
