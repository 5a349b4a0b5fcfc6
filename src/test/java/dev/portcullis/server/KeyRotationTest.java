package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import dev.portcullis.support.TestService;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing keys are rotated with overlap: nobody who verifies with the JWKS ever meets a key that they could not know. */
class KeyRotationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final URI ISSUER = URI.create("http://sso.example.com");
    private TestServer server;
    private Http http;
    private String admin;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(config -> config.withPublicUrl(ISSUER));
        server.account("alice@example.com", "orders:read");
        http = new Http(server.uri());
        admin = TestService.adminCookie(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theNextKeyIsPublishedWhileTheFirstOneStillSigns() throws Exception {
        JsonNode keys = keys();
        assertThat(kidsIn("/.well-known/jwks.json"))
                .containsExactly(kid(keys, "signing"), kid(keys, "next")); // the one that signs first
        assertThat(kidOf(accessToken(logIn()))).isEqualTo(kid(keys, "signing"));
    }

    @Test
    void anOperatorRotatesAndOldAndNewTokensAreValid() throws Exception {
        theNextKeyIsLongPublished();
        JsonNode before = keys();
        String old = accessToken(logIn());
        JsonNode after = rotate("{}");
        String now = accessToken(logIn());
        assertThat(kidOf(now)).isEqualTo(kid(before, "next")).isEqualTo(kid(after, "signing"));
        assertThat(kid(after, "retired")).isEqualTo(kidOf(old));
        assertThat(verify(old)).isEqualTo(200);
        assertThat(verify(now)).isEqualTo(200);
        assertThat(kidsIn("/.well-known/jwks.json"))
                .containsExactlyInAnyOrder(kidOf(now), kidOf(old), kid(after, "next"));
        assertThat(server.isTrue("select count(*) = 1 and min(actor) = '" + TestServer.ADMIN
                        + "' from event where type = 'key.rotated' and detail ->> 'kid' = '" + kidOf(old) + "'"))
                .isTrue();
    }

    @Test
    void aKeyThatWasJustPublishedDoesNotSignBeforeEverybodyCanKnowIt() throws Exception {
        theNextKeyIsLongPublished();
        rotate("{}");
        JsonNode twice = rotate("{}");
        assertThat(kidOf(accessToken(logIn()))).isEqualTo(kid(twice, "signing"));
        assertThat(server.isTrue(
                        "select signs_from between now() + interval '9 min' and now() + interval '10 min' from signing_key"
                                + " where kid = '" + kid(twice, "next") + "'"))
                .isTrue();
        assertThat(rotate("{}")).isEqualTo(twice); // there is nothing more to do
    }

    @Test
    void whenAKeysPeriodIsOverTheNextOneSignsOnEveryServerAndOneKeyIsMade() throws Exception {
        try (TestServer other = TestServer.start(server.databaseAddress(), config -> config.withPublicUrl(ISSUER))) {
            Http there = new Http(other.uri());
            JsonNode before = keys();
            String old = accessToken(logIn());
            theNextKeyIsLongPublished();
            server.sql("update signing_key set signs_from = case when signs_from > now() then now()"
                    + " else now() - interval '30 days' end");
            await().until(() -> kidOf(accessToken(logIn())).equals(kid(before, "next")));
            await().until(() -> kidOf(
                            accessToken(JSON.readTree(there.logInForTokens("alice@example.com", TestServer.PASSWORD)
                                    .body())))
                    .equals(kid(before, "next")));
            await().until(() -> keys().get("total").asInt() == 3);
            assertThat(kid(keys(), "retired")).isEqualTo(kidOf(old));
            assertThat(verify(old)).isEqualTo(200);
            assertThat(server.isTrue("select count(*) = 3 from signing_key")).isTrue();
            assertThat(server.isTrue(
                            "select count(*) = 1 from event where type = 'key.rotated' and actor = 'schedule'"))
                    .isTrue();
        }
    }

    @Test
    void ofARetiredKeyThePrivateHalfIsErasedAndThePublicOneStaysUntilItsLastTokenHasExpired() throws Exception {
        theNextKeyIsLongPublished();
        JsonNode login = logIn();
        String old = accessToken(login);
        rotate("{}");
        server.age(login.at("/session/handle").asText(), "access_expires_at = now() + interval '3 h'");
        server.sql("update signing_key set retired_at = retired_at - interval '2 min' where retired_at is not null");
        String retired = " from signing_key where kid = '" + kidOf(old) + "'";
        await().until(() -> server.isTrue("select private_key is null" + retired));
        assertThat(server.isTrue("select published_until = (select max(access_expires_at) from session)" + retired))
                .isTrue();
        assertThat(kidsIn("/.well-known/jwks.json")).contains(kidOf(old));
        assertThat(verify(old)).isEqualTo(200);
        server.sql("update signing_key set published_until = now() where published_until is not null");
        await().until(() -> !kidsIn("/.well-known/jwks.json").contains(kidOf(old)));
        assertThat(verify(old)).isEqualTo(401);
        assertThat(kidsIn("/.well-known/receipt-keys.json")).contains(kidOf(old)); // receipts are kept, and so is this
    }

    @Test
    void nothingCountsThatACompromisedKeySigned() throws Exception {
        TestService inspector = TestService.inspector(server, "inspector");
        TestService service = TestService.register(server, "service", false, "sessions:read");
        JsonNode before = keys();
        JsonNode login = logIn();
        String cookie = Http.cookie(http.logIn("alice@example.com", TestServer.PASSWORD));
        String behind = bearer(cookie);
        String tag = http.get("/v1/verify", "Cookie", cookie)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        assertThat(http.get("/v1/verify", "Cookie", cookie, "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(304);
        String own = service.token();
        JsonNode after = rotate("{\"compromised\":true}");
        assertThat(verify(accessToken(login))).isEqualTo(401);
        assertThat(inspector.introspect(accessToken(login)).toString()).isEqualTo("{\"active\":false}");
        assertThat(inspector.introspect(own).toString()).isEqualTo("{\"active\":false}");
        assertThat(kidsIn("/.well-known/jwks.json"))
                .containsExactly(kid(after, "signing"), kid(after, "next"))
                .doesNotContain(kid(before, "signing"), kid(before, "next"));
        assertThat(kidsIn("/.well-known/receipt-keys.json")).doesNotContain(kid(before, "signing"));
        assertThat(
                        server.isTrue(
                                "select count(*) = 2 from signing_key where compromised_at is not null and private_key is null"))
                .isTrue();
        assertThat(http.get("/v1/verify", "Cookie", cookie, "If-None-Match", tag)
                        .statusCode())
                .as("a gateway's answer has a token in it")
                .isEqualTo(200);
        // Sessions live on, with tokens of the new key: nothing that was signed before is handed out again.
        assertThat(bearer(cookie)).isNotEqualTo(behind);
        assertThat(kidOf(bearer(cookie))).isEqualTo(kid(after, "signing"));
        JsonNode refreshed = JSON.readTree(http.postForm(
                        "/oauth2/token",
                        "grant_type=refresh_token&refresh_token="
                                + login.get("refreshToken").asText())
                .body());
        assertThat(verify(refreshed.get("access_token").asText())).isEqualTo(200);
    }

    @Test
    void anotherServerKnowsANewKeyAtOnceAndAForgottenOneWithinTwoSeconds() throws Exception {
        try (TestServer other = TestServer.start(server.databaseAddress(), config -> config.withPublicUrl(ISSUER))) {
            Http there = new Http(other.uri());
            String old = accessToken(logIn());
            rotate("{\"compromised\":true}");
            String now = accessToken(logIn());
            assertThat(there.get("/v1/verify", "Authorization", "Bearer " + now).statusCode())
                    .isEqualTo(200);
            await().atMost(java.time.Duration.ofSeconds(2))
                    .until(() -> there.get("/v1/verify", "Authorization", "Bearer " + old)
                                    .statusCode()
                            == 401);
        }
    }

    /** RFC 9110 §13.1.2: the tag is of the set, not of one key. */
    @Test
    void theJwksMayBeKeptForFiveMinutesAndHasATagOfItsContent() throws Exception {
        HttpResponse<String> first = http.get("/.well-known/jwks.json");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(first.headers().firstValue("Cache-Control")).contains("public, max-age=300");
        HttpResponse<String> again = http.get("/.well-known/jwks.json", "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.headers().firstValue("Cache-Control")).contains("public, max-age=300");
        theNextKeyIsLongPublished();
        rotate("{}");
        assertThat(http.get("/.well-known/jwks.json", "If-None-Match", tag).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aShorterPeriodBringsTheNextKeyForward() throws Exception {
        theNextKeyIsLongPublished();
        try (TestServer _ = TestServer.start(
                server.databaseAddress(), config -> config.withKeyRotation(java.time.Duration.ofHours(1)))) {
            await().until(() -> server.isTrue("select max(signs_from) < now() + interval '1 h' from signing_key"));
        }
    }

    @Test
    void whoMayNotIsRefused() throws Exception {
        String alice = Http.cookie(http.logIn("alice@example.com", TestServer.PASSWORD));
        assertThat(http.get("/admin/v1/keys", "Cookie", alice).statusCode()).isEqualTo(403);
        assertThat(http.postJson("/admin/v1/keys/rotation", "{}", "Cookie", alice, "X-Requested-By", "test")
                        .statusCode())
                .isEqualTo(403);
        assertThat(http.get("/admin/v1/keys", "Cookie", admin).body()).doesNotContain("\"d\"", "private");
    }

    private void theNextKeyIsLongPublished() {
        server.sql("update signing_key set created_at = created_at - interval '1 h'");
    }

    private JsonNode keys() throws Exception {
        return JSON.readTree(http.get("/admin/v1/keys", "Cookie", admin).body());
    }

    private JsonNode rotate(String json) throws Exception {
        HttpResponse<String> answer =
                http.postJson("/admin/v1/keys/rotation", json, "Cookie", admin, "X-Requested-By", "test");
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String kid(JsonNode keys, String state) {
        List<String> kids = StreamSupport.stream(keys.get("items").spliterator(), false)
                .filter(key -> key.get("state").asText().equals(state))
                .map(key -> key.get("kid").asText())
                .toList();
        assertThat(kids).as(state).hasSize(1);
        return kids.getFirst();
    }

    private List<String> kidsIn(String path) throws Exception {
        return StreamSupport.stream(
                        JSON.readTree(http.get(path).body()).get("keys").spliterator(), false)
                .map(key -> key.get("kid").asText())
                .toList();
    }

    private JsonNode logIn() throws Exception {
        return JSON.readTree(
                http.logInForTokens("alice@example.com", TestServer.PASSWORD).body());
    }

    private static String accessToken(JsonNode login) {
        return login.get("accessToken").asText();
    }

    private static String kidOf(String token) throws Exception {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[0]))
                .get("kid")
                .asText();
    }

    private String bearer(String cookie) throws Exception {
        return http.get("/v1/verify", "Cookie", cookie)
                .headers()
                .firstValue("Authorization")
                .orElseThrow()
                .substring("Bearer ".length());
    }

    private int verify(String token) throws Exception {
        return http.get("/v1/verify", "Authorization", "Bearer " + token).statusCode();
    }
}
