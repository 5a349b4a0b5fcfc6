package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.NewAccount;
import dev.portcullis.api.StepUpRequest;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.session.Policy;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What needs a user who has shown not long ago who they are, and how they show it again. ASVS 7.5.1, 7.5.3; RFC 9470. */
class StepUpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STEP_UP = "/v1/sessions/current/authentication";
    private static final String PROOF = "{\"password\":\"" + TestServer.ADMIN_PASSWORD + "\"}";

    private final TestServer server = TestServer.start();
    private final Http http = new Http(server.uri());
    private String admin = "";

    @BeforeEach
    void logIn() throws Exception {
        server.account("alice@example.com", "orders:read");
        admin = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** RFC 9470 §3. */
    @Test
    void whatIsSensitiveIsRefusedWhenTheLoginIsTooLongAgo() throws Exception {
        tooLongAgo();
        HttpResponse<String> refused = addAccount(admin, "bob@example.com");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer error=\"insufficient_user_authentication\", max_age=900");
        JsonNode problem = JSON.readTree(refused.body());
        assertThat(problem.get("type").asText()).isEqualTo("urn:portcullis:problem:step-up-required");
        assertThat(problem.get("maxAge").asLong()).isEqualTo(900);
        String id = JSON.readTree(as(admin, "GET", "/v1/account", "").body())
                .get("id")
                .asText();
        for (String[] sensitive : new String[][] {
            {"PUT", "/admin/v1/accounts/" + id + "/password", "{\"password\":\"x\"}"},
            {"DELETE", "/admin/v1/accounts/" + id + "/totp", ""},
            {"PUT", "/v1/account/password", "{\"current\":\"x\",\"new\":\"y\"}"},
            {"POST", "/v1/account/totp", ""},
            {"POST", "/v1/account/totp/confirmation", "{\"code\":\"123456\"}"},
            {"POST", "/v1/account/totp/recovery-codes", ""},
            {"DELETE", "/v1/account/totp", ""},
        }) {
            assertThat(type(as(admin, sensitive[0], sensitive[1], sensitive[2])))
                    .as("%s %s", sensitive[0], sensitive[1])
                    .isEqualTo("step-up-required");
        }
        for (String reading : new String[] {"/admin/v1/sessions", "/admin/v1/stats", "/v1/account"}) {
            assertThat(as(admin, "GET", reading, "").statusCode()).as(reading).isEqualTo(200);
        }
    }

    /** It changes nothing, and the console asks it while somebody still types. */
    @Test
    void whatAPolicyWouldDoIsToldWithoutAFreshLoginAndSavingItIsSensitive() throws Exception {
        tooLongAgo();
        HttpResponse<String> now = as(admin, "GET", "/admin/v1/policy", "");
        String policy = JSON.readTree(now.body()).get("policy").toString();
        String etag = now.headers().firstValue("ETag").orElseThrow();
        assertThat(policy(etag, "{\"policy\":" + policy + ",\"dryRun\":true}").statusCode())
                .isEqualTo(200);
        assertThat(type(policy(etag, "{\"policy\":" + policy + "}"))).isEqualTo("step-up-required");
    }

    private HttpResponse<String> policy(String etag, String body) throws Exception {
        return http.send(
                "PUT",
                "/admin/v1/policy",
                body,
                "Cookie",
                admin,
                "X-Requested-By",
                "test",
                "Content-Type",
                "application/json",
                "If-Match",
                etag);
    }

    @Test
    void endingMoreThanAFewSessionsIsSensitive() throws Exception {
        tooLongAgo();
        int bulk = Policy.StepUp.DEFAULT.bulk();
        assertThat(revoke(bulk).statusCode()).isEqualTo(201);
        assertThat(type(revoke(bulk + 1))).isEqualTo("step-up-required");
        admin = Http.cookie(as(admin, "POST", STEP_UP, PROOF));
        assertThat(revoke(bulk + 1).statusCode()).isEqualTo(201);
    }

    /** ASVS 7.2.4. */
    @Test
    void aNewProofGivesTheSameSessionANewCookieAndTheOldOneOpensNothing() throws Exception {
        tooLongAgo();
        JsonNode before =
                JSON.readTree(as(admin, "GET", "/v1/sessions/current", "").body());
        String phantom = as(admin, "GET", "/v1/verify", "")
                .headers()
                .firstValue("Authorization")
                .orElseThrow();
        HttpResponse<String> proven = as(admin, "POST", STEP_UP, PROOF);
        assertThat(proven.statusCode()).isEqualTo(200);
        JsonNode after = JSON.readTree(proven.body()).get("session");
        String fresh = Http.cookie(proven);
        assertThat(fresh).isNotEqualTo(admin);
        assertThat(after.get("handle")).isEqualTo(before.get("handle"));
        assertThat(after.get("version").asLong())
                .isEqualTo(before.get("version").asLong() + 1);
        assertThat(after.get("expiresAt")).as("the absolute limit stays").isEqualTo(before.get("expiresAt"));
        assertThat(after.get("authenticatedAt").asText())
                .isGreaterThan(before.get("authenticatedAt").asText());
        assertThat(type(http.get("/v1/verify", "Cookie", admin))).isEqualTo("session-missing");
        assertThat(addAccount(fresh, "bob@example.com").statusCode()).isEqualTo(201);
        assertThat(as(fresh, "GET", "/v1/verify", "").headers().firstValue("Authorization"))
                .as("what services see says when")
                .isNotEqualTo(java.util.Optional.of(phantom));
        assertThat(server.isTrue(
                        "select exists (select from event where type = 'session.changed' and session_handle = '"
                                + after.get("handle").asText() + "')"))
                .isTrue();
    }

    @Test
    void aSessionWithTokensGetsNewOnesAndTheOldRefreshTokenIsSpent() throws Exception {
        JsonNode login = JSON.readTree(
                http.logInForTokens(TestServer.ADMIN, TestServer.ADMIN_PASSWORD).body());
        String first = login.get("refreshToken").asText();
        JsonNode second = JSON.readTree(refresh(first).body());
        String bearer = "Bearer " + second.get("access_token").asText();
        String old = second.get("refresh_token").asText();
        server.sql("update session set authenticated_at = authenticated_at - interval '1 hour'");
        HttpResponse<String> proven = http.postJson(STEP_UP, PROOF, "Authorization", bearer);
        assertThat(proven.statusCode()).isEqualTo(200);
        JsonNode tokens = JSON.readTree(proven.body());
        JsonNode claims = JSON.readTree(
                Base64.getUrlDecoder().decode(tokens.get("accessToken").asText().split("\\.")[1]));
        assertThat(claims.get("auth_time").asLong())
                .isCloseTo(java.time.Instant.now().getEpochSecond(), org.assertj.core.data.Offset.offset(30L));
        assertThat(http.get("/v1/sessions/current", "Authorization", bearer).statusCode())
                .as("the access token of before")
                .isEqualTo(401);
        assertThat(http.get(
                                "/v1/sessions/current",
                                "Authorization",
                                "Bearer " + tokens.get("accessToken").asText())
                        .statusCode())
                .isEqualTo(200);
        assertThat(refresh(first).statusCode())
                .as("the one before it, whose successor has ended")
                .isEqualTo(400);
        assertThat(refresh(old).statusCode())
                .as("within the grace window it is no theft, and opens nothing")
                .isEqualTo(400);
        HttpResponse<String> rotated = refresh(tokens.get("refreshToken").asText());
        assertThat(rotated.statusCode()).isEqualTo(200);
        server.sql("update refresh_token set spent_at = spent_at - interval '1 minute'");
        assertThat(refresh(old).statusCode()).isEqualTo(400);
        assertThat(refresh(JSON.readTree(rotated.body()).get("refresh_token").asText())
                        .statusCode())
                .as("after it, it is in two hands, and the session has ended")
                .isEqualTo(400);
        assertThat(server.isTrue("select end_reason = 'reuse' from session where handle = '"
                        + tokens.get("session").get("handle").asText() + "'"))
                .isTrue();
    }

    /** ASVS 7.2.4: a token's times are whole seconds, and no excuse. */
    @Test
    void anAccessTokenOfTheSameSecondEndsWithANewProofAndOneOfBeforeARefreshDoesNot() throws Exception {
        JsonNode login = JSON.readTree(
                http.logInForTokens(TestServer.ADMIN, TestServer.ADMIN_PASSWORD).body());
        String first = "Bearer " + login.get("accessToken").asText();
        JsonNode second =
                JSON.readTree(refresh(login.get("refreshToken").asText()).body());
        assertThat(http.get("/v1/sessions/current", "Authorization", first).statusCode())
                .as("an ordinary refresh")
                .isEqualTo(200);
        inTheFirstHalfOfASecond();
        JsonNode third =
                JSON.readTree(refresh(second.get("refresh_token").asText()).body());
        String bearer = "Bearer " + third.get("access_token").asText();
        HttpResponse<String> proven = http.postJson(STEP_UP, PROOF, "Authorization", bearer);
        JsonNode tokens = JSON.readTree(proven.body());
        for (String old : List.of(first, bearer)) {
            assertThat(http.get("/v1/sessions/current", "Authorization", old).statusCode())
                    .isEqualTo(401);
        }
        JsonNode next =
                JSON.readTree(refresh(tokens.get("refreshToken").asText()).body());
        for (String held : List.of(
                tokens.get("accessToken").asText(), next.get("access_token").asText())) {
            assertThat(http.get("/v1/sessions/current", "Authorization", "Bearer " + held)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static HttpResponse<String> of(int status, List<HttpResponse<String>> answers) {
        return answers.stream()
                .filter(answer -> answer.statusCode() == status)
                .findFirst()
                .orElseThrow(() -> new AssertionError("none is " + status));
    }

    private static void inTheFirstHalfOfASecond() {
        await().pollInterval(java.time.Duration.ofMillis(20))
                .until(() -> java.time.Instant.now().toEpochMilli() % 1000 < 500);
    }

    @Test
    void aChangeOfThePasswordGivesASessionWithTokensNewOnesAndMakesNoLoginFresh() throws Exception {
        String email = "alice@example.com";
        JsonNode login =
                JSON.readTree(http.logInForTokens(email, TestServer.PASSWORD).body());
        String bearer = "Bearer " + login.get("accessToken").asText();
        HttpResponse<String> changed = http.send(
                "PUT",
                "/v1/account/password",
                "{\"current\":\"%s\",\"new\":\"an entirely different secret phrase\"}".formatted(TestServer.PASSWORD),
                "Authorization",
                bearer,
                "Content-Type",
                "application/json");
        assertThat(changed.statusCode()).isEqualTo(200);
        JsonNode tokens = JSON.readTree(changed.body());
        assertThat(tokens.at("/session/authenticatedAt"))
                .as("the password is not all that there may be to show")
                .isEqualTo(login.at("/session/authenticatedAt"));
        assertThat(http.get("/v1/sessions/current", "Authorization", bearer).statusCode())
                .isEqualTo(401);
        assertThat(refresh(login.get("refreshToken").asText()).statusCode()).isEqualTo(400);
        assertThat(refresh(tokens.get("refreshToken").asText()).statusCode()).isEqualTo(200);
    }

    @Test
    void ofTwoProofsAtOnceOneRenewsTheSessionAndTheOtherIsToldSo() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection holder = server.connection();
                Statement sql = holder.createStatement()) {
            holder.setAutoCommit(false);
            sql.execute("select from session for update");
            List<Future<HttpResponse<String>>> proofs = Stream.generate(
                            () -> threads.submit(() -> as(admin, "POST", STEP_UP, PROOF)))
                    .limit(2)
                    .toList();
            await().until(() -> server.isTrue("select count(*) = 2 from pg_stat_activity"
                    + " where wait_event_type = 'Lock' and datname = current_database()"));
            holder.rollback();
            List<HttpResponse<String>> answers =
                    List.of(proofs.get(0).get(), proofs.get(1).get());
            HttpResponse<String> won = of(200, answers);
            HttpResponse<String> late = of(409, answers);
            assertThat(type(late)).isEqualTo("conflict");
            assertThat(late.headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(http.get("/v1/verify", "Cookie", Http.cookie(won)).statusCode())
                    .as("whichever answer comes last, the browser has the cookie that counts")
                    .isEqualTo(200);
        }
    }

    @Test
    void aWrongProofChangesNothingAndIsCountedAsAGuess() throws Exception {
        HttpResponse<String> refused = as(admin, "POST", STEP_UP, "{\"password\":\"wrong wrong wrong\"}");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(type(refused)).isEqualTo("invalid-credentials");
        assertThat(as(admin, "GET", "/v1/sessions/current", "").statusCode()).isEqualTo(200);
        for (int i = 1; i < Policy.Guessing.DEFAULT.perAccount(); i++) {
            as(admin, "POST", STEP_UP, "{\"password\":\"wrong wrong wrong\"}");
        }
        HttpResponse<String> throttled = as(admin, "POST", STEP_UP, PROOF);
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void aProofOfSomebodyElseIsNone() throws Exception {
        assertThat(as(admin, "POST", STEP_UP, "{\"password\":\"" + TestServer.PASSWORD + "\"}")
                        .statusCode())
                .isEqualTo(401);
        assertThat(http.postJson(STEP_UP, PROOF).statusCode()).isEqualTo(401);
        assertThat(http.postJson(STEP_UP, PROOF, "Cookie", admin).statusCode())
                .as("a foreign page could send it")
                .isEqualTo(403);
    }

    /** ASVS 6.2.3, 7.4.3. */
    @Test
    void whoeverChangesTheirPasswordGivesTheOldOneAndMayEndTheOtherSessions() throws Exception {
        String mine = Http.cookie(http.logIn("alice@example.com", TestServer.PASSWORD));
        String other = Http.cookie(http.logIn("alice@example.com", TestServer.PASSWORD));
        String next = "an entirely different secret phrase";
        assertThat(type(changePassword(mine, "wrong wrong wrong", next, false))).isEqualTo("invalid-credentials");
        HttpResponse<String> changed = changePassword(mine, TestServer.PASSWORD, next, false);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(type(http.get("/v1/verify", "Cookie", mine)))
                .as("a new cookie after a proof (ASVS 7.2.4)")
                .isEqualTo("session-missing");
        mine = Http.cookie(changed);
        assertThat(http.get("/v1/verify", "Cookie", other).statusCode()).isEqualTo(200);
        changed = changePassword(mine, next, "one more phrase that nobody knows", true);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(http.get("/v1/verify", "Cookie", other).statusCode()).isEqualTo(401);
        assertThat(http.get("/v1/verify", "Cookie", Http.cookie(changed)).statusCode())
                .isEqualTo(200);
        assertThat(http.logIn("alice@example.com", TestServer.PASSWORD).statusCode())
                .isEqualTo(401);
        assertThat(http.logIn("alice@example.com", "one more phrase that nobody knows")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void theClientAsksItsUserAndGoesOn() {
        try (PortcullisClient client = server.client()) {
            client.logIn(new LoginRequest(TestServer.ADMIN, TestServer.ADMIN_PASSWORD, null));
            tooLongAgo();
            NewAccount bob = new NewAccount("bob@example.com", "Bob", TestServer.PASSWORD, List.of());
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                    ClientException.Refused.class, () -> client.createAccount(bob))
                            .problem()
                            .type())
                    .isEqualTo("urn:portcullis:problem:step-up-required");
            AtomicInteger asked = new AtomicInteger();
            client.onProofWanted(_ -> {
                asked.incrementAndGet();
                client.stepUp(new StepUpRequest(TestServer.ADMIN_PASSWORD, null, null));
                return true;
            });
            assertThat(client.createAccount(bob).email()).isEqualTo("bob@example.com");
            assertThat(asked).hasValue(1);
        }
    }

    private void tooLongAgo() {
        server.sql("update session set authenticated_at = authenticated_at - interval '901 seconds'");
    }

    private HttpResponse<String> revoke(int handles) throws Exception {
        String list = IntStream.range(0, handles)
                .mapToObj(_ -> "\"" + UUID.randomUUID() + "\"")
                .collect(Collectors.joining(","));
        return as(admin, "POST", "/admin/v1/revocations", "{\"handles\":[" + list + "],\"reason\":\"why not\"}");
    }

    private HttpResponse<String> addAccount(String who, String email) throws Exception {
        return as(
                who,
                "POST",
                "/admin/v1/accounts",
                "{\"email\":\"" + email + "\",\"password\":\"" + TestServer.PASSWORD + "\"}");
    }

    private HttpResponse<String> changePassword(String who, String current, String next, boolean endOthers)
            throws Exception {
        return as(
                who,
                "PUT",
                "/v1/account/password",
                "{\"current\":\"%s\",\"new\":\"%s\"%s}"
                        .formatted(current, next, endOthers ? ",\"endOthers\":true" : ""));
    }

    private HttpResponse<String> refresh(String token) throws Exception {
        return http.postForm("/oauth2/token", "grant_type=refresh_token&refresh_token=" + token);
    }

    private HttpResponse<String> as(String who, String method, String path, String body) throws Exception {
        return http.send(
                method,
                path,
                body,
                Stream.of("Cookie", who, "X-Requested-By", "test", "Content-Type", "application/json")
                        .toArray(String[]::new));
    }

    private static String type(HttpResponse<String> problem) throws Exception {
        return JSON.readTree(problem.body()).get("type").asText().replace("urn:portcullis:problem:", "");
    }
}
