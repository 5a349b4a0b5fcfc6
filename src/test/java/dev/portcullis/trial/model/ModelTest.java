package dev.portcullis.trial.model;

import dev.portcullis.account.Argon2;
import dev.portcullis.place.IpRange;
import dev.portcullis.store.Database;
import dev.portcullis.support.SetClock;
import dev.portcullis.support.TestDatabase;
import dev.portcullis.support.TestServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens, the server says what a simple model says: of each call, and after it in its lists, counts, facets, receipts, events, its audit and its past. Many short
 * runs, each of steps by chance; {@code -Dmodel.runs=100} makes it more, {@code -Dmodel.seed=17} runs one again.
 */
class ModelTest {
    private static final int RUNS = Integer.getInteger("model.runs", 3);
    private static final int STEPS = Integer.getInteger("model.steps", 12);
    private static final int MOST_TRIES = 25;
    private static final int MOST_FAILURES = Integer.getInteger("model.failures", 1);

    private static TestServer server;
    private static SetClock clock;

    @BeforeAll
    static void start() {
        Database.Address address = TestDatabase.empty();
        clock = SetClock.in(address, Instant.parse("2026-03-02T09:00:01Z"));
        server = TestServer.start(
                address,
                config -> config.withArgon2(new Argon2(64, 1, 1))
                        .withTrustedProxies(List.of(IpRange.parse("127.0.0.0/8").orElseThrow())));
    }

    @AfterAll
    static void stop() {
        server.close();
        clock.close();
    }

    @Test
    void theServerSaysWhatTheModelSays() throws Exception {
        Long one = Long.getLong("model.seed");
        long first = one == null ? new Random().nextInt(1_000_000) : one;
        List<String> failures = new ArrayList<>();
        for (long seed = first; seed < first + (one == null ? RUNS : 1) && failures.size() < MOST_FAILURES; seed++) {
            List<Long> steps = new Random(seed).longs(STEPS).boxed().toList();
            Failure failure = run(steps);
            if (failure != null) {
                failures.add("seed " + seed + ":\n" + shortened(failure));
            }
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(String.join("\n", failures));
        }
    }

    /**
     * What went wrong.
     *
     * @param steps up to the one that showed it
     */
    private record Failure(List<Long> steps, List<String> log, Throwable why) {
        @Override
        public String toString() {
            return log.stream().map(line -> "  " + line).collect(Collectors.joining("\n")) + "\n" + why.getMessage();
        }
    }

    private static @Nullable Failure run(List<Long> steps) throws Exception {
        try (Deeds deeds = new Deeds(server, clock)) {
            for (int i = 0; i <= steps.size(); i++) {
                try {
                    if (i < steps.size()) {
                        deeds.step(steps.get(i));
                    } else {
                        deeds.finish();
                    }
                } catch (AssertionError | RuntimeException e) {
                    if (!(e instanceof AssertionError)) {
                        e.printStackTrace();
                    }
                    return new Failure(
                            List.copyOf(steps.subList(0, Math.min(i + 1, steps.size()))), List.copyOf(deeds.log()), e);
                }
            }
            return null;
        }
    }

    /** Leaves out what the failure does not need: a step after the other, the last first. */
    private static Failure shortened(Failure failure) throws Exception {
        Failure shortest = failure;
        int tries = 0;
        for (int i = shortest.steps().size() - 2; i >= 0 && tries < MOST_TRIES; i--, tries++) {
            List<Long> fewer = new ArrayList<>(shortest.steps());
            fewer.remove(i);
            Failure found = run(fewer);
            if (found != null) {
                shortest = found;
                i = Math.min(i, shortest.steps().size() - 1);
            }
        }
        return shortest;
    }
}
