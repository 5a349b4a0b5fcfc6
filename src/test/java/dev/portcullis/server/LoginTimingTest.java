package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Argon2;
import dev.portcullis.session.Policy;
import dev.portcullis.support.TestServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Neither the answer nor its time says whether there is an account. Attempts of each kind take turns in a random order, so that whatever else the machine does meets
 * all of them; their medians must agree, or, where other programs disturb more than that, what the undisturbed
 * tenth takes. {@code -Dportcullis.timing=600} measures as many of each with the real parameters, and prints the distribution. ASVS 6.3.8.
 */
class LoginTimingTest {
    private static final int MEASURED = Integer.getInteger("portcullis.timing", 120);
    private static final boolean REAL = System.getProperty("portcullis.timing") != null;

    /** Small, and still most of the time that a login takes. */
    private static final Argon2 SMALL = new Argon2(3 * 1024, 1, 1);

    /** What passwords were hashed with before. */
    private static final Argon2 OLDER = new Argon2(3 * 1024, 3, 1);

    private static final double TOLERANCE = 0.10;
    private static final int ROUNDS = 5;

    private final TestServer server =
            TestServer.start(config -> REAL ? config.withArgon2(Argon2.DEFAULT) : config.withArgon2(SMALL));
    private final Map<Kind, HttpRequest> requests = new EnumMap<>(Kind.class);

    /** As it is: nothing else belongs into the time. */
    private final HttpClient client = HttpClient.newHttpClient();

    private final Random random = new Random(6);
    private int attempts;

    private enum Kind {
        UNKNOWN,
        WRONG_PASSWORD,
        DISABLED,
        WITH_SECOND_FACTOR
    }

    @BeforeEach
    void accounts() {
        for (Kind kind : Kind.values()) {
            requests.put(
                    kind,
                    HttpRequest.newBuilder(server.uri().resolve("/v1/sessions"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"email\":\"" + email(kind) + "\",\"password\":\"wrong wrong wrong wrong\"}"))
                            .build());
            if (kind != Kind.UNKNOWN) {
                server.account(email(kind));
            }
        }
        server.sql("update account set enabled = false where email = '" + email(Kind.DISABLED) + "'");
        server.sql("insert into totp (account_id, secret) select id, '\\x00' from account where email = '"
                + email(Kind.WITH_SECOND_FACTOR) + "'");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void noAccountAWrongPasswordAndADisabledAccountTakeTheSameTime() throws Exception {
        limit(1_000_000);
        agree("refused", 401, MEASURED, TOLERANCE);
    }

    /** Each hash has the parameters of its own time until its user logs in. */
    @Test
    void soTheyDoWhileThePasswordsAreStillHashedWithOlderParameters() throws Exception {
        limit(1_000_000);
        server.sql("update account set password_hash = '" + OLDER.hash(TestServer.PASSWORD) + "'");
        server.restart();
        agree("older", 401, MEASURED / 4, 0.5); // it would be three times as long
    }

    @Test
    void aLimitThatIsReachedIsSaidInTheSameTimeWhetherOrNotThereIsAnAccount() throws Exception {
        limit(1);
        for (Kind kind : Kind.values()) {
            attempt(kind, 401);
        }
        agree("throttled", 429, MEASURED, TOLERANCE);
    }

    /** The more have been measured, the less it matters what else the machine did meanwhile. */
    private void agree(String what, int status, int times, double tolerance) throws Exception {
        measure(30, status); // until the code is compiled
        double spread = Double.MAX_VALUE;
        Map<Kind, long[]> measured = new EnumMap<>(Kind.class);
        for (int round = 0; round < ROUNDS && spread > tolerance; round++) {
            measure(times, status)
                    .forEach((kind, each) -> measured.merge(
                            kind,
                            each,
                            (all, more) -> LongStream.concat(LongStream.of(all), LongStream.of(more))
                                    .sorted()
                                    .toArray()));
            spread = Math.min(spread(measured, 50), spread(measured, 10));
            measured.forEach((kind, each) -> System.out.printf(
                    "%-9s %-18s n=%d  p10 %.2f ms  p50 %.2f ms  p90 %.2f ms%n",
                    what, kind, each.length, percentile(each, 10), percentile(each, 50), percentile(each, 90)));
            System.out.printf(
                    "%-9s differ by: p50 %.1f %%, p10 %.1f %%%n",
                    what, spread(measured, 50) * 100, spread(measured, 10) * 100);
        }
        assertThat(spread).isLessThan(tolerance);
    }

    /** By how much the slowest kind is slower than the fastest. */
    private static double spread(Map<Kind, long[]> times, int percent) {
        double[] each = times.values().stream()
                .mapToDouble(sorted -> percentile(sorted, percent))
                .sorted()
                .toArray();
        return each[each.length - 1] / each[0] - 1;
    }

    private Map<Kind, long[]> measure(int times, int status) throws Exception {
        List<Kind> order = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            order.addAll(Collections.nCopies(times, kind));
        }
        Collections.shuffle(order, random);
        Map<Kind, long[]> measured = new EnumMap<>(Kind.class);
        Map<Kind, Integer> count = new EnumMap<>(Kind.class);
        for (Kind kind : order) {
            if (status == 401 && attempts++ % 100 == 0) {
                server.sql("update guess set run = 0"); // a hundred failures in a row would end it
            }
            long began = System.nanoTime();
            attempt(kind, status);
            long took = System.nanoTime() - began;
            measured.computeIfAbsent(kind, _ -> new long[times])[count.merge(kind, 1, Integer::sum) - 1] = took;
        }
        measured.values().forEach(Arrays::sort);
        return measured;
    }

    private void attempt(Kind kind, int status) throws Exception {
        assertThat(client.send(requests.get(kind), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(status);
    }

    private void limit(int perAccount) {
        server.policy(policy -> new Policy(
                policy.version(),
                policy.lifetime(),
                policy.roles(),
                policy.quota(),
                policy.secondFactor(),
                policy.stepUp(),
                new Policy.Guessing(perAccount, 1_000_000, Duration.ofHours(1)),
                policy.networks()));
    }

    private static double percentile(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }

    private static String email(Kind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + "@example.com";
    }
}
