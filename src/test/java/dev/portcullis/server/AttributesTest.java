package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.SessionPatch;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.session.Credential;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a session holds, permits and how long it lives can be changed while it lives; and no change is lost. */
class AttributesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static TestServer server;
    private static Http http;

    private PortcullisClient admin;
    private String operator;
    private String cookie;
    private UUID handle;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        http = new Http(server.uri());
    }

    @BeforeEach
    void begin() throws Exception {
        server.clear();
        server.account("alice@example.com", "orders:read", "orders:write");
        admin = server.admin();
        operator = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
        cookie = Http.cookie(http.logIn("alice@example.com", TestServer.PASSWORD));
        handle = Credential.parse(cookie.substring(cookie.indexOf('=') + 1))
                .orElseThrow()
                .handle();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** RFC 7396 §3. */
    @Test
    void aMergePatchSetsChangesAndRemoves() throws Exception {
        patch("{\"attributes\":{\"cart\":{\"items\":3,\"currency\":\"EUR\"},\"locale\":\"de\",\"tags\":[1,2]}}");
        patch("{\"attributes\":{\"cart\":{\"items\":null,\"coupon\":true},\"locale\":null,\"tags\":[3]}}");
        assertThat(attributes())
                .isEqualTo(JSON.readTree("{\"cart\":{\"currency\":\"EUR\",\"coupon\":true},\"tags\":[3]}"));
        patch("{\"attributes\":null}");
        assertThat(attributes()).isEmpty();
    }

    /** RFC 9110 §13.1.1, RFC 6585 §3: two who have read the same do not overwrite each other. */
    @Test
    void aChangeSaysOfWhatItIsOneAndNoneIsLost() throws Exception {
        String tag = "\"" + handle + ".1\"";
        String body = "{\"attributes\":{\"a\":1}}";
        assertThat(send(body, MERGE_PATCH).statusCode()).isEqualTo(428);
        assertThat(send(body, MERGE_PATCH, "If-Match", "W/" + tag).statusCode())
                .as("compared strongly")
                .isEqualTo(412);
        assertThat(send(body, MERGE_PATCH, "If-Match", "\"x\", " + tag).statusCode())
                .isEqualTo(200);
        assertThat(send("{\"attributes\":{\"b\":1}}", MERGE_PATCH, "If-Match", tag)
                        .statusCode())
                .isEqualTo(412);
        assertThat(attributes()).isEqualTo(JSON.readTree("{\"a\":1}"));
    }

    /** The tag that is shown is that of the state, so being used meanwhile is no lost update. */
    @Test
    void theTagIsThatWhichReadingShowsWithoutItsWeakness() throws Exception {
        String shown = http.get("/admin/v1/sessions/" + handle, "Cookie", operator)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        server.age("" + handle, "last_seen_at = now() - interval '1 min'");
        http.get("/v1/verify", "Cookie", cookie);
        HttpResponse<String> changed =
                send("{\"attributes\":{\"a\":1}}", "application/json", "If-Match", shown.substring(2));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).hasValue("W/\"" + handle + ".2\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"attributes\":[]}|#/attributes",
                "{\"attributes\":\"x\"}|#/attributes",
                "{\"attributes\":{\"a\":[1,null]}}|#/attributes/a/1",
                "{\"attributes\":{\"a\":{\"b\":\"x\\u0000\"}}}|#/attributes/a/b",
                "{\"attributes\":{\"a\":\"\\ud800\"}}|#/attributes/a",
                "{\"attributes\":{\"a\":1e400}}|#/attributes/a",
                "{\"attributes\":{\"a\":9007199254740993}}|#/attributes/a",
                "{\"attributes\":{\"\":1}}|#/attributes",
                "{\"attributes\":{\"a\":[[[[[[[[1]]]]]]]]}}|#/attributes/a/0/0/0/0/0/0/0",
                "{\"permissions\":\"orders:read\"}|#/permissions",
                "{\"permissions\":[1]}|#/permissions/0",
                "{\"permissions\":null}|#/permissions",
                "{\"idleTtlSeconds\":\"60\"}|#/idleTtlSeconds",
                "{\"idleTtlSeconds\":0}|#/idleTtlSeconds",
                "{\"idleTtlSeconds\":1801}|#/idleTtlSeconds",
                "{\"expiresAt\":\"tomorrow\"}|#/expiresAt",
                "{\"expiresAt\":1}|#/expiresAt",
                "{\"expiresAt\":\"2100-01-01T00:00:00Z\"}|#/expiresAt",
                "{\"expiresAt\":\"2000-01-01T00:00:00Z\"}|#/expiresAt",
                "{\"state\":\"active\"}|#/state",
            })
    void whatCannotBeKeptIsRefusedWithItsPlace(String body, String pointer) throws Exception {
        HttpResponse<String> refused = send(body, MERGE_PATCH, "If-Match", "*");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(JSON.readTree(refused.body()).get("errors").findValuesAsText("pointer"))
                .contains(pointer);
        assertThat(attributes()).isEmpty();
    }

    @Test
    void attributesAreSmall() throws Exception {
        assertThat(send("{\"attributes\":{\"a\":\"" + "x".repeat(4000) + "\"}}", MERGE_PATCH, "If-Match", "*")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("{\"attributes\":{\"b\":\"" + "x".repeat(100) + "\"}}", MERGE_PATCH, "If-Match", "*")
                        .body())
                .contains("4096");
        patch("{\"attributes\":{\"a\":null}}");
        List<String> members = new ArrayList<>();
        for (int i = 0; i < 65; i++) {
            members.add("\"m" + i + "\":1");
        }
        assertThat(send("{\"attributes\":{\"deep\":{" + String.join(",", members) + "}}}", MERGE_PATCH, "If-Match", "*")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void changingNeedsThePermissionAndIsNotForTheSessionItself() throws Exception {
        server.account("reader@example.com", "sessions:read");
        String reader = Http.cookie(http.logIn("reader@example.com", TestServer.PASSWORD));
        for (String who : List.of(reader, cookie)) {
            assertThat(http.send(
                                    "PATCH",
                                    "/admin/v1/sessions/" + handle,
                                    "{}",
                                    "Cookie",
                                    who,
                                    "X-Requested-By",
                                    "test",
                                    "Content-Type",
                                    MERGE_PATCH,
                                    "If-Match",
                                    "*")
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(http.send("PATCH", "/v1/sessions/current", "{}", "Cookie", cookie, "X-Requested-By", "test")
                        .statusCode())
                .isEqualTo(405);
    }

    /** What a gateway hands to the services behind changes with the next verify. */
    @Test
    void narrowedPermissionsAreInTheNextToken() throws Exception {
        HttpResponse<String> before = verify();
        assertThat(scope(before)).isEqualTo("orders:read orders:write");
        SessionView narrowed = admin.change(admin.session(handle), SessionPatch.permissions(List.of("orders:read")));
        assertThat(narrowed.permissions()).containsExactly("orders:read");
        HttpResponse<String> after = http.get(
                "/v1/verify",
                "Cookie",
                cookie,
                "If-None-Match",
                before.headers().firstValue("ETag").orElseThrow());
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(scope(after)).isEqualTo("orders:read");
        assertThat(after.headers().firstValue("X-Session-Permissions")).hasValue("orders:read");
    }

    /** Also where the client presents a token that was made before. */
    @Test
    void aPresentedTokenIsHandedOnNoWiderThanItsSession() throws Exception {
        JsonNode login = JSON.readTree(
                http.logInForTokens("alice@example.com", TestServer.PASSWORD).body());
        String bearer = "Bearer " + login.get("accessToken").asText();
        UUID mobile = UUID.fromString(login.at("/session/handle").asText());
        assertThat(http.get("/v1/verify", "Authorization", bearer).headers().firstValue("Authorization"))
                .hasValue(bearer);
        Instant sooner = Instant.now().plusSeconds(100);
        admin.change(admin.session(mobile), new SessionPatch(null, List.of("orders:read"), null, sooner));
        HttpResponse<String> after = http.get("/v1/verify", "Authorization", bearer);
        assertThat(scope(after)).isEqualTo("orders:read");
        assertThat(claims(after).get("exp").asLong()).isLessThanOrEqualTo(sooner.getEpochSecond());
        assertThat(claims(after).get("jti")).isEqualTo(claims(bearer).get("jti"));
        http.postForm(
                "/oauth2/token",
                "grant_type=refresh_token&refresh_token="
                        + login.get("refreshToken").asText());
        HttpResponse<String> older = http.get("/v1/verify", "Authorization", bearer);
        assertThat(scope(older)).isEqualTo("orders:read");
        assertThat(claims(older).get("jti")).isEqualTo(claims(bearer).get("jti"));
    }

    @Test
    void permissionsAreNeverWiderThanTheAccounts() throws Exception {
        HttpResponse<String> refused =
                send("{\"permissions\":[\"orders:read\",\"payments:write\"]}", MERGE_PATCH, "If-Match", "*");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("payments:write");
        patch("{\"permissions\":[]}");
        assertThat(admin.session(handle).permissions()).isEmpty();
        patch("{\"permissions\":[\"orders:write\"]}"); // back, within what the account has
        assertThat(admin.session(handle).permissions()).containsExactly("orders:write");
    }

    /** Nobody gives what they do not hold. */
    @Test
    void anOperatorGivesNoPermissionOfOursThatTheyLack() throws Exception {
        server.account("operator@example.com", "sessions:read", "sessions:revoke");
        SessionView target = server.admin().current();
        SessionView narrowed = admin.change(target, SessionPatch.permissions(List.of("sessions:read")));
        PortcullisClient lesser = server.loggedIn("operator@example.com");
        org.assertj.core.api.Assertions.assertThatThrownBy(() ->
                        lesser.change(narrowed, SessionPatch.permissions(List.of("sessions:read", "accounts:write"))))
                .hasMessageContaining("accounts:write");
    }

    @Test
    void aShorterLimitHoldsAtOnceAndItsTokenEndsWithIt() throws Exception {
        Instant sooner = Instant.now().plusSeconds(100).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        SessionView changed = admin.change(admin.session(handle), new SessionPatch(null, null, 60L, sooner));
        assertThat(changed.expiresAt()).isEqualTo(sooner);
        assertThat(changed.idleTtlSeconds()).isEqualTo(60);
        assertThat(changed.idleExpiresAt()).isEqualTo(changed.lastSeenAt().plusSeconds(60));
        assertThat(changed.tokens().access().expiresAt()).isEqualTo(sooner);
        assertThat(changed.tokens().refresh().expiresAt()).isEqualTo(sooner);
        assertThat(claims(verify()).get("exp").asLong()).isEqualTo(sooner.getEpochSecond());
    }

    @Test
    void anIdleLimitThatHasPassedAlreadyEndsTheSessionNow() throws Exception {
        server.age(
                "" + handle, "last_seen_at = now() - interval '10 min', idle_expires_at = now() + interval '20 min'");
        Instant before = Instant.now().minus(Duration.ofSeconds(5));
        SessionView ended = admin.change(admin.session(handle), new SessionPatch(null, null, 60L, null));
        assertThat(ended.endReason()).isEqualTo(dev.portcullis.api.EndReason.IDLE);
        assertThat(ended.endedAt()).isAfter(before);
        assertThat(verify().statusCode()).isEqualTo(401);
    }

    @Test
    void whatHasEndedIsNotChanged() throws Exception {
        admin.revoke(List.of(handle), "test");
        assertThat(send("{\"attributes\":{\"a\":1}}", MERGE_PATCH, "If-Match", "*")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void theChangeIsRecordedWithWhoAndWhat() throws Exception {
        admin.change(admin.session(handle), SessionPatch.attributes(Map.of("secretive", "value")));
        admin.change(admin.session(handle), SessionPatch.attributes(Map.of("secretive", "value"))); // changes nothing
        assertThat(server.isTrue("select count(*) = 1 and bool_and(actor = '" + TestServer.ADMIN
                        + "' and detail = '{\"attributes\":[\"secretive\"]}'::jsonb)"
                        + " from event where type = 'session.changed' and session_handle = '" + handle + "'"))
                .isTrue();
    }

    private void patch(String body) throws Exception {
        HttpResponse<String> response = send(body, MERGE_PATCH, "If-Match", "*");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private HttpResponse<String> send(String body, String contentType, String... headers) throws Exception {
        List<String> all =
                new ArrayList<>(List.of("Cookie", operator, "X-Requested-By", "test", "Content-Type", contentType));
        all.addAll(List.of(headers));
        return http.send("PATCH", "/admin/v1/sessions/" + handle, body, all.toArray(String[]::new));
    }

    private JsonNode attributes() throws Exception {
        return JSON.readTree(http.get("/v1/sessions/current", "Cookie", cookie).body())
                .get("attributes");
    }

    private HttpResponse<String> verify() throws Exception {
        return http.get("/v1/verify", "Cookie", cookie);
    }

    private static String scope(HttpResponse<String> verified) throws Exception {
        return claims(verified).get("scope").asText();
    }

    private static JsonNode claims(HttpResponse<String> verified) throws Exception {
        return claims(verified.headers().firstValue("Authorization").orElseThrow());
    }

    private static JsonNode claims(String bearer) throws Exception {
        return JSON.readTree(new String(Base64.getUrlDecoder().decode(bearer.split("\\.")[1]), StandardCharsets.UTF_8));
    }
}
