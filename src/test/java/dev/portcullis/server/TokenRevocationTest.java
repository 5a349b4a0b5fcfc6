package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.store.Database;
import dev.portcullis.support.Cable;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestDatabase;
import dev.portcullis.support.TestServer;
import dev.portcullis.support.TestService;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Token revocation (RFC 7009). */
class TokenRevocationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static TestServer server;
    private static Http http;
    private static TestService inspector;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start();
        server.account("alice@example.com", "orders:read");
        http = new Http(server.uri());
        inspector = TestService.inspector(server, "inspector");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** RFC 7009 §2.1: revoking the refresh token ends the access tokens of the grant as well. */
    @Test
    void revokingTheRefreshTokenEndsTheSessionAndAllItsTokens() throws Exception {
        JsonNode login = logIn();
        assertThat(revoke(login.get("refreshToken").asText()).statusCode()).isEqualTo(200);
        assertEnded(login);
    }

    @Test
    void revokingTheAccessTokenEndsTheSessionAndAllItsTokens() throws Exception {
        JsonNode login = logIn();
        assertThat(revoke(login.get("accessToken").asText()).statusCode()).isEqualTo(200);
        assertEnded(login);
        assertThat(revoke(login.get("accessToken").asText()).statusCode()).isEqualTo(200);
    }

    @Test
    void whoLostTheirLastAnswerLogsOutWithTheTokenBefore() throws Exception {
        JsonNode login = logIn();
        String first = login.get("refreshToken").asText();
        http.postForm("/oauth2/token", "grant_type=refresh_token&refresh_token=" + first);
        assertThat(revoke(first).statusCode()).isEqualTo(200);
        assertEnded(login);
        assertThat(server.isTrue("select end_reason = 'logout' and not refresh_reused from session where handle = '"
                        + login.at("/session/handle").asText() + "'"))
                .isTrue();
    }

    /** RFC 7009 §2.2. */
    @Test
    void whatIsNoTokenIsRevokedAlready() throws Exception {
        JsonNode login = logIn();
        String token = login.get("refreshToken").asText();
        assertThat(revoke("nonsense").statusCode()).isEqualTo(200);
        assertThat(revoke(token.substring(0, token.length() - 4) + "AAAA").statusCode())
                .isEqualTo(200);
        assertThat(http.postForm("/oauth2/revoke", "token=nonsense&token_type_hint=whatever")
                        .statusCode())
                .isEqualTo(200);
        assertThat(inspector
                        .introspect(login.get("accessToken").asText())
                        .get("active")
                        .asBoolean())
                .isTrue();
        assertError(http.postForm("/oauth2/revoke", "token_type_hint=refresh_token"), 400, "invalid_request");
    }

    @Test
    void aClientRevokesATokenOfItsOwnAndOnlyThat() throws Exception {
        TestService service = TestService.register(server, "billing", false, "sessions:read");
        String token = service.token();
        String other = service.token();
        assertThat(http.postForm("/oauth2/revoke", "token=" + token, "Authorization", service.basic())
                        .statusCode())
                .isEqualTo(200);
        assertThat(inspector.introspect(token).toString()).isEqualTo("{\"active\":false}");
        assertThat(stats(token)).isEqualTo(401);
        assertThat(stats(other)).isEqualTo(200);
    }

    /** RFC 7009 §2.1: a token is revoked by whom it was issued to. */
    @Test
    void aTokenIsRevokedByWhomItWasIssuedTo() throws Exception {
        TestService one = TestService.register(server, "one", false, "sessions:read");
        TestService two = TestService.register(server, "two", false, "sessions:read");
        String token = one.token();
        assertError(revoke(token), 401, "invalid_client");
        assertError(
                http.postForm("/oauth2/revoke", "token=" + token, "Authorization", two.basic()),
                400,
                "unauthorized_client");
        assertThat(stats(token)).isEqualTo(200);
        JsonNode login = logIn();
        assertError(
                http.postForm(
                        "/oauth2/revoke", "token=" + login.get("refreshToken").asText(), "Authorization", two.basic()),
                400,
                "unauthorized_client");
        assertError(
                http.postForm("/oauth2/revoke", "token=nonsense", "Authorization", "Basic AAAA"),
                401,
                "invalid_client");
    }

    /** A gateway's token says who the user is, and is not the user. */
    @Test
    void aServiceBehindAGatewayCannotEndTheUsersSession() throws Exception {
        String cookie = Http.cookie(http.logIn("alice@example.com", TestServer.PASSWORD));
        String token = http.get("/v1/verify", "Cookie", cookie)
                .headers()
                .firstValue("Authorization")
                .orElseThrow()
                .substring("Bearer ".length());
        assertError(revoke(token), 400, "unauthorized_client");
        assertThat(http.get("/v1/verify", "Cookie", cookie).statusCode()).isEqualTo(200);
    }

    @Test
    void aRevokedTokenIsForgottenWhenItHasExpired() throws Exception {
        TestService service = TestService.register(server, "forgetful", false, "sessions:read");
        http.postForm("/oauth2/revoke", "token=" + service.token(), "Authorization", service.basic());
        server.sql("update revoked_token set expires_at = now() - interval '1 s'");
        assertThat(server.database()
                        .<Integer>transact(
                                transaction -> dev.portcullis.store.RevokedTokenStore.removeExpired(transaction, 500)))
                .isPositive();
    }

    /** RFC 7009 §2.2.1: 503 with Retry-After when unable; the token is then not revoked. */
    @Test
    void whenTheDatabaseIsAwayTheClientIsToldToComeBack() throws Exception {
        Database.Address address = TestDatabase.fresh();
        URI real = URI.create(address.url().substring("jdbc:".length()));
        try (Cable cable = new Cable(real.getPort());
                TestServer away = TestServer.start(new Database.Address(
                        address.url().replace(":" + real.getPort() + "/", ":" + cable.port() + "/"),
                        address.user(),
                        address.password(),
                        address.poolSize()))) {
            Http there = new Http(away.uri());
            JsonNode login = JSON.readTree(there.logInForTokens(TestServer.ADMIN, TestServer.ADMIN_PASSWORD)
                    .body());
            String form = "token=" + login.get("refreshToken").asText();
            cable.pull();
            HttpResponse<String> answer = there.postForm("/oauth2/revoke", form);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            // A key that is not known here may be another server's: that cannot be told now, so it is no 401 either.
            String header = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"" + "k".repeat(43) + "\"}";
            String unknown =
                    Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8))
                            + ".e30.AAAA";
            assertThat(there.get("/v1/verify", "Authorization", "Bearer " + unknown)
                            .statusCode())
                    .isEqualTo(503);
            cable.plug();
            org.awaitility.Awaitility.await()
                    .until(() -> there.postForm("/oauth2/revoke", form).statusCode() == 200);
        }
    }

    private static void assertEnded(JsonNode login) throws Exception {
        assertThat(inspector.introspect(login.get("accessToken").asText()).toString())
                .isEqualTo("{\"active\":false}");
        assertThat(http.get(
                                "/v1/verify",
                                "Authorization",
                                "Bearer " + login.get("accessToken").asText())
                        .statusCode())
                .isEqualTo(401);
        assertError(
                http.postForm(
                        "/oauth2/token",
                        "grant_type=refresh_token&refresh_token="
                                + login.get("refreshToken").asText()),
                400,
                "invalid_grant");
    }

    private static JsonNode logIn() throws Exception {
        return JSON.readTree(
                http.logInForTokens("alice@example.com", TestServer.PASSWORD).body());
    }

    private static HttpResponse<String> revoke(String token) throws Exception {
        return http.postForm("/oauth2/revoke", "token=" + token);
    }

    private static int stats(String token) throws Exception {
        return http.get("/admin/v1/stats", "Authorization", "Bearer " + token).statusCode();
    }

    private static void assertError(HttpResponse<String> response, int status, String error) throws Exception {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(response.body()).get("error").asText()).isEqualTo(error);
    }
}
