package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.Facets;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.Stats;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.SessionQuery;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many sessions there are, when, and of what kind: {@code GET /admin/v1/stats} and {@code /admin/v1/facets}. */
class StatsTest {
    private static TestServer server;
    private static Http http;
    private static PortcullisClient admin;
    private static String cookie;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start();
        http = new Http(server.uri());
        admin = server.admin();
        cookie = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
        server.account("ann@example.com", "orders:read");
        server.account("ben@example.com", "orders:read", "orders:write");
    }

    @AfterAll
    static void stop() {
        admin.close();
        server.close();
    }

    private static String logIn(String email, String address) {
        try (PortcullisClient client = server.client(address, "curl/8.17.0")) {
            return client.logIn(new LoginRequest(email, TestServer.PASSWORD, null))
                    .session()
                    .handle()
                    .toString();
        }
    }

    /** The list, the figures, the facets and the session's own state agree at once, whatever the counts have heard of. */
    @Test
    void whatHasJustHappenedIsCounted() {
        long before = admin.stats().active();
        String handle = logIn("ann@example.com", "192.0.2.1");
        assertThat(admin.stats().active()).isEqualTo(before + 1);
        assertThat(admin.sessions(SessionQuery.active()).total()).isEqualTo(before + 1);
        assertThat(admin.facets(List.of("user"), 1, "", null).total()).isEqualTo(before + 1);
        server.age(handle, "idle_expires_at = last_seen_at");
        assertThat(admin.stats().active()).as("its time has passed").isEqualTo(before);
        assertThat(admin.sessions(SessionQuery.active()).total()).isEqualTo(before);
        assertThat(admin.facets(List.of("user"), 1, "", null).total()).isEqualTo(before);
    }

    @Test
    void aStretchOfTimeIsSummedUpInSteps() {
        String handle = logIn("ben@example.com", "192.0.2.2");
        server.age(
                handle,
                "created_at = now() - interval '3 hours', last_seen_at = now() - interval '150 minutes',"
                        + " idle_expires_at = now() - interval '2 hours'");
        await().until(() -> server.isTrue("select ended_at is not null from session where handle = '" + handle + "'"));
        // The begin was moved behind the feed's back. Who counts holds the one row first, so this does as well.
        server.sql("update rollup set stage = 'emptying'; delete from minute");
        await().until(() -> server.isTrue("select stage = 'ready' from rollup"));
        Instant now = Instant.now();
        Stats stats = admin.stats(now.minus(Duration.ofHours(6)), now, 60, false);
        assertThat(stats.step()).isEqualTo(60);
        assertThat(stats.minutes()).hasSizeBetween(6, 7);
        Stats.Minute begun = stats.minutes().stream()
                .filter(step -> step.started() > 0)
                .findFirst()
                .orElseThrow();
        assertThat(begun.active()).isEqualTo(1);
        Stats.Minute over = stats.minutes().stream()
                .filter(step -> step.ends().containsKey(EndReason.IDLE))
                .findFirst()
                .orElseThrow();
        assertThat(over.ends()).isEqualTo(Map.of(EndReason.IDLE, 1L));
        assertThat(over.ended()).isEqualTo(1);
        assertThat(over.active()).isZero();
        assertThat(stats.minutes().getLast().active()).isEqualTo(stats.active());
        assertThat(admin.stats(now.minus(Duration.ofDays(30)), now, null, false).minutes())
                .hasSizeBetween(700, 1000);
    }

    @Test
    void stepsOfQuartersOfAnHourBeginAtOne() {
        Instant to =
                Instant.parse(Instant.now().minus(Duration.ofDays(2)).toString().substring(0, 11) + "10:00:00Z");
        Instant from = to.minus(Duration.ofMinutes(118));
        assertThat(admin.stats(from, to, 30, false).minutes())
                .extracting(Stats.Minute::at)
                .as("ends of steps, from 08:00 on")
                .containsExactly(
                        to.minus(Duration.ofMinutes(90)),
                        to.minus(Duration.ofMinutes(60)),
                        to.minus(Duration.ofMinutes(30)),
                        to);
        assertThat(admin.stats(from, to, 59, false).minutes().getFirst().at())
                .isEqualTo(from.plus(Duration.ofMinutes(59)));
    }

    @Test
    void refreshesAreCounted() throws Exception {
        long before = admin.stats().minutes().stream()
                .mapToLong(Stats.Minute::refreshed)
                .sum();
        String login =
                http.logInForTokens("ann@example.com", TestServer.PASSWORD).body();
        String token = login.replaceFirst("(?s).*\"refreshToken\":\"([^\"]+)\".*", "$1");
        assertThat(http.postForm("/oauth2/token", "grant_type=refresh_token&refresh_token=" + token)
                        .statusCode())
                .isEqualTo(200);
        assertThat(admin.stats().minutes().stream()
                        .mapToLong(Stats.Minute::refreshed)
                        .sum())
                .isEqualTo(before + 1);
    }

    @Test
    void theTimeThatIsLeftIsAHistogramOfAllThatAreActive() {
        Instant now = Instant.now();
        Stats.TimeLeft left = await().until(
                        () -> admin.stats(now.minus(Duration.ofHours(1)), now, null, true)
                                .timeLeft(),
                        Objects::nonNull);
        assertThat(admin.stats().timeLeft())
                .as("who does not ask for it has nobody count")
                .isNull();
        assertThat(left.buckets().getLast().seconds()).isNull();
        assertThat(left.buckets().stream().mapToLong(Stats.Bucket::sessions).sum())
                .isPositive();
    }

    @Test
    void facetsNameTheMostFrequentOfEachKind() {
        logIn("ann@example.com", "198.51.100.1");
        logIn("ann@example.com", "198.51.100.2");
        Facets facets = admin.facets(
                List.of("user", "network", "device", "browser", "os", "permission", "delivery", "state"),
                100,
                "",
                null);
        assertThat(facets.by().keySet())
                .containsExactly("user", "network", "device", "browser", "os", "permission", "delivery", "state");
        assertThat(count(facets, "network", "198.51.100.0/24")).isEqualTo(2);
        assertThat(count(facets, "user", "ann@example.com")).isGreaterThanOrEqualTo(2);
        assertThat(count(facets, "device", "curl")).isGreaterThanOrEqualTo(2);
        assertThat(count(facets, "permission", "orders:read")).isGreaterThanOrEqualTo(2);
        assertThat(count(facets, "state", "active")).isEqualTo(facets.total());
        assertThat(facets.by().get("delivery"))
                .isNotNull()
                .satisfies(delivery -> assertThat(delivery.values().stream()
                                .mapToLong(Facets.Count::sessions)
                                .sum())
                        .isEqualTo(facets.total()));
        assertThat(admin.facets(List.of("user"), 1, "", null).by().get("user"))
                .isNotNull()
                .satisfies(users -> assertThat(users.others()).isPositive());
    }

    private static long count(Facets facets, String kind, String value) {
        return Objects.requireNonNull(facets.by().get(kind)).values().stream()
                .filter(count -> count.value().equals(value))
                .mapToLong(Facets.Count::sessions)
                .sum();
    }

    @Test
    void facetsOfAQueryAreOfTheSessionsThatMatch() {
        logIn("ben@example.com", "192.0.2.33");
        Facets facets = admin.facets(List.of("user", "permission", "state"), 20, "user:ben ip:192.0.2.33", null);
        assertThat(facets.total()).isEqualTo(1);
        assertThat(facets.by())
                .isEqualTo(Map.of(
                        "user",
                        new Facets.Facet(List.of(new Facets.Count("ben@example.com", "ben@example.com", 1)), 0),
                        "permission",
                        new Facets.Facet(
                                List.of(
                                        new Facets.Count("orders:read", null, 1),
                                        new Facets.Count("orders:write", null, 1)),
                                0),
                        "state",
                        new Facets.Facet(
                                List.of(
                                        new Facets.Count("active", null, 1),
                                        new Facets.Count("suspended", null, 0),
                                        new Facets.Count("ended", null, 0)),
                                0)));
        assertThat(admin.facets(List.of("user"), 20, "user:nobody", null))
                .satisfies(none -> assertThat(none.total()).isZero())
                .satisfies(none -> assertThat(none.by()).isEqualTo(Map.of("user", new Facets.Facet(List.of(), 0))));
    }

    @Test
    void facetsOfThePastAreOfTheSessionsThatWereActiveThen() {
        String handle = logIn("ben@example.com", "203.0.113.1");
        server.age(
                handle,
                "created_at = now() - interval '5 hours', last_seen_at = now() - interval '280 minutes',"
                        + " idle_expires_at = now() - interval '4 hours'");
        Facets then =
                admin.facets(List.of("user", "network"), 20, "", Instant.now().minus(Duration.ofMinutes(270)));
        assertThat(count(then, "network", "203.0.113.0/24")).isEqualTo(1);
        Facets later =
                admin.facets(List.of("user", "network"), 20, "", Instant.now().minus(Duration.ofMinutes(230)));
        assertThat(count(later, "network", "203.0.113.0/24")).isZero();
    }

    @Test
    void whoMayDecideAboutThePolicyHasThemMadeAnew() throws Exception {
        server.account("reader@example.com", "sessions:read");
        String reader = Http.cookie(http.logIn("reader@example.com", TestServer.PASSWORD));
        assertThat(http.send("POST", "/admin/v1/stats/rebuild", "", "Cookie", reader, "X-Requested-By", "test")
                        .statusCode())
                .isEqualTo(403);
        assertThat(http.send("POST", "/admin/v1/stats/rebuild", "", "X-Requested-By", "test")
                        .statusCode())
                .isEqualTo(401);
        assertThat(http.send("POST", "/admin/v1/stats/rebuild", "", "Cookie", cookie, "X-Requested-By", "test")
                        .statusCode())
                .isEqualTo(202);
        assertThat(admin.stats().active()).isPositive();
        await().until(() -> server.isTrue("select stage = 'ready' from rollup"));
    }

    @Test
    void whoMayNotReadSessionsIsToldNothing() throws Exception {
        String ann = Http.cookie(http.logIn("ann@example.com", TestServer.PASSWORD));
        for (String path : new String[] {"/admin/v1/stats", "/admin/v1/facets"}) {
            assertThat(http.get(path, "Cookie", ann).statusCode()).isEqualTo(403);
            assertThat(http.get(path).statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            stats?from=yesterday                          | "from" must be a time such as
            stats?to=2999-01-01T00:00:00Z                 | "to" must not lie in the future
            stats?from=2001-01-01T00:00:00Z               | "from" must be within the last 30 days
            stats?step=0                                  | "step" must be
            stats?step=x                                  | "step" must be
            facets?by=user,shoe                           | "by" must be some of user, network, device
            facets?top=0                                  | "top" must be
            facets?top=101                                | "top" must be
            facets?asOf=2999-01-01T00:00:00Z              | "asOf" must not lie in the future
            facets?asOf=2001-01-01T00:00:00Z              | "asOf" must be within the last 30 days
            facets?by=state&asOf=2026-01-01T00:00:00Z     | leave "state" out
            facets?q=shoe:size                            | shoe
            """)
    void aMistakeIsNamed(String path, String message) throws Exception {
        var answer = http.get("/admin/v1/" + path, "Cookie", cookie);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body().replace("\\\"", "\"")).contains(message);
    }

    @Test
    void thereAreNoMoreStepsThanAreOfUse() throws Exception {
        Instant now = Instant.now();
        var answer = http.get("/admin/v1/stats?step=1&from=" + now.minus(Duration.ofDays(3)), "Cookie", cookie);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("must be at least 5 for this time");
        var turned = http.get(
                "/admin/v1/stats?from=" + now.minus(Duration.ofHours(1)) + "&to=" + now.minus(Duration.ofHours(2)),
                "Cookie",
                cookie);
        assertThat(turned.body().replace("\\\"", "\"")).contains("\"from\" must lie before \"to\"");
    }
}
