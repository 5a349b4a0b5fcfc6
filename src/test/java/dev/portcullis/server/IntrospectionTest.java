package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.session.Policy;
import dev.portcullis.support.Authenticator;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import dev.portcullis.support.TestService;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Token introspection (RFC 7662): active means signature, time, and a session or client that lives. */
class IntrospectionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static TestServer server;
    private static Http http;
    private static TestService inspector;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start();
        server.account("alice@example.com", "orders:read", "orders:write");
        http = new Http(server.uri());
        inspector = TestService.inspector(server, "orders");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** RFC 7662 §2.2. */
    @Test
    void ofAnActiveAccessTokenItSaysWhoseItIsAndWhatItIsGoodFor() throws Exception {
        JsonNode login = logIn();
        JsonNode said = inspector.introspect(login.get("accessToken").asText());
        assertThat(said.get("active").asBoolean()).isTrue();
        assertThat(said.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(said.get("scope").asText()).isEqualTo("orders:read orders:write");
        assertThat(said.get("username").asText()).isEqualTo("alice@example.com");
        assertThat(said.get("sub")).isEqualTo(login.at("/session/account/id"));
        assertThat(said.get("sid")).isEqualTo(login.at("/session/handle"));
        assertThat(said.get("jti")).isEqualTo(login.at("/session/tokens/access/jti"));
        assertThat(said.get("client_id").asText()).isEqualTo("portcullis");
        assertThat(said.get("iss").asText()).isEqualTo(server.uri().toString());
        assertThat(said.at("/aud/0").asText()).isEqualTo(server.uri().toString());
        assertThat(said.get("exp").asLong() - said.get("iat").asLong()).isEqualTo(300);
        assertThat(said.get("auth_time").asLong())
                .isBetween(said.get("iat").asLong() - 1, said.get("iat").asLong() + 1);
    }

    /** Whoever keeps the answer may do so until it expires (RFC 7662 §4). */
    @Test
    void itExpiresNoLaterThanItsSession() throws Exception {
        JsonNode login = logIn();
        server.age(login.at("/session/handle").asText(), "expires_at = now() + interval '30 s'");
        JsonNode said = inspector.introspect(login.get("accessToken").asText());
        assertThat(said.get("exp").asLong())
                .isLessThanOrEqualTo(java.time.Instant.now().getEpochSecond() + 31);
    }

    /** RFC 7662 §2.2, §4: what it says holds now, and is kept by nobody. */
    @Test
    void whatItSaysIsNotToBeCached() throws Exception {
        HttpResponse<String> said = http.postForm(
                "/oauth2/introspect",
                "token=" + logIn().get("accessToken").asText(),
                "Authorization",
                inspector.basic());
        assertThat(said.statusCode()).isEqualTo(200);
        assertThat(said.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void ofAClientsTokenItNamesTheClientAndNoSession() throws Exception {
        TestService service = TestService.register(server, "billing", false, "orders:read");
        String token = service.token();
        JsonNode said = inspector.introspect(token);
        assertThat(said.get("active").asBoolean()).isTrue();
        assertThat(said.get("sub").asText()).isEqualTo(service.id());
        assertThat(said.get("client_id").asText()).isEqualTo(service.id());
        assertThat(said.has("sid")).isFalse();
        assertThat(said.has("username")).isFalse();
        server.sql("update oauth_client set enabled = false where id = '" + service.id() + "'");
        assertInactive(inspector.introspect(token));
    }

    /** ASVS 7.4.1: ending stops self-contained tokens too. */
    @Test
    void ofAnEndedSessionsTokensItSaysThatTheyAreInactiveAndNothingElse() throws Exception {
        JsonNode login = logIn();
        try (var admin = server.admin()) {
            admin.revoke(
                    java.util.List.of(
                            UUID.fromString(login.at("/session/handle").asText())),
                    "test");
        }
        assertInactive(inspector.introspect(login.get("accessToken").asText()));
        assertInactive(inspector.introspect(login.get("refreshToken").asText()));
    }

    @Test
    void aTokenOfASessionWhoseTimeHasPassedIsInactive() throws Exception {
        JsonNode idle = logIn();
        server.age(idle.at("/session/handle").asText(), "idle_expires_at = now() - interval '1 s'");
        assertInactive(inspector.introspect(idle.get("accessToken").asText()));
        JsonNode disabled = logIn();
        server.account("gone@example.com");
        JsonNode gone = JSON.readTree(
                http.logInForTokens("gone@example.com", TestServer.PASSWORD).body());
        server.sql("update account set enabled = false where email = 'gone@example.com'");
        assertInactive(inspector.introspect(gone.get("accessToken").asText()));
        assertThat(inspector
                        .introspect(disabled.get("accessToken").asText())
                        .get("active")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void ofTheCurrentRefreshTokenItSaysSoAndOfASpentOneThatItIsInactive() throws Exception {
        JsonNode login = logIn();
        String first = login.get("refreshToken").asText();
        JsonNode said = inspector.introspect(first);
        assertThat(said.get("active").asBoolean()).isTrue();
        assertThat(said.get("token_type").asText()).isEqualTo("refresh_token");
        assertThat(said.get("sid")).isEqualTo(login.at("/session/handle"));
        assertThat(said.has("aud")).isFalse();
        String second = JSON.readTree(http.postForm("/oauth2/token", "grant_type=refresh_token&refresh_token=" + first)
                        .body())
                .get("refresh_token")
                .asText();
        assertInactive(inspector.introspect(first));
        assertThat(inspector.introspect(second).get("active").asBoolean()).isTrue();
    }

    @Test
    void toAskAboutASpentRefreshTokenIsNoReuse() throws Exception {
        JsonNode login = logIn();
        String first = login.get("refreshToken").asText();
        String second = JSON.readTree(http.postForm("/oauth2/token", "grant_type=refresh_token&refresh_token=" + first)
                        .body())
                .get("refresh_token")
                .asText();
        server.sql("update refresh_token set spent_at = spent_at - interval '1 h' where session_handle = '"
                + login.at("/session/handle").asText() + "'  and generation = 1");
        assertInactive(inspector.introspect(first));
        assertThat(inspector.introspect(second).get("active").asBoolean()).isTrue();
    }

    /** RFC 9470 §6.2: a resource server that wants more than Portcullis does can judge for itself, by introspection or by the token. */
    @Test
    void itSaysHowWellTheUserHasShownWhoTheyAreAndSoDoesTheToken() throws Exception {
        JsonNode login = logIn();
        String token = login.get("accessToken").asText();
        JsonNode said = inspector.introspect(token);
        assertThat(said.get("acr").asText()).isEqualTo("urn:portcullis:acr:one-factor");
        assertThat(said.get("amr").toString()).isEqualTo("[\"pwd\"]");
        assertThat(claims(token).get("acr")).isEqualTo(said.get("acr"));
        String proven = withSecondFactor("acr@example.com").get("accessToken").asText();
        said = inspector.introspect(proven);
        assertThat(said.get("acr").asText()).isEqualTo("urn:portcullis:acr:two-factors");
        assertThat(said.get("amr").toString()).isEqualTo("[\"pwd\",\"otp\"]");
        assertThat(claims(proven).get("acr")).isEqualTo(said.get("acr"));
        JsonNode metadata = JSON.readTree(
                http.get("/.well-known/oauth-authorization-server").body());
        assertThat(metadata.get("acr_values_supported").toString())
                .contains(said.get("acr").toString());
    }

    /** What a gateway was given before its user proved more lives on, and says no more than it did. */
    @Test
    void aTokenIsWorthNoMoreAfterItsSessionHasProvenMore() throws Exception {
        server.account("later@example.com", "orders:read");
        String cookie = Http.cookie(http.logIn("later@example.com", TestServer.PASSWORD));
        String phantom = http.get("/v1/verify", "Cookie", cookie)
                .headers()
                .firstValue("Authorization")
                .orElseThrow();
        String[] as = {"Cookie", cookie, "X-Requested-By", "test"};
        String secret = JSON.readTree(
                        http.send("POST", "/v1/account/totp", "", as).body())
                .get("secret")
                .asText();
        HttpResponse<String> confirmed = http.postJson(
                "/v1/account/totp/confirmation",
                "{\"code\":\"" + Authenticator.of(secret).code() + "\"}",
                as);
        JsonNode said = inspector.introspect(phantom.substring("Bearer ".length()));
        assertThat(said.get("active").asBoolean()).isTrue();
        assertThat(said.get("acr").asText()).isEqualTo("urn:portcullis:acr:one-factor");
        String fresh = http.get("/v1/verify", "Cookie", Http.cookie(confirmed))
                .headers()
                .firstValue("Authorization")
                .orElseThrow();
        assertThat(inspector
                        .introspect(fresh.substring("Bearer ".length()))
                        .get("acr")
                        .asText())
                .isEqualTo("urn:portcullis:acr:two-factors");
    }

    /** ASVS 6.3.3: no way round the policy. */
    @Test
    void aSessionThatLacksTheSecondFactorWhichItsRoleRequiresIsAsInactiveAsAGatewayFindsIt() throws Exception {
        server.account("auditor@example.com", "orders:read");
        server.sql("update account set roles = '{auditor}' where email = 'auditor@example.com'");
        JsonNode login = JSON.readTree(
                http.logInForTokens("auditor@example.com", TestServer.PASSWORD).body());
        String token = login.get("accessToken").asText();
        assertThat(inspector.introspect(token).get("active").asBoolean()).isTrue();
        requireSecondFactor(false, Set.of("auditor"));
        try {
            assertThat(http.get("/v1/verify", "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(403);
            assertInactive(inspector.introspect(token));
            assertInactive(inspector.introspect(login.get("refreshToken").asText()));
            JsonNode other = logIn();
            assertThat(inspector
                            .introspect(other.get("accessToken").asText())
                            .get("active")
                            .asBoolean())
                    .isTrue();
        } finally {
            requireSecondFactor(false, Set.of());
        }
        assertThat(inspector.introspect(token).get("active").asBoolean())
                .as("it has not ended")
                .isTrue();
    }

    @Test
    void anOperatorsSessionThatLacksTheSecondFactorWhichOperatorsNeedIsActiveWithoutWhatOnlyOperatorsMay()
            throws Exception {
        server.account("operator@example.com", "orders:read", "sessions:read");
        JsonNode login = JSON.readTree(
                http.logInForTokens("operator@example.com", TestServer.PASSWORD).body());
        String proven = withSecondFactor("both@example.com", "orders:read", "sessions:read")
                .get("accessToken")
                .asText();
        requireSecondFactor(true, Set.of());
        try {
            for (String token : List.of(
                    login.get("accessToken").asText(), login.get("refreshToken").asText())) {
                JsonNode said = inspector.introspect(token);
                assertThat(said.get("active").asBoolean()).isTrue();
                assertThat(said.get("scope").asText()).isEqualTo("orders:read");
            }
            assertThat(inspector.introspect(proven).get("scope").asText()).isEqualTo("orders:read sessions:read");
        } finally {
            requireSecondFactor(false, Set.of());
        }
    }

    /** A session with tokens whose user has set up an authenticator app within it. */
    private static JsonNode withSecondFactor(String email, String... permissions) throws Exception {
        server.account(email, permissions);
        String bearer = "Bearer "
                + JSON.readTree(http.logInForTokens(email, TestServer.PASSWORD).body())
                        .get("accessToken")
                        .asText();
        String secret = JSON.readTree(http.send("POST", "/v1/account/totp", "", "Authorization", bearer)
                        .body())
                .get("secret")
                .asText();
        return JSON.readTree(http.postJson(
                        "/v1/account/totp/confirmation",
                        "{\"code\":\"" + Authenticator.of(secret).code() + "\"}",
                        "Authorization",
                        bearer)
                .body());
    }

    private static void requireSecondFactor(boolean operators, Set<String> roles) {
        server.policy(policy -> new Policy(
                policy.version(),
                policy.lifetime(),
                policy.roles(),
                policy.quota(),
                new Policy.SecondFactor(operators, roles),
                policy.stepUp(),
                policy.guessing(),
                policy.networks()));
    }

    private static JsonNode claims(String token) throws Exception {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    @Test
    void toAskIsNoUseOfTheSession() throws Exception {
        JsonNode login = logIn();
        String handle = login.at("/session/handle").asText();
        server.age(handle, "last_seen_at = now() - interval '29 min 55 s', idle_expires_at = now() + interval '5 s'");
        inspector.introspect(login.get("accessToken").asText());
        assertThat(server.isTrue(
                        "select last_seen_at < now() - interval '29 min' from session where handle = '" + handle + "'"))
                .isTrue();
    }

    @Test
    void whatTheSessionLostTheTokenHasLostAsWell() throws Exception {
        JsonNode login = logIn();
        server.age(login.at("/session/handle").asText(), "permissions = '{orders:read}'");
        assertThat(inspector
                        .introspect(login.get("accessToken").asText())
                        .get("scope")
                        .asText())
                .isEqualTo("orders:read");
    }

    @Test
    void whatIsNoTokenIsInactive() throws Exception {
        for (String token : new String[] {"nonsense", "a.b.c", "..", "%00", "x".repeat(8_000)}) {
            assertInactive(inspector.introspect(token));
        }
    }

    /** RFC 7662 §2.1, §2.3. */
    @Test
    void whoAsksMustBeAClientThatMay() throws Exception {
        String token = "token=" + logIn().get("accessToken").asText();
        TestService mayNot = TestService.register(server, "curious", false, "orders:read");
        assertRefused(http.postForm("/oauth2/introspect", token));
        assertRefused(http.postForm("/oauth2/introspect", token, "Authorization", mayNot.basic()));
        assertRefused(http.postForm(
                "/oauth2/introspect",
                token,
                "Authorization",
                inspector.withSecret(mayNot.secret()).basic()));
    }

    @Test
    void theAnswerIsNotKept() throws Exception {
        HttpResponse<String> answer =
                http.postForm("/oauth2/introspect", "token=x", "Authorization", inspector.basic());
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(http.postForm("/oauth2/introspect", "", "Authorization", inspector.basic())
                        .statusCode())
                .isEqualTo(400);
    }

    private static JsonNode logIn() throws Exception {
        return JSON.readTree(
                http.logInForTokens("alice@example.com", TestServer.PASSWORD).body());
    }

    private static void assertInactive(JsonNode said) {
        assertThat(said.toString()).isEqualTo("{\"active\":false}");
    }

    private static void assertRefused(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic ");
        assertThat(JSON.readTree(answer.body()).get("error").asText()).isEqualTo("invalid_client");
    }
}
