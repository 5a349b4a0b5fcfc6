package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.PolicyDocument.AtLimit;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.session.Policy;
import dev.portcullis.store.GuessStore;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often somebody may guess. The limits here are the defaults: 20 for an account, 100 from an address, within 15 minutes. ASVS 6.1.1, 6.3.1; NIST SP 800-63B-4 §3.2.2. */
class GuessingTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALICE = "alice@example.com";
    private static final String WRONG = "wrong wrong wrong wrong";
    private static final int PER_ACCOUNT = Policy.Guessing.DEFAULT.perAccount();
    private static final int PER_ADDRESS = Policy.Guessing.DEFAULT.perAddress();

    private final TestServer server = TestServer.start();
    private final Http http = new Http(server.uri());

    @BeforeEach
    void account() {
        server.account(ALICE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void afterTooManyFailuresNoPasswordIsTriedForAKnownAndAnUnknownAddressAlike() throws Exception {
        server.account("disabled@example.com");
        server.sql("update account set enabled = false where email = 'disabled@example.com'");
        List<String> answers = new ArrayList<>();
        for (String email : new String[] {ALICE, "nobody@example.com", "disabled@example.com"}) {
            for (int i = 0; i < PER_ACCOUNT; i++) {
                assertThat(guess(email, stranger(i)).statusCode()).isEqualTo(401);
            }
            HttpResponse<String> refused = logIn(email, TestServer.PASSWORD, stranger(99));
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(Integer.parseInt(
                            refused.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(850, 900);
            answers.add(refused.body().replaceAll("\"instance\":\"[^\"]*\"", ""));
        }
        assertThat(answers).allMatch(answers.getFirst()::equals);
        assertThat(answers.getFirst()).contains("\"urn:portcullis:problem:too-many-attempts\"");
    }

    @Test
    void sixtyFourGuessesAtOnceAreNoMoreThanTheLimit() throws Exception {
        List<Integer> statuses = atOnce(IntStream.range(0, 64)
                .mapToObj(
                        i -> (Callable<Integer>) () -> guess(ALICE, stranger(i)).statusCode())
                .toList());
        assertThat(statuses).filteredOn(status -> status == 401).hasSize(PER_ACCOUNT);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(64 - PER_ACCOUNT);
    }

    @Test
    void guessesAtOnceForManyAccountsFromOneAddressAreNoMoreThanTheLimit() throws Exception {
        List<Integer> statuses = atOnce(IntStream.range(0, PER_ADDRESS + 64)
                .mapToObj(i -> (Callable<Integer>) () ->
                        guess("somebody" + i + "@example.com", "203.0.113.5").statusCode())
                .toList());
        assertThat(statuses).filteredOn(status -> status == 401).hasSize(PER_ADDRESS);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(64);
        assertThat(guess("somebody@example.com", "203.0.113.6").statusCode()).isEqualTo(401);
    }

    @Test
    void manyWhoLogInAtOnceFromOneAddressAreAllLetIn() throws Exception {
        for (int i = 0; i < 10; i++) {
            server.account("person" + i + "@example.com");
        }
        server.guesses(PER_ACCOUNT, 10);
        List<Integer> statuses = atOnce(
                30,
                IntStream.range(0, 300)
                        .mapToObj(i -> (Callable<Integer>)
                                () -> logIn("person" + i % 10 + "@example.com", TestServer.PASSWORD, "198.51.100.1")
                                        .statusCode())
                        .toList());
        assertThat(statuses).containsOnly(201);
    }

    @Test
    void allAddressesOfAnIpv6NetworkAreOne() throws Exception {
        for (int i = 0; i < PER_ADDRESS; i++) {
            assertThat(guess("somebody" + i + "@example.com", "2001:db8:1:2::" + Integer.toHexString(i))
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(guess("somebody@example.com", "2001:db8:1:2:ffff::1").statusCode())
                .isEqualTo(429);
        assertThat(guess("somebody@example.com", "2001:db8:1:3::1").statusCode())
                .isEqualTo(401);
    }

    @Test
    void strangersCannotLockSomebodyOutOfWhereTheyHaveBeen() throws Exception {
        assertThat(logIn(ALICE, TestServer.PASSWORD, "198.51.100.7").statusCode())
                .isEqualTo(201);
        for (int i = 0; i < PER_ACCOUNT; i++) {
            guess(ALICE, stranger(i));
        }
        assertThat(logIn(ALICE, TestServer.PASSWORD, "192.0.2.50").statusCode()).isEqualTo(429);
        assertThat(logIn(ALICE, TestServer.PASSWORD, "198.51.100.200").statusCode())
                .as("another address of the same /24")
                .isEqualTo(201);
        server.sql("update known_place set seen_at = seen_at - interval '31 days'");
        assertThat(logIn(ALICE, TestServer.PASSWORD, "198.51.100.7").statusCode())
                .isEqualTo(429);
    }

    @Test
    void whereSomebodyHasBeenGuessesAreLimitedToo() throws Exception {
        logIn(ALICE, TestServer.PASSWORD, "198.51.100.7");
        for (int i = 0; i < PER_ACCOUNT; i++) {
            assertThat(guess(ALICE, "198.51.100.7").statusCode()).isEqualTo(401);
        }
        assertThat(guess(ALICE, "198.51.100.8").statusCode()).isEqualTo(429);
        assertThat(logIn(ALICE, TestServer.PASSWORD, "192.0.2.1").statusCode())
                .as("and elsewhere they do not count")
                .isEqualTo(201);
    }

    @Test
    void theLimitIsReleasedByTime() throws Exception {
        for (int i = 0; i < PER_ACCOUNT; i++) {
            guess(ALICE, stranger(i));
        }
        assertThat(logIn(ALICE, TestServer.PASSWORD, stranger(0)).statusCode()).isEqualTo(429);
        server.sql("update guess set ends_at = now()");
        assertThat(logIn(ALICE, TestServer.PASSWORD, stranger(0)).statusCode()).isEqualTo(201);
    }

    @Test
    void aSuccessForgivesTheFailuresFromThere() throws Exception {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < PER_ACCOUNT - 1; i++) {
                assertThat(guess(ALICE, "198.51.100.7").statusCode()).isEqualTo(401);
            }
            assertThat(logIn(ALICE, TestServer.PASSWORD, "198.51.100.7").statusCode())
                    .isEqualTo(201);
            await().until(() -> server.isTrue("select count(*) = 0 from guess where pending > 0"));
        }
    }

    @Test
    void aGuesserWhoLogsInNowAndThenIsNotForgiven() throws Exception {
        server.account("mallory@example.com");
        for (int i = 0; i < PER_ADDRESS; i++) {
            if (i % 10 == 0) {
                assertThat(logIn("mallory@example.com", TestServer.PASSWORD, "203.0.113.9")
                                .statusCode())
                        .isEqualTo(201);
            }
            assertThat(guess("somebody" + i + "@example.com", "203.0.113.9").statusCode())
                    .isEqualTo(401);
        }
        assertThat(guess(ALICE, "203.0.113.9").statusCode()).isEqualTo(429);
    }

    @Test
    void afterAHundredFailuresInARowTheWaitIsADay() throws Exception {
        for (int i = 0; i < 100; i++) {
            if (i % PER_ACCOUNT == 0) {
                server.sql("update guess set ends_at = now()");
            }
            assertThat(guess(ALICE, stranger(i)).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> refused = guess(ALICE, stranger(100));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(86_300, 86_400);
        server.sql("update guess set ends_at = now()");
        assertThat(logIn(ALICE, TestServer.PASSWORD, stranger(0)).statusCode()).isEqualTo(201);
    }

    /** Wherever they failed, at a place where the account has been used or among strangers, and however often. */
    @Test
    void aPasswordThatAnAdministratorSetsIsTriedAnew() throws Exception {
        String bob = "bob@example.com";
        server.account(bob);
        assertThat(logIn(ALICE, TestServer.PASSWORD, "198.51.100.7").statusCode())
                .isEqualTo(201);
        for (int i = 0; i < PER_ACCOUNT; i++) {
            guess(ALICE, stranger(i));
            guess(bob, stranger(i));
            guess(ALICE, "198.51.100.7");
        }
        server.sql("update guess set run = 100, ends_at = now() + interval '1 day' where run > 0");
        for (String from : List.of(stranger(99), "198.51.100.8")) {
            assertThat(logIn(ALICE, TestServer.PASSWORD, from).statusCode()).isEqualTo(429);
        }
        String anew = "another password, as long";
        try (PortcullisClient admin = server.admin()) {
            admin.setPassword(admin.account(ALICE).orElseThrow().id(), anew);
        }
        for (String from : List.of(stranger(99), "198.51.100.8")) {
            assertThat(logIn(ALICE, anew, from).statusCode()).isEqualTo(201);
        }
        assertThat(logIn(bob, TestServer.PASSWORD, stranger(99)).statusCode())
                .as("nobody else's")
                .isEqualTo(429);
    }

    /** Nothing follows it, and it was as right as one before a second factor. */
    @Test
    void aRightPasswordOfALockedAccountCountsForTheAddress() throws Exception {
        lock(ALICE);
        server.guesses(PER_ACCOUNT, 5);
        for (int i = 0; i < 5; i++) {
            assertThat(logIn(ALICE, TestServer.PASSWORD, "203.0.113.5").statusCode())
                    .isEqualTo(403);
        }
        assertThat(logIn(ALICE, TestServer.PASSWORD, "203.0.113.5").statusCode())
                .isEqualTo(429);
        for (int i = 0; i < PER_ACCOUNT + 1; i++) {
            assertThat(logIn(ALICE, TestServer.PASSWORD, stranger(i)).statusCode())
                    .as("not for the account")
                    .isEqualTo(403);
        }
    }

    private void lock(String email) {
        server.sql("update account set lock_id = gen_random_uuid(), locked_at = now(), locked_until = 'infinity',"
                + " locked_by = 'test', lock_reason = 'test' where email = '" + email + "'");
    }

    @Test
    void theFeedIsToldOnceThatALimitIsReached() throws Exception {
        for (int i = 0; i < PER_ACCOUNT + 15; i++) {
            guess(ALICE, stranger(i));
        }
        assertThat(server.isTrue("select count(*) = 1 from event where type = 'login.throttled'"))
                .isTrue();
        assertThat(server.isTrue("select count(*) = " + PER_ACCOUNT + " from event where type = 'login.failed'"))
                .isTrue();
    }

    @Test
    void aFloodOfFailuresIsToldOfInOneEvent() throws Exception {
        server.guesses(10_000, 10_000);
        atOnce(
                30,
                IntStream.range(0, 700)
                        .mapToObj(i -> (Callable<Integer>) () ->
                                guess("flood" + i + "@example.com", stranger(i)).statusCode())
                        .toList());
        awaitAllToldInFewer(700);
        String admin = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
        JsonNode minutes = JSON.readTree(
                        http.get("/admin/v1/stats", "Cookie", admin).body())
                .get("minutes");
        long counted = 0;
        for (JsonNode minute : minutes) {
            counted += minute.get("failed").asLong();
        }
        assertThat(counted).isEqualTo(700);
    }

    /** Whoever has the password of a locked account, or of one that has as many sessions as it may, fills the feed no more than who guesses. */
    @Test
    void aFloodOfRightPasswordsThatAreRefusedIsToldOfInOneEvent() throws Exception {
        String bob = "bob@example.com";
        server.account(bob);
        lock(ALICE);
        server.guesses(10_000, 10_000);
        server.policy(policy -> new Policy(
                policy.version(),
                policy.lifetime(),
                policy.roles(),
                new Policy.Quota(1, AtLimit.REJECT),
                policy.secondFactor(),
                policy.stepUp(),
                policy.guessing(),
                policy.networks()));
        assertThat(logIn(bob, TestServer.PASSWORD, "198.51.100.7").statusCode()).isEqualTo(201);
        List<Integer> statuses = atOnce(
                30,
                IntStream.range(0, 700)
                        .mapToObj(i -> (Callable<Integer>)
                                () -> logIn(i % 2 == 0 ? ALICE : bob, TestServer.PASSWORD, "198.51.100.7")
                                        .statusCode())
                        .toList());
        assertThat(statuses).containsOnly(403, 409);
        awaitAllToldInFewer(700);
    }

    private void awaitAllToldInFewer(int failures) {
        String told = "select sum(coalesce((detail ->> 'count')::integer, 1)) = " + failures
                + " from event where type = 'login.failed'";
        await().atMost(Duration.ofSeconds(30)).until(() -> server.isTrue(told));
        assertThat(server.isTrue("select count(*) < " + failures + " from event where type = 'login.failed'"))
                .isTrue();
    }

    @Test
    void whatIsCountedTellsNothingOfWhatWasTypedAndIsRemovedInTime() throws Exception {
        guess("my secret password, typed into the wrong field", "203.0.113.77");
        assertThat(server.dump()).doesNotContain("wrong field");
        server.sql("update guess set ends_at = now() - interval '25 hours'");
        server.sql("insert into known_place values ('\\x01', now() - interval '31 days')");
        server.database().transact(transaction -> GuessStore.remove(transaction, 100));
        assertThat(server.isTrue("select not exists (select from guess) and not exists (select from known_place)"))
                .isTrue();
    }

    private HttpResponse<String> guess(String email, String from) throws Exception {
        return logIn(email, WRONG, from);
    }

    private HttpResponse<String> logIn(String email, String password, String from) throws Exception {
        return http.logIn(email, password, "X-Forwarded-For", from);
    }

    /** Somewhere else each time. */
    private static String stranger(int i) {
        return "10." + i / 250 + "." + i % 250 + ".1";
    }

    private static List<Integer> atOnce(List<Callable<Integer>> calls) throws Exception {
        return atOnce(calls.size(), calls);
    }

    private static List<Integer> atOnce(int threadCount, List<Callable<Integer>> calls) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(threadCount)) {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> each : threads.invokeAll(calls)) {
                statuses.add(each.get());
            }
            return statuses;
        }
    }
}
