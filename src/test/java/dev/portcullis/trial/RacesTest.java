package dev.portcullis.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Sixty-four at once log in, refresh, verify, log out, revoke and change the permissions of one account, for half a minute. No deadlock comes to the surface, and
 * no session is served after its end was acknowledged.
 */
class RacesTest {
    private static final int AT_ONCE = 64;
    private static final Duration FOR = Duration.ofSeconds(30);
    private static final String EVERYBODY = "everybody@example.com";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Somebody's session, with what opens it. */
    private record Open(String handle, String header, String value) {}

    /** A chain of refresh tokens that several follow at once. */
    private record Chain(String handle, String token) {}

    private final ConcurrentLinkedDeque<Open> open = new ConcurrentLinkedDeque<>();
    private final ConcurrentLinkedDeque<Chain> chains = new ConcurrentLinkedDeque<>();

    /** Whose end somebody has been told. */
    private final Set<String> ended = ConcurrentHashMap.newKeySet();

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final AtomicInteger narrowings = new AtomicInteger();

    @Test
    void nothingThatWasEndedIsServedAndNothingFails() throws Exception {
        try (TestServer server = TestServer.start();
                ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            Http http = new Http(server.uri());
            server.account(EVERYBODY, "orders:read", "orders:write");
            String operator = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
            String account = account(http, operator).path("id").asText();
            long until = System.nanoTime() + FOR.toNanos();
            List<Future<?>> all = new ArrayList<>();
            IntStream.range(0, AT_ONCE)
                    .forEach(i -> all.add(people.submit(() -> {
                        Random random = new Random(i);
                        while (System.nanoTime() < until) {
                            step(http, random, operator, account);
                        }
                        return null;
                    })));
            for (Future<?> each : all) {
                each.get(2, TimeUnit.MINUTES);
            }
            System.out.println("in " + FOR.toSeconds() + " s: " + new TreeMap<>(counts) + ", ended " + ended.size());

            assertThat(ended).hasSizeGreaterThan(100);
            for (String handle : ended) {
                assertThat(state(http, operator, handle)).isEqualTo("ended");
            }
            assertThat(counts.keySet())
                    .contains("verify 200", "log in 201", "refresh 200", "revoke 201", "log out 204");
        }
    }

    private void step(Http http, Random random, String operator, String account) throws Exception {
        switch (random.nextInt(16)) {
            case 0, 1 -> logIn(http);
            case 2 -> logInForTokens(http);
            case 3, 4, 5 -> refresh(http);
            case 6 -> logOut(http);
            case 7 -> revoke(http, random, operator);
            case 8 -> changePermissions(http, operator, account);
            default -> verify(http, random);
        }
    }

    private void logIn(Http http) throws Exception {
        HttpResponse<String> answer = counted("log in", http.logIn(EVERYBODY, TestServer.PASSWORD), 201, 503);
        if (answer.statusCode() == 201) {
            open.add(new Open(handle(answer), "Cookie", Http.cookie(answer)));
        }
    }

    private void logInForTokens(Http http) throws Exception {
        HttpResponse<String> answer = counted("log in", http.logInForTokens(EVERYBODY, TestServer.PASSWORD), 201, 503);
        if (answer.statusCode() == 201) {
            JsonNode tokens = JSON.readTree(answer.body());
            open.add(new Open(
                    handle(answer),
                    "Authorization",
                    "Bearer " + tokens.path("accessToken").asText()));
            chains.add(new Chain(handle(answer), tokens.path("refreshToken").asText()));
        }
    }

    private void verify(Http http, Random random) throws Exception {
        Open one = one(random);
        if (one == null) {
            return;
        }
        boolean over = ended.contains(one.handle()); // known before it is asked
        HttpResponse<String> answer = counted("verify", http.get("/v1/verify", one.header(), one.value()), 200, 401);
        assertThat(over && answer.statusCode() == 200)
                .as("%s is served after its end was acknowledged", one.handle())
                .isFalse();
    }

    private void refresh(Http http) throws Exception {
        Chain chain = chains.poll();
        if (chain == null) {
            return;
        }
        chains.add(chain); // for the others, while it is under way
        boolean over = ended.contains(chain.handle());
        HttpResponse<String> answer = counted(
                "refresh",
                http.postForm("/oauth2/token", "grant_type=refresh_token&refresh_token=" + chain.token()),
                200,
                400);
        if (answer.statusCode() == 200) {
            assertThat(over).as("%s is refreshed after its end", chain.handle()).isFalse();
            chains.remove(chain);
            chains.addFirst(new Chain(
                    chain.handle(),
                    JSON.readTree(answer.body()).path("refresh_token").asText()));
        } else {
            chains.remove(chain);
        }
    }

    private void logOut(Http http) throws Exception {
        Open one = open.poll();
        if (one != null) {
            HttpResponse<String> answer = http.send(
                    "DELETE", "/v1/sessions/current", "", one.header(), one.value(), "X-Requested-By", "races");
            counted("log out", answer, 204, 401);
            ended.add(one.handle());
            open.add(one);
        }
    }

    private void revoke(Http http, Random random, String operator) throws Exception {
        List<Open> some = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Open one = open.poll();
            if (one != null) {
                some.add(one);
            }
        }
        if (some.isEmpty()) {
            return;
        }
        String handles = JSON.writeValueAsString(some.stream().map(Open::handle).toList());
        String order = random.nextBoolean()
                ? "{\"handles\":" + handles + ",\"reason\":\"race\"}"
                : "{\"plan\":" + plan(http, operator, handles) + ",\"reason\":\"race\"}";
        counted("revoke", order(http, operator, order), 201);
        some.forEach(each -> ended.add(each.handle()));
        if (open.size() < 200) {
            open.addAll(some); // asked for again, to be refused
        }
    }

    private String plan(Http http, String operator, String handles) throws Exception {
        HttpResponse<String> plan =
                counted("plan", order(http, operator, "{\"handles\":" + handles + ",\"dryRun\":true}"), 201);
        return JSON.readTree(plan.body()).path("plan").toString();
    }

    private static HttpResponse<String> order(Http http, String operator, String body) throws Exception {
        return http.postJson("/admin/v1/revocations", body, "Cookie", operator, "X-Requested-By", "races");
    }

    private void changePermissions(Http http, String operator, String account) throws Exception {
        HttpResponse<String> now = http.get("/admin/v1/accounts/" + account, "Cookie", operator);
        String permissions =
                narrowings.incrementAndGet() % 2 == 0 ? "[\"orders:read\"]" : "[\"orders:read\",\"orders:write\"]";
        counted(
                "change",
                http.send(
                        "PATCH",
                        "/admin/v1/accounts/" + account,
                        "{\"permissions\":" + permissions + "}",
                        "Content-Type",
                        "application/merge-patch+json",
                        "If-Match",
                        now.headers().firstValue("ETag").orElseThrow(),
                        "Cookie",
                        operator,
                        "X-Requested-By",
                        "races"),
                200,
                412);
    }

    private @Nullable Open one(Random random) {
        List<Open> all = List.copyOf(open);
        return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    private HttpResponse<String> counted(String what, HttpResponse<String> answer, Integer... expected) {
        counts.computeIfAbsent(what + " " + answer.statusCode(), _ -> new LongAdder())
                .increment();
        assertThat(answer.statusCode()).as("%s: %s", what, answer.body()).isIn((Object[]) expected);
        return answer;
    }

    private static String handle(HttpResponse<String> login) throws IOException {
        return JSON.readTree(login.body()).path("session").path("handle").asText();
    }

    private static JsonNode account(Http http, String operator) throws Exception {
        return JSON.readTree(http.get("/admin/v1/accounts?email=" + EVERYBODY, "Cookie", operator)
                        .body())
                .path("items")
                .path(0);
    }

    private static String state(Http http, String operator, String handle) throws Exception {
        return JSON.readTree(http.get("/admin/v1/sessions/" + handle, "Cookie", operator)
                        .body())
                .path("state")
                .asText();
    }
}
