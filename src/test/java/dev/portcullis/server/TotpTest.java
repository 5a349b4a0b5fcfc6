package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.account.Totp;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.Permission;
import dev.portcullis.api.StepUpRequest;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.session.Policy;
import dev.portcullis.support.Authenticator;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The second factor: an authenticator app, and the recovery codes for who has lost it. ASVS 6.3.3, RFC 6238. */
class TotpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALICE = "alice@example.com";

    private final TestServer server = TestServer.start();
    private final Http http = new Http(server.uri());
    private String cookie = "";
    private String confirmedBy = "";

    @BeforeEach
    void logIn() throws Exception {
        server.account(ALICE, Permission.SESSIONS_READ, "orders:read");
        cookie = Http.cookie(http.logIn(ALICE, TestServer.PASSWORD));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** RFC 6238 appendix B, SHA-1; its codes have eight digits, ours are the last six of them. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void theCodesAreThoseOfTheStandard(long epochSecond, String eightDigits) {
        byte[] secret = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
        assertThat(Totp.code(secret, Totp.step(Instant.ofEpochSecond(epochSecond))))
                .isEqualTo(eightDigits.substring(2));
        assertThat(new Authenticator(secret).codeAt(epochSecond)).isEqualTo(eightDigits.substring(2));
    }

    @Test
    void aSecretCountsOnceTheAppHasShownThatItKnowsIt() throws Exception {
        JsonNode secret = json(own("POST", "/v1/account/totp", ""), 201);
        assertThat(secret.get("secret").asText()).matches("[A-Z2-7]{32}"); // 160 bits
        assertThat(secret.get("uri").asText())
                .isEqualTo("otpauth://totp/Portcullis:alice%40example.com?secret="
                        + secret.get("secret").asText() + "&issuer=Portcullis&algorithm=SHA1&digits=6&period=30");
        assertThat(http.logIn(ALICE, TestServer.PASSWORD).statusCode()).isEqualTo(201);
        assertThat(account().get("totp").asBoolean()).isFalse();
        Authenticator app = Authenticator.of(secret.get("secret").asText());
        assertThat(confirm(app.code(5)).statusCode()).isEqualTo(400);
        assertThat(json(confirm(app.code()), 200).get("recoveryCodes")).hasSize(10);
        assertThat(account().get("totp").asBoolean()).isTrue();
        assertThat(account().get("recoveryCodesLeft").asInt()).isEqualTo(10);
        HttpResponse<String> passwordAlone = http.logIn(ALICE, TestServer.PASSWORD);
        assertThat(passwordAlone.statusCode()).isEqualTo(401);
        assertThat(type(passwordAlone)).isEqualTo("second-factor-required");
        assertThat(type(http.logIn(ALICE, "wrong wrong wrong wrong"))).isEqualTo("invalid-credentials");
        assertThat(confirm(app.code()).statusCode())
                .as("nothing waits any more")
                .isEqualTo(409);
    }

    @Test
    void aLoginWithBothFactorsSaysSoInSessionAndToken() throws Exception {
        Authenticator app = enrol();
        forgetUse();
        JsonNode session = json(logIn("totp", app.code()), 201).get("session");
        assertThat(session.get("factors").toString()).isEqualTo("[\"pwd\",\"otp\"]");
        forgetUse();
        String token = json(logIn("totp", app.code(), "\"deliver\":\"tokens\","), 201)
                .get("accessToken")
                .asText();
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        assertThat(claims.get("amr").toString()).isEqualTo("[\"pwd\",\"otp\"]"); // RFC 8176
        assertThat(claims.get("auth_time").asLong())
                .isCloseTo(Instant.now().getEpochSecond(), org.assertj.core.data.Offset.offset(30L)); // RFC 9068 §2.2.1
    }

    @Test
    void theSessionInWhichItWasSetUpHasShownIt() throws Exception {
        enrol();
        assertThat(json(own("GET", "/v1/sessions/current", ""), 200)
                        .get("factors")
                        .toString())
                .isEqualTo("[\"pwd\",\"otp\"]");
    }

    /** ASVS 7.2.4: or else a cookie that was stolen before would count as proven with both factors from then on. */
    @Test
    void theSessionInWhichItWasSetUpHasANewCookieAndTheOldOneOpensNothing() throws Exception {
        String before = cookie;
        Authenticator app = Authenticator.of(
                json(own("POST", "/v1/account/totp", ""), 201).get("secret").asText());
        HttpResponse<String> confirmed = confirm(app.code());
        JsonNode session = json(confirmed, 200).get("session");
        assertThat(session.get("factors").toString()).isEqualTo("[\"pwd\",\"otp\"]");
        assertThat(type(http.get("/v1/verify", "Cookie", before))).isEqualTo("session-missing");
        JsonNode now = json(own("GET", "/v1/sessions/current", ""), 200);
        assertThat(now.get("handle")).isEqualTo(session.get("handle"));
        assertThat(now.get("authenticatedAt"))
                .as("the password was not shown again")
                .isEqualTo(session.get("authenticatedAt"));
    }

    @Test
    void aSessionWithTokensInWhichItWasSetUpHasNewOnes() throws Exception {
        JsonNode login = json(http.logInForTokens(ALICE, TestServer.PASSWORD), 201);
        String before = "Bearer " + login.get("accessToken").asText();
        Authenticator app =
                Authenticator.of(json(http.send("POST", "/v1/account/totp", "", "Authorization", before), 201)
                        .get("secret")
                        .asText());
        JsonNode confirmed = json(
                http.postJson(
                        "/v1/account/totp/confirmation", "{\"code\":\"" + app.code() + "\"}", "Authorization", before),
                200);
        assertThat(confirmed.get("recoveryCodes")).hasSize(10);
        assertThat(http.get("/v1/sessions/current", "Authorization", before).statusCode())
                .isEqualTo(401);
        assertThat(http.get(
                                "/v1/sessions/current",
                                "Authorization",
                                "Bearer " + confirmed.get("accessToken").asText())
                        .statusCode())
                .isEqualTo(200);
        String refresh = "grant_type=refresh_token&refresh_token=";
        assertThat(http.postForm(
                                "/oauth2/token",
                                refresh + login.get("refreshToken").asText())
                        .statusCode())
                .isEqualTo(400);
        assertThat(http.postForm(
                                "/oauth2/token",
                                refresh + confirmed.get("refreshToken").asText())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aCodeIsGoodOneStepEarlyOrLateAndNoFurther() throws Exception {
        Authenticator app = enrol();
        for (int steps : new int[] {-1, 0, 1}) {
            inTheMiddleOfAStep();
            forgetUse();
            assertThat(logIn("totp", app.code(steps)).statusCode())
                    .as("%d", steps)
                    .isEqualTo(201);
        }
        for (int steps : new int[] {-3, -2, 2, 3}) {
            inTheMiddleOfAStep();
            forgetUse();
            HttpResponse<String> refused = logIn("totp", app.code(steps));
            assertThat(refused.statusCode()).as("%d", steps).isEqualTo(401);
            assertThat(type(refused)).isEqualTo("invalid-credentials");
        }
    }

    /** RFC 6238 §5.2: one use for each code. */
    @Test
    void aCodeOpensOnceAndThoseBeforeItNoMore() throws Exception {
        Authenticator app = enrol();
        assertThat(logIn("totp", confirmedBy).statusCode())
                .as("the one that confirmed it")
                .isEqualTo(401);
        inTheMiddleOfAStep();
        forgetUse();
        // Of one moment, so that a step that ends meanwhile changes nothing.
        String now = app.code();
        String before = app.code(-1);
        String next = app.code(1);
        assertThat(logIn("totp", now).statusCode()).isEqualTo(201);
        assertThat(logIn("totp", now).statusCode()).isEqualTo(401);
        assertThat(logIn("totp", before).statusCode()).isEqualTo(401);
        assertThat(logIn("totp", next).statusCode()).isEqualTo(201);
    }

    @Test
    void ofManyUsesOfOneCodeAtOnceOneWins() throws Exception {
        Authenticator app = enrol();
        forgetUse();
        inTheMiddleOfAStep();
        String code = app.code();
        assertThat(atOnce(16, () -> logIn("totp", code).statusCode()))
                .filteredOn(status -> status == 201)
                .hasSize(1);
        String recovery = newCodes().getFirst();
        assertThat(atOnce(16, () -> logIn("recoveryCode", recovery).statusCode()))
                .filteredOn(status -> status == 201)
                .hasSize(1);
    }

    @Test
    void wrongCodesCountAsGuesses() throws Exception {
        Authenticator app = enrol();
        server.sql("delete from guess");
        for (int i = 0; i < Policy.Guessing.DEFAULT.perAccount(); i++) {
            assertThat(logIn("totp", app.code(100 + i)).statusCode()).isEqualTo(401);
            assertThat(type(http.logIn(ALICE, TestServer.PASSWORD)))
                    .as("the password alone neither counts for the account nor forgives")
                    .isIn("second-factor-required", "too-many-attempts");
        }
        forgetUse();
        assertThat(type(logIn("totp", app.code()))).isEqualTo("too-many-attempts");
    }

    /** Who logs in sends the code next; who tries stolen passwords has none. */
    @Test
    void aRightPasswordAloneCountsForTheAddressUntilTheCodeFollows() throws Exception {
        String bob = "bob@example.com";
        Authenticator app = enrol();
        server.account(bob);
        server.sql("insert into totp (account_id, secret) select id, '\\x00' from account where email = '" + bob + "'");
        server.guesses(20, 5);
        server.sql("delete from guess");
        for (int i = 0; i < 8; i++) {
            logInWithBoth(app);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(type(http.logIn(bob, TestServer.PASSWORD))).isEqualTo("second-factor-required");
        }
        logInWithBoth(app);
        for (int i = 0; i < 2; i++) {
            assertThat(type(http.logIn(bob, TestServer.PASSWORD)))
                    .as("somebody else's login has given nothing of it back")
                    .isEqualTo("second-factor-required");
        }
        assertThat(type(http.logIn(bob, TestServer.PASSWORD))).isEqualTo("too-many-attempts");
        assertThat(type(http.logIn(bob, TestServer.PASSWORD, "X-Forwarded-For", "192.0.2.1")))
                .as("the account is not to suffer for it")
                .isEqualTo("second-factor-required");
        assertThat(server.isTrue("select not exists (select from event where type = 'login.failed')"))
                .isTrue();
    }

    /** As people do: the password, and the code when it is asked for. */
    private void logInWithBoth(Authenticator app) throws Exception {
        assertThat(type(http.logIn(ALICE, TestServer.PASSWORD))).isEqualTo("second-factor-required");
        inTheMiddleOfAStep();
        forgetUse();
        assertThat(logIn("totp", app.code()).statusCode()).isEqualTo(201);
    }

    @Test
    void whoseLostFactorIsTakenAwayIsKeptOutByNoCodesThatFailed() throws Exception {
        Authenticator app = enrol();
        for (int i = 0; i < Policy.Guessing.DEFAULT.perAccount(); i++) {
            assertThat(logIn("totp", app.code(100 + i)).statusCode()).isEqualTo(401);
        }
        assertThat(type(http.logIn(ALICE, TestServer.PASSWORD))).isEqualTo("too-many-attempts");
        try (PortcullisClient admin = server.admin()) {
            admin.removeTotp(admin.account(ALICE).orElseThrow().id());
        }
        assertThat(http.logIn(ALICE, TestServer.PASSWORD).statusCode()).isEqualTo(201);
    }

    @Test
    void aRecoveryCodeStandsForTheAppOnce() throws Exception {
        enrol();
        List<String> codes = newCodes();
        assertThat(codes)
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("([A-Z2-7]{4}-){3}[A-Z2-7]{4}"));
        assertThat(json(logIn("recoveryCode", codes.getFirst()), 201)
                        .get("session")
                        .get("factors")
                        .toString())
                .isEqualTo("[\"pwd\",\"otp\"]");
        assertThat(logIn("recoveryCode", codes.getFirst()).statusCode()).isEqualTo(401);
        assertThat(logIn(
                                "recoveryCode",
                                codes.get(1).toLowerCase(java.util.Locale.ROOT).replace("-", " "))
                        .statusCode())
                .isEqualTo(201);
        assertThat(account().get("recoveryCodesLeft").asInt()).isEqualTo(8);
        List<String> renewed = newCodes();
        assertThat(logIn("recoveryCode", codes.get(2)).statusCode()).isEqualTo(401);
        assertThat(logIn("recoveryCode", renewed.getFirst()).statusCode()).isEqualTo(201);
    }

    @Test
    void aNewAppTakesTheOldOnesPlaceWhenItIsConfirmed() throws Exception {
        Authenticator old = enrol();
        Authenticator next = Authenticator.of(
                json(own("POST", "/v1/account/totp", ""), 201).get("secret").asText());
        forgetUse();
        assertThat(logIn("totp", old.code()).statusCode()).isEqualTo(201);
        json(confirm(next.code()), 200);
        forgetUse();
        assertThat(logIn("totp", old.code()).statusCode()).isEqualTo(401);
        assertThat(logIn("totp", next.code()).statusCode()).isEqualTo(201);
    }

    @Test
    void noSecretAndNoCodeIsInTheDatabaseInClear() throws Exception {
        JsonNode secret = json(own("POST", "/v1/account/totp", ""), 201);
        Authenticator app = Authenticator.of(secret.get("secret").asText());
        String code = json(confirm(app.code()), 200).get("recoveryCodes").get(0).asText();
        String everything = server.dump();
        assertThat(everything)
                .doesNotContain(secret.get("secret").asText())
                .doesNotContain(java.util.HexFormat.of().formatHex(app.secret()))
                .doesNotContain(code)
                .doesNotContain(code.replace("-", ""));
    }

    /** ASVS 7.4.3. */
    @Test
    void whoChangesAFactorMayEndTheOtherSessions() throws Exception {
        String other = Http.cookie(http.logIn(ALICE, TestServer.PASSWORD));
        Authenticator app = Authenticator.of(
                json(own("POST", "/v1/account/totp", ""), 201).get("secret").asText());
        json(confirm(app.code(), true), 200);
        assertThat(http.get("/v1/verify", "Cookie", other).statusCode()).isEqualTo(401);
        assertThat(http.get("/v1/verify", "Cookie", cookie).statusCode()).isEqualTo(200);
        forgetUse();
        other = Http.cookie(logIn("totp", app.code()));
        assertThat(own("DELETE", "/v1/account/totp?endOthers=true", "").statusCode())
                .isEqualTo(204);
        assertThat(http.get("/v1/verify", "Cookie", other).statusCode()).isEqualTo(401);
        assertThat(http.logIn(ALICE, TestServer.PASSWORD).statusCode()).isEqualTo(201);
        assertThat(own("DELETE", "/v1/account/totp", "").statusCode()).isEqualTo(404);
        assertThat(own("POST", "/v1/account/totp/recovery-codes", "").statusCode())
                .isEqualTo(409);
    }

    /** What a login may do without is judged when it is admitted, and again when its session begins. */
    @Test
    void aLoginWithoutTheFactorThatWasSetUpWhileItRanOpensNothing() throws Exception {
        String other = Http.cookie(http.logIn(ALICE, TestServer.PASSWORD));
        Authenticator app = Authenticator.of(
                json(own("POST", "/v1/account/totp", ""), 201).get("secret").asText());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection holder = server.connection();
                Statement sql = holder.createStatement()) {
            holder.setAutoCommit(false);
            sql.execute("select from account where email = '" + ALICE + "' for update");
            Future<HttpResponse<String>> confirmed = threads.submit(() -> confirm(app.code()));
            awaitWaiting(1);
            Future<HttpResponse<String>> alone = threads.submit(() -> http.logIn(ALICE, TestServer.PASSWORD));
            Future<HttpResponse<String>> replacing =
                    threads.submit(() -> http.logIn(ALICE, TestServer.PASSWORD, "Cookie", other));
            awaitWaiting(3);
            holder.rollback();
            assertThat(confirmed.get().statusCode()).isEqualTo(200);
            assertThat(alone.get().statusCode()).isEqualTo(401);
            assertThat(replacing.get().statusCode()).isEqualTo(401);
        }
        assertThat(http.get("/v1/verify", "Cookie", other).statusCode())
                .as("what such a login would have replaced")
                .isEqualTo(200);
        assertThat(server.isTrue("select count(*) = 2 from session")).isTrue();
    }

    /** Who holds a stolen cookie, or a stolen password, may wait for its owner to set the factor up; what they had asked for by then is judged anew. */
    @Test
    void whatWasAskedWithThePasswordAloneBeforeTheFactorCountedUndoesNothingOfIt() throws Exception {
        String stolen = cookie;
        String other = Http.cookie(http.logIn(ALICE, TestServer.PASSWORD));
        Authenticator app = Authenticator.of(
                json(own("POST", "/v1/account/totp", ""), 201).get("secret").asText());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection holder = server.connection();
                Statement sql = holder.createStatement()) {
            holder.setAutoCommit(false);
            sql.execute("select from account where email = '" + ALICE + "' for update");
            Future<HttpResponse<String>> confirmed = threads.submit(() -> confirm(app.code()));
            awaitWaiting(1);
            List<Future<HttpResponse<String>>> late = new ArrayList<>();
            for (String who : List.of(stolen, other)) {
                late.add(threads.submit(() -> as(who, "DELETE", "/v1/account/totp", "")));
                late.add(threads.submit(() -> as(who, "POST", "/v1/account/totp/recovery-codes", "")));
                late.add(threads.submit(() -> as(who, "POST", "/v1/account/totp", "")));
            }
            awaitWaiting(7);
            holder.rollback();
            assertThat(confirmed.get().statusCode()).isEqualTo(200);
            for (Future<HttpResponse<String>> each : late) {
                assertThat(each.get().statusCode()).isEqualTo(409);
            }
        }
        JsonNode account = account();
        assertThat(account.get("totp").asBoolean()).isTrue();
        assertThat(account.get("recoveryCodesLeft").asInt()).isEqualTo(10);
    }

    private void awaitWaiting(int transactions) {
        await().until(() -> server.isTrue("select count(*) = " + transactions + " from pg_stat_activity"
                + " where wait_event_type = 'Lock' and datname = current_database()"));
    }

    /** NIST SP 800-63B-4 §4.2: who has no more than the password gets no further with it. */
    @Test
    void aSessionThatHasShownOnlyThePasswordPutsNothingInTheFactorsPlace() throws Exception {
        String other = Http.cookie(http.logIn(ALICE, TestServer.PASSWORD));
        enrol();
        for (String[] change : new String[][] {
            {"POST", "/v1/account/totp"},
            {"DELETE", "/v1/account/totp"},
            {"POST", "/v1/account/totp/recovery-codes"},
            {"PUT", "/v1/account/password"}
        }) {
            HttpResponse<String> refused = as(other, change[0], change[1], "");
            assertThat(refused.statusCode()).as(change[1]).isEqualTo(403);
            assertThat(refused.headers().firstValue("WWW-Authenticate")) // RFC 9470 §3
                    .hasValue("Bearer error=\"insufficient_user_authentication\","
                            + " acr_values=\"urn:portcullis:acr:two-factors\"");
            assertThat(type(refused)).isEqualTo("second-factor-required");
        }
    }

    @Test
    void anAdministratorTakesALostFactorAwayAndTheSessionsEnd() throws Exception {
        enrol();
        String id = account().get("id").asText();
        String admin = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
        String route = "/admin/v1/accounts/" + id + "/totp";
        assertThat(as(cookie, "DELETE", route, "").statusCode()).isEqualTo(403);
        assertThat(as(admin, "DELETE", route, "").statusCode()).isEqualTo(204);
        assertThat(http.get("/v1/verify", "Cookie", cookie).statusCode()).isEqualTo(401);
        assertThat(http.logIn(ALICE, TestServer.PASSWORD).statusCode()).isEqualTo(201);
        assertThat(as(admin, "DELETE", route, "").statusCode()).isEqualTo(404);
        assertThat(server.isTrue("select count(*) = 2 from event where type = 'factor.changed'"))
                .isTrue();
    }

    @Test
    void theClientKnowsAllOfIt() {
        try (PortcullisClient client = server.loggedIn(ALICE);
                PortcullisClient admin = server.admin()) {
            Authenticator app = Authenticator.of(client.beginTotp().secret());
            assertThat(client.confirmTotp(app.code()).recoveryCodes()).hasSize(10);
            assertThat(client.account().totp()).isTrue();
            AccountView before = admin.account(ALICE).orElseThrow();
            assertThat(before.secondFactor()).isTrue();
            assertThat(admin.account(TestServer.ADMIN).orElseThrow().secondFactor())
                    .isFalse();
            String code = client.renewRecoveryCodes().recoveryCodes().getFirst();
            assertThat(client.logIn(new LoginRequest(ALICE, TestServer.PASSWORD, null, null, code))
                            .session()
                            .factors())
                    .containsExactly("pwd", "otp");
            forgetUse();
            client.stepUp(new StepUpRequest(TestServer.PASSWORD, app.code(), null));
            assertThat(client.account().recoveryCodesLeft()).isEqualTo(9);
            admin.removeTotp(client.account().id());
            assertThat(client.verify()).isFalse();
            AccountView after = admin.administration().account(before.id());
            assertThat(after.secondFactor()).isFalse();
            assertThat(after.version()).as("what is shown has changed").isGreaterThan(before.version());
        }
    }

    @Test
    void nobodyTakesAFactorAwayFromWhoMayMore() throws Exception {
        server.account("helpdesk@example.com", Permission.ACCOUNTS_WRITE);
        enrol(); // alice may read sessions, which the help desk may not
        String desk = Http.cookie(http.logIn("helpdesk@example.com", TestServer.PASSWORD));
        assertThat(as(
                                desk,
                                "DELETE",
                                "/admin/v1/accounts/" + account().get("id").asText() + "/totp",
                                "")
                        .statusCode())
                .isEqualTo(403);
    }

    /** Where an account's own routes refuse, because the session has not shown the factor or the policy requires one, the admin API is no way round. */
    @Test
    void nobodyTakesTheirOwnFactorAwayAsAnAdministrator() throws Exception {
        server.account("clerk@example.com", Permission.ACCOUNTS_WRITE);
        String other = Http.cookie(http.logIn("clerk@example.com", TestServer.PASSWORD));
        cookie = Http.cookie(http.logIn("clerk@example.com", TestServer.PASSWORD));
        enrol();
        String route = "/admin/v1/accounts/" + account().get("id").asText() + "/totp";
        for (String who : List.of(other, cookie)) {
            HttpResponse<String> refused = as(who, "DELETE", route, "");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(type(refused)).isEqualTo("forbidden");
            assertThat(JSON.readTree(refused.body()).get("detail").asText()).contains("DELETE /v1/account/totp");
        }
        assertThat(account().get("totp").asBoolean()).isTrue();
    }

    @Test
    void whereThePolicyRequiresItOperatorsWithoutItCanOnlySetItUp() throws Exception {
        String early = Http.cookie(http.logIn(ALICE, TestServer.PASSWORD));
        require(true, Set.of());
        HttpResponse<String> refused = own("GET", "/admin/v1/sessions", "");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(type(refused)).isEqualTo("second-factor-enrolment-required");
        assertThat(own("GET", "/admin/v1/events", "").statusCode()).isEqualTo(403);
        assertThat(http.get("/v1/verify", "Cookie", cookie).statusCode())
                .as("no permission of Portcullis's own is used")
                .isEqualTo(200);
        Authenticator app = enrol();
        assertThat(own("GET", "/admin/v1/sessions", "").statusCode()).isEqualTo(200);
        HttpResponse<String> without = as(early, "GET", "/admin/v1/sessions", "");
        assertThat(without.statusCode()).isEqualTo(403);
        assertThat(type(without)).isEqualTo("second-factor-required");
        forgetUse();
        HttpResponse<String> proven = as(
                early,
                "POST",
                "/v1/sessions/current/authentication",
                "{\"password\":\"" + TestServer.PASSWORD + "\",\"totp\":\"" + app.code() + "\"}");
        assertThat(as(Http.cookie(proven), "GET", "/admin/v1/sessions", "").statusCode())
                .isEqualTo(200);
        assertThat(own("DELETE", "/v1/account/totp", "").statusCode())
                .as("required, so it can only be replaced")
                .isEqualTo(403);
    }

    @Test
    void whereThePolicyRequiresItOfARoleTheGatewayIsToldSo() throws Exception {
        server.sql("update account set roles = '{finance}' where email = '" + ALICE + "'");
        require(false, Set.of("finance"));
        assertThat(type(http.get("/v1/verify", "Cookie", cookie))).isEqualTo("second-factor-enrolment-required");
        assertThat(own("GET", "/v1/sessions/current", "").statusCode()).isEqualTo(200);
        enrol();
        assertThat(http.get("/v1/verify", "Cookie", cookie).statusCode()).isEqualTo(200);
    }

    private void require(boolean operators, Set<String> roles) {
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

    private Authenticator enrol() throws Exception {
        inTheMiddleOfAStep();
        Authenticator app = Authenticator.of(
                json(own("POST", "/v1/account/totp", ""), 201).get("secret").asText());
        confirmedBy = app.code();
        json(confirm(confirmedBy), 200);
        return app;
    }

    /** As if the last code had been used long ago. */
    private void forgetUse() {
        server.sql("update totp set last_step = 0");
    }

    /** So that the step does not change between the app and the server. */
    private static void inTheMiddleOfAStep() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Math.floorMod(Instant.now().getEpochSecond(), 30) < 24);
    }

    private List<String> newCodes() throws Exception {
        List<String> codes = new ArrayList<>();
        json(own("POST", "/v1/account/totp/recovery-codes", ""), 200)
                .get("recoveryCodes")
                .forEach(code -> codes.add(code.asText()));
        return codes;
    }

    private HttpResponse<String> confirm(String code) throws Exception {
        return confirm(code, false);
    }

    /** The test goes on with the new cookie. */
    private HttpResponse<String> confirm(String code, boolean endOthers) throws Exception {
        HttpResponse<String> confirmed = own(
                "POST",
                "/v1/account/totp/confirmation",
                "{\"code\":\"%s\",\"endOthers\":%b}".formatted(code, endOthers));
        if (confirmed.statusCode() == 200) {
            cookie = Http.cookie(confirmed);
        }
        return confirmed;
    }

    private JsonNode account() throws Exception {
        return json(own("GET", "/v1/account", ""), 200);
    }

    private HttpResponse<String> logIn(String factor, String code) throws Exception {
        return logIn(factor, code, "");
    }

    private HttpResponse<String> logIn(String factor, String code, String more) throws Exception {
        return http.postJson(
                "/v1/sessions",
                "{%s\"email\":\"%s\",\"password\":\"%s\",\"%s\":\"%s\"}"
                        .formatted(more, ALICE, TestServer.PASSWORD, factor, code));
    }

    private HttpResponse<String> own(String method, String path, String body) throws Exception {
        return as(cookie, method, path, body);
    }

    private HttpResponse<String> as(String who, String method, String path, String body) throws Exception {
        return http.send(
                method,
                path,
                body,
                Stream.of("Cookie", who, "X-Requested-By", "test", "Content-Type", "application/json")
                        .toArray(String[]::new));
    }

    private static JsonNode json(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static String type(HttpResponse<String> problem) throws Exception {
        return JSON.readTree(problem.body()).get("type").asText().replace("urn:portcullis:problem:", "");
    }

    private static List<Integer> atOnce(int times, Callable<Integer> call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> each : threads.invokeAll(java.util.Collections.nCopies(times, call))) {
                statuses.add(each.get());
            }
            return statuses;
        }
    }
}
