package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.store.Database;
import dev.portcullis.support.Cable;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestDatabase;
import dev.portcullis.support.TestServer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Trouble with the database is 503, never 401: an outage logs nobody out. */
class OutageTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void withoutTheDatabaseEverythingIs503AndNothingIs401AndAfterwardsEverybodyIsStillIn() throws Exception {
        Database.Address direct = TestDatabase.fresh();
        try (Cable cable = new Cable(port(direct));
                TestServer server = behind(cable, direct)) {
            Http http = new Http(server.uri());
            String cookie = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
            assertThat(http.get("/v1/verify", "Cookie", cookie).statusCode()).isEqualTo(200);
            assertThat(http.get("/readyz").statusCode()).isEqualTo(204);

            cable.pull();
            for (String path : new String[] {
                "/v1/verify", "/v1/verify?permission=x", "/v1/sessions/current", "/admin/v1/sessions", "/admin/v1/stats"
            }) {
                assertUnavailable(http.get(path, "Cookie", cookie));
            }
            assertUnavailable(http.get("/admin/v1/events", "Cookie", cookie));
            assertUnavailable(http.get("/readyz"));
            assertUnavailable(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
            assertThat(http.get("/livez").statusCode()).isEqualTo(204);
            assertThat(http.get("/.well-known/jwks.json").statusCode()).isEqualTo(200);

            cable.plug();
            await().atMost(Duration.ofSeconds(5)).until(() -> {
                int status = http.get("/v1/verify", "Cookie", cookie).statusCode();
                assertThat(status).isIn(200, 503);
                return status == 200;
            });
        }
    }

    /** The refresh was done, and the database's answer did not arrive: whoever was told to try again does, and is no thief, however long the outage lasted. */
    @Test
    void aRefreshOfWhichNobodyWasToldGoesOn() throws Exception {
        Database.Address direct = TestDatabase.fresh();
        try (Cable cable = new Cable(port(direct));
                TestServer server = behind(cable, direct);
                Connection database = DriverManager.getConnection(direct.url(), direct.user(), direct.password());
                Statement sql = database.createStatement()) {
            Http http = new Http(server.uri());
            String first = JSON.readTree(http.logInForTokens(TestServer.ADMIN, TestServer.ADMIN_PASSWORD)
                            .body())
                    .get("refreshToken")
                    .asText();
            cable.holdAnswers();
            CompletableFuture<HttpResponse<String>> lost = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    lost.complete(refresh(http, first));
                } catch (Exception failure) {
                    lost.completeExceptionally(failure);
                }
            });
            await().until(() -> {
                try (ResultSet count = sql.executeQuery("select count(*) from refresh_token")) {
                    return count.next() && count.getInt(1) == 2;
                }
            });
            cable.pull();
            cable.release();
            assertUnavailable(lost.get(10, TimeUnit.SECONDS));
            sql.executeUpdate("update session set refresh_grace = 0"); // so that the outage is longer
            cable.plug();

            AtomicReference<String> second = new AtomicReference<>();
            await().atMost(Duration.ofSeconds(5)).until(() -> {
                HttpResponse<String> again = refresh(http, first);
                assertThat(again.statusCode()).isIn(200, 503);
                if (again.statusCode() == 200) {
                    second.set(JSON.readTree(again.body()).get("refresh_token").asText());
                }
                return again.statusCode() == 200;
            });
            assertThat(refresh(http, second.get()).statusCode()).isEqualTo(200);
            // Once its successor has been shown, it is in two hands.
            assertThat(refresh(http, first).body()).contains("invalid_grant");
        }
    }

    /** Whoever presents it during an outage is not let off: it had been spent before. */
    @Test
    void aTokenThatWasSpentBeforeIsReuseAfterAnOutage() throws Exception {
        Database.Address direct = TestDatabase.fresh();
        try (Cable cable = new Cable(port(direct));
                TestServer server = behind(cable, direct)) {
            Http http = new Http(server.uri());
            String first = JSON.readTree(http.logInForTokens(TestServer.ADMIN, TestServer.ADMIN_PASSWORD)
                            .body())
                    .get("refreshToken")
                    .asText();
            assertThat(refresh(http, first).statusCode()).isEqualTo(200);
            server.sql("update refresh_token set spent_at = spent_at - interval '1 h'");
            cable.pull();
            assertUnavailable(refresh(http, first));
            cable.plug();
            await().atMost(Duration.ofSeconds(5)).until(() -> {
                HttpResponse<String> again = refresh(http, first);
                assertThat(again.statusCode()).isIn(400, 503);
                return again.statusCode() == 400;
            });
            assertThat(server.isTrue("select end_reason = 'reuse' from session where refresh_reused"))
                    .isTrue();
        }
    }

    /** It was not done then: whoever asked again has been told, and has the usual window from there. */
    @Test
    void whoWasToldAfterAnOutageHasTheUsualWindow() throws Exception {
        Database.Address direct = TestDatabase.fresh();
        try (Cable cable = new Cable(port(direct));
                TestServer server = behind(cable, direct)) {
            Http http = new Http(server.uri());
            String first = JSON.readTree(http.logInForTokens(TestServer.ADMIN, TestServer.ADMIN_PASSWORD)
                            .body())
                    .get("refreshToken")
                    .asText();
            cable.pull();
            assertUnavailable(refresh(http, first));
            cable.plug();
            await().atMost(Duration.ofSeconds(5)).until(() -> {
                HttpResponse<String> again = refresh(http, first);
                assertThat(again.statusCode()).isIn(200, 503);
                return again.statusCode() == 200;
            });
            server.sql("update session set refresh_grace = 0");
            assertThat(refresh(http, first).body()).contains("invalid_grant");
        }
    }

    private static int port(Database.Address direct) {
        return URI.create(direct.url().substring("jdbc:".length())).getPort();
    }

    private static TestServer behind(Cable cable, Database.Address direct) {
        String url = direct.url().replace(":" + port(direct) + "/", ":" + cable.port() + "/");
        return TestServer.start(new Database.Address(url, direct.user(), direct.password(), 8));
    }

    private static HttpResponse<String> refresh(Http http, String token) throws Exception {
        return http.postForm("/oauth2/token", "grant_type=refresh_token&refresh_token=" + token);
    }

    private static void assertUnavailable(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).doesNotContain("jdbc", "localhost", "Exception", "SQL");
    }
}
