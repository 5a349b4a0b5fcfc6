package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import dev.portcullis.support.TestService;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The refresh family of a session, as an operator sees it (RFC 9700 §4.14.2: the relation of old and new is kept). */
class TokenFamilyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static TestServer server;
    private static Http http;
    private static String admin;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start();
        server.account("alice@example.com", "orders:read");
        http = new Http(server.uri());
        admin = TestService.adminCookie(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void eachGenerationNamesTheOneBeforeItItsTimesAndItsAccessToken() throws Exception {
        JsonNode login = logIn();
        refresh(login.get("refreshToken").asText());
        JsonNode family = family(login);
        assertThat(family.get("family")).isEqualTo(login.at("/session/tokens/refresh/family"));
        assertThat(family.get("state").asText()).isEqualTo("active");
        assertThat(family.get("total").asInt()).isEqualTo(2);
        JsonNode second = family.at("/generations/0");
        JsonNode first = family.at("/generations/1");
        assertThat(second.get("generation").asInt()).isEqualTo(2);
        assertThat(second.get("parent").asInt()).isEqualTo(1);
        assertThat(second.get("state").asText()).isEqualTo("current");
        assertThat(second.has("spentAt")).isFalse();
        assertThat(second.get("expiresAt").asText()).isNotEmpty();
        assertThat(second.get("accessJti")).isEqualTo(family.at("/access/jti"));
        assertThat(first.has("parent")).isFalse();
        assertThat(first.get("state").asText()).isEqualTo("spent");
        assertThat(first.get("spentAt").asText()).isNotEmpty();
        assertThat(first.get("accessJti")).isEqualTo(login.at("/session/tokens/access/jti"));
        assertThat(first.get("reuses").asInt()).isZero();
        assertThat(first.has("verdict")).isFalse();
    }

    @Test
    void theAccessTokenIsNamedWithItsTimesAndTheKeyThatSignedIt() throws Exception {
        JsonNode login = logIn();
        JsonNode access = family(login).get("access");
        assertThat(access.get("jti")).isEqualTo(login.at("/session/tokens/access/jti"));
        assertThat(access.get("expiresAt")).isEqualTo(login.at("/session/tokens/access/expiresAt"));
        assertThat(access.get("kid").asText())
                .isEqualTo(kid(login.get("accessToken").asText()));
    }

    @Test
    void theClaimsAreThoseOfTheTokenThatWasGivenAndItsKeyIsPublished() throws Exception {
        JsonNode login = logIn();
        JsonNode access = family(login).get("access");
        JsonNode given = JSON.readTree(java.util.Base64.getUrlDecoder()
                .decode(login.get("accessToken").asText().split("\\.")[1]));
        assertThat(access.get("claims")).isEqualTo(given);
        assertThat(access.get("keyPublished").asBoolean()).isTrue();
        assertThat(access.get("signedWhenAsked").asBoolean()).isFalse();
        JsonNode cookie = JSON.readTree(
                http.logIn("alice@example.com", TestServer.PASSWORD).body());
        assertThat(family(cookie).at("/access/signedWhenAsked").asBoolean()).isTrue();
    }

    @Test
    void aDuplicateInTheGraceWindowIsARaceAndCounted() throws Exception {
        JsonNode login = logIn();
        String first = login.get("refreshToken").asText();
        refresh(first);
        refresh(first);
        refresh(first);
        JsonNode spent = family(login).at("/generations/1");
        assertThat(spent.get("verdict").asText()).isEqualTo("race");
        assertThat(spent.get("reuses").asInt()).isEqualTo(2);
        assertThat(spent.get("reusedAt").asText()).isNotEmpty();
        assertThat(family(login).get("generations")).hasSize(2); // one successor, however often: no branch
    }

    @Test
    void aReuseAfterTheWindowIsStaleAndTheFamilyHasEnded() throws Exception {
        JsonNode login = logIn();
        String first = login.get("refreshToken").asText();
        refresh(first);
        server.sql("update refresh_token set spent_at = spent_at - interval '1 h' where session_handle = '"
                + handle(login) + "' and generation = 1");
        refresh(first);
        JsonNode family = family(login);
        assertThat(family.get("state").asText()).isEqualTo("ended");
        assertThat(family.at("/generations/1/verdict").asText()).isEqualTo("stale");
        assertThat(family.at("/generations/1/reuses").asInt()).isEqualTo(1);
        assertThat(family.at("/generations/0/state").asText()).isEqualTo("ended");
        assertThat(family.at("/generations/0").has("verdict")).isFalse();
    }

    @Test
    void aTokenWhoseOwnTimeHasPassedIsNoLongerCurrent() throws Exception {
        JsonNode login = logIn();
        server.age(handle(login), "refresh_expires_at = now() - interval '1 s'");
        JsonNode family = family(login);
        assertThat(family.get("state").asText()).isEqualTo("active");
        assertThat(family.at("/generations/0/state").asText()).isEqualTo("ended");
    }

    @Test
    void noSecretAndNoHashIsShown() throws Exception {
        JsonNode login = logIn();
        HttpResponse<String> next = refresh(login.get("refreshToken").asText());
        String body = get(handle(login)).body();
        assertThat(body)
                .doesNotContain(login.get("refreshToken").asText())
                .doesNotContain(login.get("accessToken").asText())
                .doesNotContain(JSON.readTree(next.body()).get("refresh_token").asText())
                .doesNotContainIgnoringCase("hash");
        assertThat(JSON.readTree(body).at("/generations/0").properties().stream()
                        .map(java.util.Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "generation", "parent", "state", "issuedAt", "expiresAt", "accessJti", "reuses");
    }

    @Test
    void whatHasNotChangedIsAnswered304() throws Exception {
        JsonNode login = logIn();
        String tag = get(handle(login)).headers().firstValue("ETag").orElseThrow();
        String path = "/admin/v1/sessions/" + handle(login) + "/tokens";
        assertThat(http.get(path, "Cookie", admin, "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        refresh(login.get("refreshToken").asText());
        assertThat(http.get(path, "Cookie", admin, "If-None-Match", tag).statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoMayNotReadSessionsMayNotReadTheirTokens() throws Exception {
        JsonNode login = logIn();
        assertThat(http.get(
                                "/admin/v1/sessions/" + handle(login) + "/tokens",
                                "Authorization",
                                "Bearer " + login.get("accessToken").asText())
                        .statusCode())
                .isEqualTo(403);
        assertThat(get(UUID.randomUUID().toString()).statusCode()).isEqualTo(404);
    }

    private static JsonNode logIn() throws Exception {
        return JSON.readTree(
                http.logInForTokens("alice@example.com", TestServer.PASSWORD).body());
    }

    private static HttpResponse<String> refresh(String token) throws Exception {
        return http.postForm("/oauth2/token", "grant_type=refresh_token&refresh_token=" + token);
    }

    private static String handle(JsonNode login) {
        return login.at("/session/handle").asText();
    }

    private static JsonNode family(JsonNode login) throws Exception {
        HttpResponse<String> answer = get(handle(login));
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> get(String handle) throws Exception {
        return http.get("/admin/v1/sessions/" + handle + "/tokens", "Cookie", admin);
    }

    private static String kid(String token) throws Exception {
        return JSON.readTree(java.util.Base64.getUrlDecoder().decode(token.split("\\.")[0]))
                .get("kid")
                .asText();
    }
}
