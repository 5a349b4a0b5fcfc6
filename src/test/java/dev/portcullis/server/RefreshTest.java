package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Refresh with rotation (RFC 6749 §6, RFC 9700 §4.14.2, ASVS 10.4.5): honest clients are never punished, thieves always. */
class RefreshTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static TestServer server;
    private static Http http;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        server.account("mobile@example.com", "orders:read");
        http = new Http(server.uri());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void loginWithTokensSetsNoCookie() throws Exception {
        HttpResponse<String> login = http.logInForTokens("mobile@example.com", TestServer.PASSWORD);
        assertThat(login.headers().firstValue("Set-Cookie")).isEmpty();
        JsonNode body = JSON.readTree(login.body());
        assertThat(body.get("expiresIn").asLong()).isBetween(290L, 300L);
        assertThat(bearerStatus(body.get("accessToken").asText())).isEqualTo(200);
    }

    @Test
    void aRefreshAnswersNewTokensBoundToTheSameSession() throws Exception {
        JsonNode login = logIn();
        JsonNode refreshed =
                JSON.readTree(refresh(login.get("refreshToken").asText()).body());
        assertThat(refreshed.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(refreshed.get("scope").asText()).isEqualTo("orders:read");
        assertThat(refreshed.get("refresh_token").asText())
                .isNotEqualTo(login.get("refreshToken").asText());
        JsonNode session = JSON.readTree(http.get(
                        "/v1/sessions/current",
                        "Authorization",
                        "Bearer " + refreshed.get("access_token").asText())
                .body());
        assertThat(session.get("handle")).isEqualTo(login.at("/session/handle"));
        assertThat(session.at("/tokens/refresh/generation").asInt()).isEqualTo(2);
        assertThat(session.at("/tokens/access/jti")).isNotEqualTo(login.at("/session/tokens/access/jti"));
        assertThat(session.at("/tokens/refresh/family")).isEqualTo(login.at("/session/tokens/refresh/family"));
    }

    @Test
    void fiftyParallelRefreshesOfOneTokenGetOneSuccessorAndNoError() throws Exception {
        String token = logIn().get("refreshToken").asText();
        Set<String> successors = new HashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<HttpResponse<String>>> calls = IntStream.range(0, 50)
                    .<Callable<HttpResponse<String>>>mapToObj(_ -> () -> refresh(token))
                    .toList();
            for (Future<HttpResponse<String>> call : threads.invokeAll(calls)) {
                assertThat(call.get().statusCode()).isEqualTo(200);
                successors.add(
                        JSON.readTree(call.get().body()).get("refresh_token").asText());
            }
        }
        assertThat(successors).hasSize(1);
        assertThat(refresh(successors.iterator().next()).statusCode()).isEqualTo(200);
    }

    @Test
    void aSpentTokenThatComesBackAfterTheGraceWindowEndsTheSession() throws Exception {
        JsonNode login = logIn();
        String first = login.get("refreshToken").asText();
        JsonNode second = JSON.readTree(refresh(first).body());
        server.sql("update refresh_token set spent_at = spent_at - interval '11 s' where session_handle = '"
                + login.at("/session/handle").asText() + "' and generation = 1");
        assertInvalidGrant(refresh(first));
        assertInvalidGrant(refresh(second.get("refresh_token").asText()));
        assertThat(bearerStatus(second.get("access_token").asText())).isEqualTo(401);
        try (var admin = server.admin()) {
            var session = admin.session(
                    java.util.UUID.fromString(login.at("/session/handle").asText()));
            assertThat(session.endReason()).isEqualTo(dev.portcullis.api.EndReason.REUSE);
            assertThat(session.tokens().refresh().reused()).isTrue();
        }
    }

    @Test
    void aDelayedDuplicateWithinTheWindowIsNoReuseHoweverFarTheFamilyHasMoved() throws Exception {
        String first = logIn().get("refreshToken").asText();
        String second =
                JSON.readTree(refresh(first).body()).get("refresh_token").asText();
        String third =
                JSON.readTree(refresh(second).body()).get("refresh_token").asText();
        assertThat(JSON.readTree(refresh(first).body()).get("refresh_token").asText())
                .isEqualTo(second);
        assertThat(refresh(third).statusCode()).isEqualTo(200);
    }

    /** ASVS 10.4.8. */
    @Test
    void aRefreshTokenEndsWithItsSessionHoweverOftenItIsRotatedAndAtItsOwnTimeBeforeThat() throws Exception {
        JsonNode login = logIn();
        String handle = login.at("/session/handle").asText();
        server.age(handle, "expires_at = now() + interval '1 h'"); // as if it had been rotated for eleven hours
        String next = login.get("refreshToken").asText();
        for (int i = 0; i < 3; i++) {
            next = JSON.readTree(refresh(next).body()).get("refresh_token").asText();
            assertThat(server.isTrue("select refresh_expires_at = expires_at and access_expires_at <= expires_at"
                            + " from session where handle = '" + handle + "'"))
                    .as("no rotation takes it further")
                    .isTrue();
        }
        server.age(handle, "expires_at = now()");
        assertInvalidGrant(refresh(next));
        JsonNode other = logIn();
        server.age(other.at("/session/handle").asText(), "refresh_expires_at = now()");
        assertInvalidGrant(refresh(other.get("refreshToken").asText()));
        assertThat(bearerStatus(other.get("accessToken").asText()))
                .as("the session goes on")
                .isEqualTo(200);
    }

    @Test
    void whatIsNoRefreshTokenIsAnInvalidGrantAndHarmsNoSession() throws Exception {
        JsonNode login = logIn();
        assertInvalidGrant(refresh("nonsense"));
        assertInvalidGrant(refresh(login.get("accessToken").asText()));
        String token = login.get("refreshToken").asText();
        assertInvalidGrant(refresh(token.substring(0, token.length() - 4) + "AAAA"));
        assertThat(bearerStatus(login.get("accessToken").asText())).isEqualTo(200);
        assertThat(refresh(token).statusCode()).isEqualTo(200);
    }

    @Test
    void theCookiesSecretIsNoRefreshTokenAndTheRefreshTokenNoCookie() throws Exception {
        String cookie = Http.cookie(http.logIn("mobile@example.com", TestServer.PASSWORD));
        assertInvalidGrant(refresh(cookie.substring(cookie.indexOf('=') + 1)));
        String token = logIn().get("refreshToken").asText();
        assertThat(http.get("/v1/verify", "Cookie", "session=" + token).statusCode())
                .isEqualTo(401);
    }

    @Test
    void otherGrantsAndForgottenParametersAreNamed() throws Exception {
        assertError(http.postForm("/oauth2/token", "grant_type=password"), "unsupported_grant_type");
        assertError(http.postForm("/oauth2/token", "refresh_token=x"), "invalid_request");
        assertError(http.postForm("/oauth2/token", "grant_type=refresh_token"), "invalid_request");
        assertError(http.postForm("/oauth2/token", "grant_type=refresh_token&grant_type=x"), "invalid_request");
        assertError(http.postJson("/oauth2/token", "{}"), "invalid_request");
        // What has no value is omitted.
        assertError(http.postForm("/oauth2/token", "grant_type=&refresh_token=x"), "invalid_request");
        assertError(http.postForm("/oauth2/token", "grant_type=refresh_token&refresh_token="), "invalid_request");
        assertThat(http.postForm(
                                "/oauth2/token",
                                "grant_type=refresh_token&client_id=&client_secret=&refresh_token="
                                        + logIn().get("refreshToken").asText())
                        .statusCode())
                .isEqualTo(200);
    }

    private static JsonNode logIn() throws Exception {
        return JSON.readTree(
                http.logInForTokens("mobile@example.com", TestServer.PASSWORD).body());
    }

    private static HttpResponse<String> refresh(String token) throws Exception {
        return http.postForm("/oauth2/token", "grant_type=refresh_token&refresh_token=" + token);
    }

    private static int bearerStatus(String token) throws Exception {
        return http.get("/v1/verify", "Authorization", "Bearer " + token).statusCode();
    }

    private static void assertInvalidGrant(HttpResponse<String> response) throws Exception {
        assertError(response, "invalid_grant");
    }

    private static void assertError(HttpResponse<String> response, String error) throws Exception {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(response.body()).get("error").asText()).isEqualTo(error);
    }
}
