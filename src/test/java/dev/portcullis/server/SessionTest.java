package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A user's own session: how it begins, is asked for, and ends. */
class SessionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MINE = "test";
    private static TestServer server;
    private static Http http;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        server.account("alice@example.com", "orders:read");
        http = new Http(server.uri());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void eachLoginMakesANewSession() throws Exception {
        assertThat(Http.cookie(logIn())).isNotEqualTo(Http.cookie(logIn()));
    }

    @Test
    void aValidCookieAtLoginEndsItsSessionAsReplaced() throws Exception {
        String old = Http.cookie(logIn());
        String fresh = Http.cookie(http.logIn("alice@example.com", TestServer.PASSWORD, "Cookie", old));
        assertThat(fresh).isNotEqualTo(old);
        HttpResponse<String> refused = http.get("/v1/verify", "Cookie", old);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(JSON.readTree(refused.body()).get("endReason").asText()).isEqualTo("replaced");
        assertThat(http.get("/v1/verify", "Cookie", fresh).statusCode()).isEqualTo(200);
    }

    @Test
    void anUnknownSessionIdIsNeverAdopted() throws Exception {
        String invented = "session=AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        assertThat(Http.cookie(http.logIn("alice@example.com", TestServer.PASSWORD, "Cookie", invented)))
                .isNotEqualTo(invented);
        assertThat(http.get("/v1/verify", "Cookie", invented).statusCode()).isEqualTo(401);
    }

    @Test
    void aHandleWithAnotherSecretOpensNothingAndSaysNothing() throws Exception {
        String mine = Http.cookie(logIn());
        String other = Http.cookie(logIn());
        String mixed = mine.substring(0, mine.indexOf('.')) + other.substring(other.indexOf('.'));
        JsonNode problem = JSON.readTree(http.get("/v1/verify", "Cookie", mixed).body());
        assertThat(problem.get("type").asText()).isEqualTo("urn:portcullis:problem:session-missing");
        assertThat(problem.has("endReason")).isFalse();
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressAreNotToldApart() throws Exception {
        HttpResponse<String> wrong = http.logIn("alice@example.com", "wrong wrong wrong");
        HttpResponse<String> unknown = http.logIn("nobody@example.com", "wrong wrong wrong");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(withoutInstance(wrong)).isEqualTo(withoutInstance(unknown));
    }

    @Test
    void anUnchangedSessionIsAnsweredWith304() throws Exception {
        String cookie = Http.cookie(logIn());
        HttpResponse<String> first = http.get("/v1/sessions/current", "Cookie", cookie);
        String etag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> second = http.get("/v1/sessions/current", "Cookie", cookie, "If-None-Match", etag);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(second.headers().firstValue("ETag")).hasValue(etag);
        String verified = http.get("/v1/verify", "Cookie", cookie)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        assertThat(http.get("/v1/verify", "Cookie", cookie, "If-None-Match", "\"x\", " + verified)
                        .statusCode())
                .isEqualTo(304);
        assertThat(http.get("/v1/sessions/current", "Cookie", cookie, "If-None-Match", "\"x\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anotherSessionIsNotMistakenForAnUnchangedOne() throws Exception {
        String mine = Http.cookie(logIn());
        String etag = http.get("/v1/sessions/current", "Cookie", mine)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        assertThat(http.get("/v1/sessions/current", "Cookie", Http.cookie(logIn()), "If-None-Match", etag)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatCanBeReadAnswersHeadAndWhatIsNotOfferedNamesWhatIs() throws Exception {
        String cookie = Http.cookie(logIn());
        HttpResponse<String> head = http.send("HEAD", "/v1/sessions/current", "", "Cookie", cookie);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("ETag")).isPresent();
        HttpResponse<String> put = http.send("PUT", "/v1/sessions/current", "");
        assertThat(put.statusCode()).isEqualTo(405);
        assertThat(put.headers().firstValue("Allow")).hasValue("DELETE, GET, HEAD");
        assertThat(http.get("/v1/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void aGatewaysTokenOpensNothingHereAndRenewsNothing() throws Exception {
        String cookie = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
        String bearer = http.get("/v1/verify", "Cookie", cookie)
                .headers()
                .firstValue("Authorization")
                .orElseThrow();
        assertThat(http.get("/admin/v1/sessions", "Cookie", cookie).statusCode())
                .isEqualTo(200);
        assertThat(http.get("/admin/v1/sessions", "Authorization", bearer).statusCode())
                .isEqualTo(401);
        assertThat(http.get("/v1/sessions/current", "Authorization", bearer).statusCode())
                .isEqualTo(401);
        server.age(handle(cookie), "access_expires_at = now() + interval '20 s'");
        assertThat(http.get("/v1/verify", "Authorization", bearer).headers().firstValue("Authorization"))
                .hasValue(bearer);
    }

    @Test
    void aConditionalVerifyNeverOutlivesTheToken() throws Exception {
        String cookie = Http.cookie(logIn());
        HttpResponse<String> first = http.get("/v1/verify", "Cookie", cookie);
        String etag = first.headers().firstValue("ETag").orElseThrow();
        server.age(handle(cookie), "access_expires_at = now() + interval '20 s'");
        HttpResponse<String> second = http.get("/v1/verify", "Cookie", cookie, "If-None-Match", etag);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.headers().firstValue("Authorization"))
                .isPresent()
                .isNotEqualTo(first.headers().firstValue("Authorization"));
    }

    @Test
    void aForeignCookieOfTheSameNameDoesNotHideOurs() throws Exception {
        assertThat(http.get("/v1/verify", "Cookie", "session=abc; " + Http.cookie(logIn()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void verifyIsNotDisturbedByWhatTheUserSent() throws Exception {
        String cookie = Http.cookie(logIn());
        assertThat(http.send("POST", "/v1/verify", "x".repeat(700_000), "Cookie", cookie, "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(200);
        assertThat(http.postForm("/v1/verify", "a=%zz", "Cookie", cookie).statusCode())
                .isEqualTo(200);
    }

    /** A use that waits for the row must judge by the time after the wait, or it would bring back what others were told is over. */
    @Test
    void aUseThatWaitedPastTheLimitDoesNotBringTheSessionBack() throws Exception {
        String cookie = Http.cookie(logIn());
        Future<HttpResponse<String>> waiting;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                var database = java.sql.DriverManager.getConnection(
                        server.databaseAddress().url(),
                        server.databaseAddress().user(),
                        server.databaseAddress().password())) {
            server.age(
                    handle(cookie),
                    "last_seen_at = now() - interval '29 min', idle_expires_at = now() + interval '1500 ms'");
            database.setAutoCommit(false);
            database.createStatement()
                    .execute("select from session where handle = '" + handle(cookie) + "' for update");
            waiting = threads.submit(() -> http.get("/v1/sessions/current", "Cookie", cookie));
            await().until(() -> server.waitsForALock());
            await().until(() -> server.isTrue(
                    "select idle_expires_at < clock_timestamp() from session where handle = '" + handle(cookie) + "'"));
            database.rollback();
        }
        assertThat(waiting.get().statusCode()).isEqualTo(401);
        assertThat(endReason(cookie)).isEqualTo("idle");
        try (var admin = server.admin()) {
            assertThat(admin.revoke(java.util.List.of(UUID.fromString(handle(cookie))), "too late")
                            .alreadyEnded())
                    .isEqualTo(1);
        }
        assertThat(endReason(cookie)).isEqualTo("idle");
    }

    @Test
    void logoutEndsTheSessionAndTakesTheCookieBack() throws Exception {
        String cookie = Http.cookie(logIn());
        HttpResponse<String> out =
                http.send("DELETE", "/v1/sessions/current", "", "Cookie", cookie, "X-Requested-By", MINE);
        assertThat(out.statusCode()).isEqualTo(204);
        assertThat(out.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        assertThat(out.headers().firstValue("Clear-Site-Data")).isPresent();
        HttpResponse<String> refused = http.get("/v1/sessions/current", "Cookie", cookie);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(JSON.readTree(refused.body()).get("endReason").asText()).isEqualTo("logout");
    }

    @Test
    void loggingOutTwiceIsNoError() throws Exception {
        String cookie = Http.cookie(logIn());
        for (int time = 0; time < 2; time++) {
            assertThat(http.send("DELETE", "/v1/sessions/current", "", "Cookie", cookie, "X-Requested-By", MINE)
                            .statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void aWriteWithACookieNeedsAProofOfItsOrigin() throws Exception {
        String cookie = Http.cookie(logIn());
        String own = server.uri().toString();
        assertThat(logOutStatus(cookie)).isEqualTo(403);
        assertThat(logOutStatus(cookie, "Origin", "http://evil.example")).isEqualTo(403);
        assertThat(logOutStatus(cookie, "Sec-Fetch-Site", "cross-site", "X-Requested-By", MINE))
                .isEqualTo(403);
        assertThat(http.get("/v1/verify", "Cookie", cookie).statusCode()).isEqualTo(200);
        assertThat(logOutStatus(cookie, "Origin", own)).isEqualTo(204);
        assertThat(logOutStatus(Http.cookie(logIn()), "Sec-Fetch-Site", "same-origin"))
                .isEqualTo(204);
    }

    @Test
    void aSessionThatIsNotUsedEndsAsIdleAndOneAtItsLimitAsExpired() throws Exception {
        String idle = Http.cookie(logIn());
        server.age(
                handle(idle),
                "last_seen_at = last_seen_at - interval '30 min', idle_expires_at = idle_expires_at - interval '30 min'");
        assertThat(endReason(idle)).isEqualTo("idle");

        String old = Http.cookie(logIn());
        server.age(handle(old), "expires_at = now(), idle_expires_at = now() + interval '1 min'");
        assertThat(endReason(old)).isEqualTo("expired");
    }

    @Test
    void aSessionThatIsUsedStaysAliveBeyondItsIdleLimit() throws Exception {
        String cookie = Http.cookie(logIn());
        for (int round = 0; round < 3; round++) {
            server.age(
                    handle(cookie),
                    "last_seen_at = last_seen_at - interval '1795 s', idle_expires_at = idle_expires_at - interval '1795 s'");
            assertThat(http.get("/v1/verify", "Cookie", cookie).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aDisabledAccountsSessionsAreNotActive() throws Exception {
        server.account("dora@example.com");
        String cookie = Http.cookie(http.logIn("dora@example.com", TestServer.PASSWORD));
        server.sql("update account set enabled = false where email = 'dora@example.com'");
        assertThat(endReason(cookie)).isEqualTo("account");
        assertThat(http.logIn("dora@example.com", TestServer.PASSWORD).statusCode())
                .isEqualTo(401);
    }

    @Test
    void theDatabaseHoldsNoSecret() throws Exception {
        HttpResponse<String> login = logIn();
        String secret = Http.cookie(login).substring(Http.cookie(login).indexOf('.') + 1);
        JsonNode tokens = JSON.readTree(
                http.logInForTokens("alice@example.com", TestServer.PASSWORD).body());
        String everything = server.dump();
        assertThat(everything).contains(handle(Http.cookie(login)));
        assertThat(everything)
                .doesNotContain(secret)
                .doesNotContain(tokens.get("accessToken").asText())
                .doesNotContain(tokens.get("refreshToken").asText())
                .doesNotContain(tokens.get("refreshToken").asText().substring(23))
                .doesNotContain(TestServer.PASSWORD);
    }

    private static HttpResponse<String> logIn() throws Exception {
        return http.logIn("alice@example.com", TestServer.PASSWORD);
    }

    private static int logOutStatus(String cookie, String... headers) throws Exception {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Cookie";
        all[headers.length + 1] = cookie;
        return http.send("DELETE", "/v1/sessions/current", "", all).statusCode();
    }

    private static String endReason(String cookie) throws Exception {
        HttpResponse<String> refused = http.get("/v1/verify", "Cookie", cookie);
        assertThat(refused.statusCode()).isEqualTo(401);
        return JSON.readTree(refused.body()).get("endReason").asText();
    }

    private static String handle(String cookie) {
        String value = cookie.substring(cookie.indexOf('=') + 1);
        return dev.portcullis.session.Credential.parse(value)
                .orElseThrow()
                .handle()
                .toString();
    }

    private static String withoutInstance(HttpResponse<String> response) {
        return response.body().replaceAll("\"instance\":\"[^\"]*\"", "");
    }
}
