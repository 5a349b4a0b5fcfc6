package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.Delivery;
import dev.portcullis.store.Database;
import dev.portcullis.store.RollupStore;
import dev.portcullis.store.StoreUnavailableException;
import dev.portcullis.support.Cable;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestDatabase;
import dev.portcullis.support.TestServer;
import dev.portcullis.support.TestService;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code /metrics} tells, and whom. */
class MetricsTest {
    private static TestServer server;
    private static Http http;
    private static Http management;

    @BeforeAll
    static void start() {
        server = TestServer.start(config -> config.withManagement(new ServerConfig.Management("127.0.0.1", 0)));
        http = new Http(server.uri());
        management = new Http(server.management());
        server.account("reader@example.com", "sessions:read");
        server.account("nobody@example.com");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void atTheMainPortOnlyWhoMayReadSessionsIsTold() throws Exception {
        assertThat(http.get("/metrics").statusCode()).isEqualTo(401);
        assertThat(http.get("/metrics", "Cookie", cookie("nobody@example.com")).statusCode())
                .isEqualTo(403);
        HttpResponse<String> told = http.get("/metrics", "Cookie", cookie("reader@example.com"));
        assertThat(told.statusCode()).isEqualTo(200);
        assertThat(told.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
    }

    /** A program that looks again and again must not keep an operator logged in. */
    @Test
    void lookingIsNoUseOfTheSession() throws Exception {
        String cookie = cookie("reader@example.com");
        String handle = handle(cookie);
        server.age(handle, "last_seen_at = last_seen_at - interval '10 minutes'");
        assertThat(http.get("/metrics", "Cookie", cookie).statusCode()).isEqualTo(200);
        server.stop(); // writes the uses that wait
        assertThat(server.isTrue("select last_seen_at < now() - interval '9 minutes' from session where handle = '"
                        + handle + "'"))
                .isTrue();
        server.resume();
        management = new Http(server.management());
    }

    @Test
    void theManagementListenerAnswersOperationsAndNothingElse() throws Exception {
        assertThat(management.get("/metrics").statusCode()).isEqualTo(200);
        assertThat(management.get("/livez").statusCode()).isEqualTo(204);
        assertThat(management.get("/readyz").statusCode()).isEqualTo(204);
        assertThat(management.get("/v1/verify").statusCode()).isEqualTo(404);
        assertThat(management.get("/admin/v1/sessions").statusCode()).isEqualTo(404);
    }

    @Test
    void whatHappensIsCounted() throws Exception {
        double ok = value("portcullis_logins_total{result=\"ok\"}");
        double failed = value("portcullis_logins_total{result=\"failed\"}");
        double loggedOut = value("portcullis_sessions_ended_total{reason=\"logout\"}");
        double verified = value("portcullis_verify_seconds_count{status=\"200\"}");
        double refused = value("portcullis_verify_seconds_count{status=\"401\"}");

        String cookie = cookie("nobody@example.com");
        http.logIn("nobody@example.com", "wrong wrong wrong");
        http.get("/v1/verify", "Cookie", cookie);
        http.get("/v1/verify");
        http.send("DELETE", "/v1/sessions/current", "", "Cookie", cookie, "X-Requested-By", "test");

        assertThat(value("portcullis_logins_total{result=\"ok\"}")).isEqualTo(ok + 1);
        assertThat(value("portcullis_logins_total{result=\"failed\"}")).isEqualTo(failed + 1);
        assertThat(value("portcullis_sessions_ended_total{reason=\"logout\"}")).isEqualTo(loggedOut + 1);
        assertThat(value("portcullis_verify_seconds_count{status=\"200\"}")).isEqualTo(verified + 1);
        assertThat(value("portcullis_verify_seconds_count{status=\"401\"}")).isEqualTo(refused + 1);
        assertThat(scrape()).contains("portcullis_verify_seconds_bucket{status=\"200\",le=\"0.2\"}");
        assertThat(value("portcullis_password_hash_seconds_count")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void refreshesAndReusesAreCounted() throws Exception {
        double refreshed = value("portcullis_tokens_refreshed_total");
        double reused = value("portcullis_tokens_reused_total");
        double ended = value("portcullis_sessions_ended_total{reason=\"reuse\"}");
        String login =
                http.logInForTokens("nobody@example.com", TestServer.PASSWORD).body();
        String token = login.replaceFirst("(?s).*\"refreshToken\":\"([^\"]+)\".*", "$1");
        http.postForm("/oauth2/token", "grant_type=refresh_token&refresh_token=" + token);
        server.sql("update refresh_token set spent_at = spent_at - interval '1 minute' where spent_at is not null");
        http.postForm("/oauth2/token", "grant_type=refresh_token&refresh_token=" + token);
        assertThat(value("portcullis_tokens_refreshed_total")).isEqualTo(refreshed + 1);
        assertThat(value("portcullis_tokens_reused_total")).isEqualTo(reused + 1);
        assertThat(value("portcullis_sessions_ended_total{reason=\"reuse\"}")).isEqualTo(ended + 1);
    }

    @Test
    void howThingsStandIsShown() throws Exception {
        await().atMost(Duration.ofSeconds(25))
                .until(() -> value("portcullis_sessions_active{delivery=\"cookie\"}") >= 0);
        assertThat(scrape().lines().map(line -> line.replaceFirst("[{ ].*", "")))
                .contains(
                        "portcullis_sessions_active",
                        "portcullis_feed_behind_seconds",
                        "portcullis_feed_held_back_seconds",
                        "portcullis_event_streams",
                        "portcullis_password_hashes_running",
                        "portcullis_password_hashes_waiting",
                        "portcullis_password_hashes_refused_total",
                        "hikaricp_connections_active",
                        "hikaricp_connections_pending",
                        "hikaricp_connections_acquire_seconds_count",
                        "jvm_memory_used_bytes",
                        "jvm_threads_live_threads",
                        "process_cpu_usage",
                        "portcullis_build_info",
                        "http_server_requests_seconds_count");
    }

    /** However long it takes to find out who asks: or else whoever likes could hold all places. */
    @Test
    void anEventStreamTakesItsPlaceOnceItsCallerMayRead() throws Exception {
        String token =
                TestService.register(server, "robot", false, "sessions:read").token();
        server.sql("update oauth_client set enabled = false");
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> asked;
            try (var _ = server.holding("lock table oauth_client")) {
                asked = clients.submit(() -> http.get("/admin/v1/events", "Authorization", "Bearer " + token));
                await().until(server::waitsForALock);
                assertThat(value("portcullis_event_streams")).isZero();
            }
            assertThat(asked.get().statusCode()).isEqualTo(401);
        }
    }

    @Test
    void nothingThatACallerChoosesBecomesALabel() throws Exception {
        for (int i = 0; i < 20; i++) {
            http.get("/hostile-" + i + "?secret=hostile");
            http.get("/admin/v1/sessions/hostile-" + i);
            http.send("HOSTILE" + (char) ('A' + i), "/livez", "");
        }
        assertThat(scrape())
                .doesNotContainIgnoringCase("hostile")
                .contains("route=\"none\"", "method=\"OTHER\"", "route=\"/admin/v1/sessions/{handle}\"");
    }

    /** Nor does anything secret stand in them. */
    @Test
    void noSecretIsTold() throws Exception {
        String cookie = cookie("reader@example.com");
        http.get("/v1/verify", "Cookie", cookie);
        assertThat(scrape())
                .doesNotContain(
                        cookie.substring(cookie.indexOf('=') + 1), handle(cookie), "reader@example.com", "password=");
    }

    @Test
    void withoutTheDatabaseTheCountsAreUnknownAndTheRestIsToldAtOnce() throws Exception {
        Database.Address direct = TestDatabase.fresh();
        URI real = URI.create(direct.url().substring("jdbc:".length()));
        try (Cable cable = new Cable(real.getPort());
                Database database = Database.open(new Database.Address(
                        direct.url().replace(":" + real.getPort() + "/", ":" + cable.port() + "/"),
                        direct.user(),
                        direct.password(),
                        4))) {
            SessionCounts counts = new SessionCounts(database);
            assertThat(counts.active(Delivery.COOKIE)).isNaN();
            makeCounts(database);
            counts.count();
            assertThat(counts.active(Delivery.COOKIE)).isZero();
            assertThat(counts.heldBack()).isZero();
            cable.pull();
            assertThatThrownBy(counts::count).isInstanceOf(StoreUnavailableException.class);
            assertThat(counts.active(Delivery.COOKIE)).isNaN();
        }
    }

    /** That takes minutes where there are many, and going through the sessions every few seconds would make it longer. */
    @Test
    void whileTheCountsAreMadeItIsNotKnownHowManyThereAreAndNobodyGoesThroughTheSessions() throws Exception {
        Database.Address address = TestDatabase.fresh();
        try (Database database = Database.open(address)) {
            SessionCounts counts = new SessionCounts(database);
            try (Connection other = DriverManager.getConnection(address.url(), address.user(), address.password());
                    Statement sql = other.createStatement()) {
                other.setAutoCommit(false);
                sql.execute("lock table session in access exclusive mode"); // who looked would wait, and be cut short
                counts.count();
            }
            assertThat(counts.active(Delivery.COOKIE)).isNaN();
            assertThat(counts.heldBack()).isZero();
            makeCounts(database);
            counts.count();
            assertThat(counts.active(Delivery.COOKIE)).isZero();
            assertThat(counts.active(Delivery.TOKENS)).isZero();
        }
    }

    /** As a server's does. */
    private static void makeCounts(Database database) {
        while (database.transact(transaction -> RollupStore.step(transaction, "test", Duration.ofMinutes(1), 1000))
                .more()) {}
        assertThat(database.read(RollupStore::ready)).isTrue();
    }

    private static double value(String series) throws Exception {
        return scrape().lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    private static String scrape() throws Exception {
        return management.get("/metrics").body();
    }

    private static String cookie(String email) throws Exception {
        return Http.cookie(http.logIn(email, TestServer.PASSWORD));
    }

    private static String handle(String cookie) throws Exception {
        String session = http.get("/v1/sessions/current", "Cookie", cookie).body();
        List<String> parts = Arrays.asList(session.split("\""));
        return parts.get(parts.indexOf("handle") + 2);
    }
}
