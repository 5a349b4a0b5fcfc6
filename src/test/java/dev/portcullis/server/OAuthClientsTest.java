package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import dev.portcullis.support.TestService;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Services that log in as themselves: client credentials (RFC 6749 §4.4, RFC 9700 §4.15). */
class OAuthClientsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static TestServer server;
    private static Http http;
    private static String admin;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start();
        http = new Http(server.uri());
        admin = TestService.adminCookie(server);
        server.account("half@example.com", "accounts:write");
        server.account("alice@example.com", "orders:read");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** RFC 6749 §4.4.3, §5.1. */
    @Test
    void aClientGetsATokenOfItsOwnAndNoRefreshToken() throws Exception {
        TestService service = TestService.register(server, "own token", false, "orders:read", "orders:write");
        HttpResponse<String> answer = service.askForToken("");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(body.get("expires_in").asLong()).isBetween(290L, 300L);
        assertThat(body.get("scope").asText()).isEqualTo("orders:read orders:write");
        assertThat(body.has("refresh_token")).isFalse();
    }

    /** RFC 9068 §2. */
    @Test
    void itsTokenNamesTheClientAsItsSubjectAndHasNoSession() throws Exception {
        TestService service = TestService.register(server, "claims", false, "orders:read");
        String[] parts = service.token().split("\\.");
        JsonNode header = json(parts[0]);
        JsonNode claims = json(parts[1]);
        assertThat(header.get("typ").asText()).isEqualTo("at+jwt");
        assertThat(header.get("alg").asText()).isEqualTo("ES256");
        assertThat(claims.get("sub").asText()).isEqualTo(service.id());
        assertThat(claims.get("client_id").asText()).isEqualTo(service.id());
        assertThat(claims.get("scope").asText()).isEqualTo("orders:read");
        assertThat(claims.has("sid")).isFalse();
        assertThat(claims.get("jti").asText()).isNotEmpty();
        assertThat(claims.get("iss").asText()).isEqualTo(server.uri().toString());
        assertThat(claims.at("/aud").toString()).contains(server.uri().toString());
    }

    /** RFC 6749 §2.3.1: the header is preferred, the body is possible, both at once are an error. */
    @Test
    void theSecretComesInTheHeaderOrInTheBodyButNotInBoth() throws Exception {
        TestService service = TestService.register(server, "in the body", false, "orders:read");
        String inBody =
                "grant_type=client_credentials&client_id=" + service.id() + "&client_secret=" + service.secret();
        assertThat(http.postForm("/oauth2/token", inBody).statusCode()).isEqualTo(200);
        assertError(http.postForm("/oauth2/token", inBody, "Authorization", service.basic()), 400, "invalid_request");
    }

    /** RFC 6749 §5.2: 401 with the scheme that the client may use. */
    @Test
    void whoDoesNotShowWhoTheyAreIsAnInvalidClient() throws Exception {
        TestService service = TestService.register(server, "refused", false, "orders:read");
        String other = (service.secret().charAt(0) == 'A' ? 'B' : 'A')
                + service.secret().substring(1);
        for (HttpResponse<String> answer : List.of(
                service.withSecret(other).askForToken(""),
                service.withSecret("short").askForToken(""),
                http.postForm("/oauth2/token", "grant_type=client_credentials"),
                http.postForm("/oauth2/token", "grant_type=client_credentials", "Authorization", "Basic !!!"),
                http.postForm(
                        "/oauth2/token",
                        "grant_type=client_credentials&client_id=01890000-0000-7000-8000-000000000000&client_secret="
                                + service.secret()),
                http.postForm(
                        "/oauth2/token", "grant_type=client_credentials&client_id=%27%20or%201%3D1&client_secret=x"))) {
            assertError(answer, 401, "invalid_client");
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Basic ");
        }
    }

    /** RFC 6749 §3.3. */
    @Test
    void aClientMayAskForLessAndNotForMore() throws Exception {
        TestService service = TestService.register(server, "scopes", false, "orders:read", "orders:write");
        assertThat(JSON.readTree(service.askForToken("&scope=orders:read").body())
                        .get("scope")
                        .asText())
                .isEqualTo("orders:read");
        assertError(service.askForToken("&scope=orders:read%20sessions:revoke"), 400, "invalid_scope");
    }

    @Test
    void aClientWithoutScopesGetsNoToken() throws Exception {
        assertError(TestService.inspector(server, "nothing").askForToken(""), 400, "unauthorized_client");
    }

    /** RFC 6749 §6: a refresh token belongs to whom it was issued to, which no registered client is. */
    @Test
    void aClientCannotRefreshASessionsTokens() throws Exception {
        TestService service = TestService.register(server, "refreshes", false, "orders:read");
        String refresh = JSON.readTree(http.logInForTokens("alice@example.com", TestServer.PASSWORD)
                        .body())
                .get("refreshToken")
                .asText();
        String form = "grant_type=refresh_token&refresh_token=" + refresh;
        assertError(http.postForm("/oauth2/token", form, "Authorization", service.basic()), 400, "invalid_grant");
        assertThat(http.postForm("/oauth2/token", form).statusCode()).isEqualTo(200);
    }

    @Test
    void aDisabledClientIsOutAtOnceAndItsOldTokensStayOutWhenItIsEnabledAgain() throws Exception {
        TestService service = TestService.register(server, "disabled", false, "sessions:read");
        String token = service.token();
        assertThat(stats(token)).isEqualTo(200);
        assertThat(patch(service, "{\"enabled\":false}").statusCode()).isEqualTo(200);
        assertThat(stats(token)).isEqualTo(401);
        assertError(service.askForToken(""), 401, "invalid_client");
        assertThat(patch(service, "{\"enabled\":true}").statusCode()).isEqualTo(200);
        assertThat(stats(token)).isEqualTo(401);
        assertThat(stats(service.token())).isEqualTo(200);
    }

    @Test
    void aDeletedClientIsOutAtOnce() throws Exception {
        TestService service = TestService.register(server, "deleted", false, "sessions:read");
        String token = service.token();
        assertThat(send("DELETE", "/admin/v1/clients/" + service.id(), "").statusCode())
                .isEqualTo(204);
        assertThat(stats(token)).isEqualTo(401);
        assertError(service.askForToken(""), 401, "invalid_client");
        assertThat(send("GET", "/admin/v1/clients/" + service.id(), "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatAClientLosesItsTokensLoseAsWell() throws Exception {
        TestService service = TestService.register(server, "narrowed", false, "sessions:read", "orders:read");
        String token = service.token();
        assertThat(stats(token)).isEqualTo(200);
        assertThat(patch(service, "{\"scopes\":[\"orders:read\"]}").statusCode())
                .isEqualTo(200);
        assertThat(stats(token)).isEqualTo(403);
    }

    @Test
    void aNewSecretWithOverlapLeavesTheOldOneGoodForThatLong() throws Exception {
        TestService service = TestService.register(server, "overlap", false, "sessions:read");
        String token = service.token();
        TestService renewed = newSecret(service, "{\"overlapSeconds\":60}");
        assertThat(renewed.askForToken("").statusCode()).isEqualTo(200);
        assertThat(service.askForToken("").statusCode()).isEqualTo(200);
        assertThat(stats(token)).isEqualTo(200);
        server.sql("update oauth_client set former_secret_until = now() - interval '1 s' where id = '" + service.id()
                + "'");
        assertError(service.askForToken(""), 401, "invalid_client");
        assertThat(renewed.askForToken("").statusCode()).isEqualTo(200);
    }

    @Test
    void aNewSecretWithoutOverlapEndsTheOldOneAndTheTokensGivenForIt() throws Exception {
        TestService service = TestService.register(server, "no overlap", false, "sessions:read");
        String token = service.token();
        TestService renewed = newSecret(service, "{}");
        assertError(service.askForToken(""), 401, "invalid_client");
        assertThat(stats(token)).isEqualTo(401);
        assertThat(stats(renewed.token())).isEqualTo(200);
    }

    /** Server-to-server: a service does what its permissions allow, in its own name. */
    @Test
    void aServiceEndsSessionsAndTheReceiptAndTheSessionNameIt() throws Exception {
        TestService service = TestService.register(server, "incident robot", false, "sessions:read", "sessions:revoke");
        String handle = JSON.readTree(
                        http.logIn("alice@example.com", TestServer.PASSWORD).body())
                .at("/session/handle")
                .asText();
        String bearer = "Bearer " + service.token();
        HttpResponse<String> receipt = http.postJson(
                "/admin/v1/revocations",
                "{\"handles\":[\"" + handle + "\"],\"reason\":\"malware\"}",
                "Authorization",
                bearer);
        assertThat(receipt.statusCode()).isEqualTo(201);
        String name = "incident robot (client " + service.id() + ")";
        assertThat(JSON.readTree(receipt.body()).get("by").asText()).isEqualTo(name);
        JsonNode session = JSON.readTree(http.get("/admin/v1/sessions/" + handle, "Authorization", bearer)
                .body());
        assertThat(session.get("endedBy").asText()).isEqualTo(name);
        assertThat(session.get("endReason").asText()).isEqualTo("revoked");
        assertThat(server.isTrue("select client_id = '" + service.id() + "' and account_id is null from revocation"
                        + " order by begun_at desc limit 1"))
                .isTrue();
    }

    @Test
    void aServiceFollowsTheEvents() throws Exception {
        TestService service = TestService.register(server, "follower", false, "sessions:read");
        TestService blind = TestService.register(server, "blind", false, "orders:read");
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri().resolve("/admin/v1/events"));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> events = client.send(
                    request.copy()
                            .header("Authorization", "Bearer " + service.token())
                            .build(),
                    HttpResponse.BodyHandlers.ofLines());
            assertThat(events.statusCode()).isEqualTo(200);
            try (Stream<String> lines = events.body()) {
                assertThat(lines.limit(2)).contains("event: heartbeat");
            }
            assertThat(client.send(
                                    request.copy()
                                            .header("Authorization", "Bearer " + blind.token())
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(403);
            client.shutdownNow();
        }
    }

    @Test
    void aServiceDoesNothingThatItHasNoPermissionFor() throws Exception {
        TestService service = TestService.register(server, "reader", false, "sessions:read");
        String bearer = "Bearer " + service.token();
        assertThat(http.postJson(
                                "/admin/v1/revocations",
                                "{\"handles\":[\"01890000-0000-7000-8000-000000000000\"],\"reason\":\"x\"}",
                                "Authorization",
                                bearer)
                        .statusCode())
                .isEqualTo(403);
        assertThat(http.get("/admin/v1/clients", "Authorization", bearer).statusCode())
                .isEqualTo(403);
        assertThat(http.get("/v1/sessions/current", "Authorization", bearer).statusCode())
                .isEqualTo(401);
    }

    @Test
    void nobodyHandsOutToAClientWhatTheyDoNotHold() throws Exception {
        TestService strong = TestService.register(server, "strong", false, "sessions:revoke");
        String half = Http.cookie(http.logIn("half@example.com", TestServer.PASSWORD));
        assertThat(as(half, "POST", "/admin/v1/clients", "{\"name\":\"x\",\"scopes\":[\"sessions:revoke\"]}"))
                .isEqualTo(403);
        assertThat(as(half, "POST", "/admin/v1/clients/" + strong.id() + "/secret", "{}"))
                .isEqualTo(403);
        assertThat(as(half, "POST", "/admin/v1/clients", "{\"name\":\"weak\",\"scopes\":[\"orders:read\"]}"))
                .isEqualTo(201);
        assertThat(as(half, "PATCH", "/admin/v1/clients/" + strong.id(), "{\"enabled\":false}"))
                .isEqualTo(200);
        assertThat(as(half, "PATCH", "/admin/v1/clients/" + strong.id(), "{\"enabled\":true}"))
                .isEqualTo(403);
    }

    @Test
    void theSecretIsShownOnceAndStoredNowhere() throws Exception {
        TestService service = TestService.register(server, "secretive", false, "orders:read");
        String token = service.token();
        assertThat(send("GET", "/admin/v1/clients/" + service.id(), "").body()).doesNotContain(service.secret());
        assertThat(send("GET", "/admin/v1/clients", "").body())
                .contains(service.id())
                .doesNotContain(service.secret());
        assertThat(server.dump()).doesNotContain(service.secret()).doesNotContain(token);
    }

    @Test
    void whatIsDoneToAClientIsAnEventThatNamesWhoDidIt() throws Exception {
        TestService service = TestService.register(server, "watched", false, "orders:read");
        newSecret(service, "{}");
        patch(service, "{\"enabled\":false}");
        send("DELETE", "/admin/v1/clients/" + service.id(), "");
        assertThat(server.isTrue("select array_agg(type order by seq) = array['client.created','client.changed',"
                        + "'client.changed','client.deleted'] and bool_and(actor = '" + TestServer.ADMIN
                        + "') from event where detail ->> 'client' = '" + service.id() + "'"))
                .isTrue();
    }

    @Test
    void whatIsNoClientIsRefused() throws Exception {
        assertThat(send("POST", "/admin/v1/clients", "{\"name\":\"\"}").statusCode())
                .isEqualTo(400);
        assertThat(send("POST", "/admin/v1/clients", "{\"name\":\"x\",\"scopes\":[\"a b\"]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("POST", "/admin/v1/clients", "{\"name\":\"twice\"}").statusCode())
                .isEqualTo(201);
        assertThat(send("POST", "/admin/v1/clients", "{\"name\":\"Twice\"}").statusCode())
                .isEqualTo(409);
    }

    private static TestService newSecret(TestService service, String json) throws Exception {
        HttpResponse<String> answer = send("POST", "/admin/v1/clients/" + service.id() + "/secret", json);
        assertThat(answer.statusCode()).isEqualTo(200);
        return service.withSecret(
                JSON.readTree(answer.body()).get("clientSecret").asText());
    }

    private static HttpResponse<String> patch(TestService service, String json) throws Exception {
        return send("PATCH", "/admin/v1/clients/" + service.id(), json);
    }

    private static HttpResponse<String> send(String method, String path, String json) throws Exception {
        return http.send(
                method, path, json, "Cookie", admin, "X-Requested-By", "test", "Content-Type", "application/json");
    }

    private static int as(String cookie, String method, String path, String json) throws Exception {
        return http.send(
                        method,
                        path,
                        json,
                        "Cookie",
                        cookie,
                        "X-Requested-By",
                        "test",
                        "Content-Type",
                        "application/json")
                .statusCode();
    }

    private static int stats(String token) throws Exception {
        return http.get("/admin/v1/stats", "Authorization", "Bearer " + token).statusCode();
    }

    private static JsonNode json(String part) throws Exception {
        return JSON.readTree(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private static void assertError(HttpResponse<String> response, int status, String error) throws Exception {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(response.body()).get("error").asText()).isEqualTo(error);
    }
}
