package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Facets;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationLock;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.RevocationResult;
import dev.portcullis.api.RevokedSessionPage.Item;
import dev.portcullis.api.SessionPatch;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Stats;
import dev.portcullis.api.Suspension;
import dev.portcullis.api.Suspension.Then;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.EventListener;
import dev.portcullis.client.EventStream;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.Revocations;
import dev.portcullis.client.SessionQuery;
import dev.portcullis.support.Http;
import dev.portcullis.support.PolicyDesk;
import dev.portcullis.support.TestServer;
import dev.portcullis.support.TestService;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session that is suspended is denied at once and kept; then it goes on, or ends. */
class SuspensionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALICE = "alice@example.com";
    private static final TestServer server = TestServer.start();
    private final Http http = new Http(server.uri());
    private PortcullisClient admin = server.client();
    private Revocations revocations = admin.revocations();

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void logIn() {
        server.clear();
        server.account(ALICE, "orders:read", "sessions:read");
        admin = server.admin();
        revocations = admin.revocations();
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void aSuspendedSessionOpensNothingAndItsClientIsToldToKeepIt() throws Exception {
        HttpResponse<String> login = http.logIn(ALICE, TestServer.PASSWORD);
        String cookie = Http.cookie(login);
        HttpResponse<String> ok = http.get("/v1/verify", "Cookie", cookie);
        String phantom = ok.headers().firstValue("Authorization").orElseThrow();
        UUID handle = handle(login);

        Receipt receipt = suspend(handle, Then.RELEASE);

        assertThat(receipt.suspended()).isEqualTo(1);
        assertThat(receipt.ended()).isZero();
        assertThat(receipt.suspendedUntil()).isNotNull();
        String[][] asked = {
            {"GET", "/v1/verify"},
            {"GET", "/v1/sessions/current"},
            {"GET", "/v1/sessions"},
            {"GET", "/admin/v1/sessions"},
            {"GET", "/admin/v1/events"},
            {"GET", "/v1/account"},
            {"DELETE", "/v1/sessions"}
        };
        for (String[] route : asked) {
            HttpResponse<String> refused =
                    http.send(route[0], route[1], "", "Cookie", cookie, "X-Requested-By", "test");
            assertThat(refused.statusCode()).as(route[1]).isEqualTo(403);
            assertThat(type(refused)).as(route[1]).isEqualTo("session-suspended");
            assertThat(refused.headers().firstValue("Set-Cookie")).as(route[1]).isEmpty();
        }
        assertThat(http.get("/v1/verify", "Authorization", phantom).statusCode())
                .isEqualTo(403);
        assertThat(http.get(
                                "/v1/verify",
                                "Cookie",
                                cookie,
                                "If-None-Match",
                                ok.headers().firstValue("ETag").orElseThrow())
                        .statusCode())
                .isEqualTo(403);

        SessionView shown = admin.session(handle);
        assertThat(shown.state()).isEqualTo(SessionState.SUSPENDED);
        assertThat(shown.version()).isEqualTo(2);
        Suspension suspension = Objects.requireNonNull(shown.suspension());
        assertThat(suspension.by()).isEqualTo(TestServer.ADMIN);
        assertThat(suspension.note()).isEqualTo("looks odd");
        assertThat(suspension.until()).isEqualTo(receipt.suspendedUntil());

        Receipt released =
                revocations.revoke(RevocationRequest.release(List.of(handle)).because("it was me"));
        assertThat(released.released()).isEqualTo(1);
        HttpResponse<String> again = http.get("/v1/verify", "Cookie", cookie);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(admin.session(handle).suspension()).isNull();
    }

    @Test
    void itIsAStateOfItsOwnInListsFacetsAndCountsAndPassesByTimeAlone() throws Exception {
        UUID kept = handle(http.logIn(ALICE, TestServer.PASSWORD));
        UUID denied = handle(http.logIn(ALICE, TestServer.PASSWORD));
        suspend(denied, Then.RELEASE);

        assertThat(listed("live")).containsExactly(kept, denied);
        assertThat(listed(null)).containsExactly(kept, denied);
        assertThat(listed("active")).containsExactly(kept);
        assertThat(listed("suspended")).containsExactly(denied);
        assertThat(counted()).isEqualTo("2 active, 1 suspended, of 3: active 2, suspended 1, ended 0");
        String cookie = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
        await().until(() -> etag(cookie).isPresent());
        String etag = etag(cookie).orElseThrow();
        assertThat(http.get(ACTIVE, "Cookie", cookie, "If-None-Match", etag).statusCode())
                .isEqualTo(304);

        server.age(denied.toString(), "suspended_until = statement_timestamp()");
        HttpResponse<String> later = http.get(ACTIVE, "Cookie", cookie, "If-None-Match", etag);
        assertThat(later.statusCode()).isEqualTo(200);
        assertThat(listed("active")).containsExactly(kept, denied);
        assertThat(listed("suspended")).isEmpty();
        assertThat(counted()).isEqualTo("4 active, 0 suspended, of 4: active 4, suspended 0, ended 0");
    }

    private static final String ACTIVE = "/admin/v1/sessions?state=active";

    private Optional<String> etag(String cookie) throws Exception {
        return http.get(ACTIVE, "Cookie", cookie).headers().firstValue("ETag");
    }

    private List<UUID> listed(@Nullable String state) {
        return admin.sessions(new SessionQuery("user:alice", state, "createdAt", null, 10)).items().stream()
                .map(SessionView::handle)
                .toList();
    }

    private String counted() {
        Stats stats = admin.stats();
        Facets facets = admin.facets(List.of("state"), 3, "", null);
        String states = Objects.requireNonNull(facets.by().get("state")).values().stream()
                .map(count -> count.value() + " " + count.sessions())
                .collect(Collectors.joining(", "));
        return "%d active, %d suspended, of %d: %s"
                .formatted(stats.active(), stats.suspended(), facets.total(), states);
    }

    @Test
    void tokensOfASuspendedSessionAreWorthNothingUntilItGoesOn() throws Exception {
        TestService inspector = TestService.inspector(server, "inspector " + UUID.randomUUID());
        HttpResponse<String> login = http.logInForTokens(ALICE, TestServer.PASSWORD);
        JsonNode tokens = JSON.readTree(login.body());
        String access = tokens.path("accessToken").asText();
        String refresh = tokens.path("refreshToken").asText();
        suspend(handle(login), Then.RELEASE);
        assertThat(http.get("/v1/verify", "Authorization", "Bearer " + access).statusCode())
                .isEqualTo(403);
        for (String token : List.of(access, refresh)) {
            JsonNode inactive = inspector.introspect(token);
            assertThat(inactive.size()).isEqualTo(1);
            assertThat(inactive.path("active").asBoolean()).isFalse();
        }
        HttpResponse<String> refused = refresh(refresh);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(JSON.readTree(refused.body()).path("error").asText()).isEqualTo("temporarily_unavailable");

        revocations.revoke(RevocationRequest.release(List.of(handle(login))).because("fine"));
        assertThat(inspector.introspect(access).path("active").asBoolean()).isTrue();
        assertThat(refresh(refresh).statusCode()).isEqualTo(200);
    }

    @Test
    void aReuseEndsASuspendedSessionAsAnyOther() throws Exception {
        HttpResponse<String> login = http.logInForTokens(ALICE, TestServer.PASSWORD);
        String refresh = JSON.readTree(login.body()).path("refreshToken").asText();
        assertThat(refresh(refresh).statusCode()).isEqualTo(200);
        suspend(handle(login), Then.RELEASE);
        assertThat(refresh(refresh).statusCode()).as("within the grace window").isEqualTo(403);
        server.sql("update refresh_token set spent_at = spent_at - interval '11 seconds'");
        assertThat(refresh(refresh).statusCode()).isEqualTo(400);
        assertThat(admin.session(handle(login)).endReason()).isEqualTo(EndReason.REUSE);
    }

    @Test
    void theIdleTimeStandsStillMeanwhile() throws Exception {
        HttpResponse<String> login = http.logIn(ALICE, TestServer.PASSWORD);
        UUID handle = handle(login);
        SessionView before = admin.session(handle);
        suspend(handle, Then.RELEASE);
        assertThat(admin.session(handle).idleExpiresAt())
                .isBetween(
                        before.idleExpiresAt().plus(Duration.ofMinutes(59)),
                        before.idleExpiresAt().plus(Duration.ofMinutes(60)));
        later(Duration.ofMinutes(45));
        assertThat(admin.session(handle).state()).as("beyond its idle limit").isEqualTo(SessionState.SUSPENDED);
        revocations.revoke(RevocationRequest.release(List.of(handle)).because("fine"));
        SessionView after = admin.session(handle);
        assertThat(after.state()).isEqualTo(SessionState.ACTIVE);
        assertThat(Duration.between(after.lastSeenAt().plus(Duration.ofMinutes(45)), after.idleExpiresAt()))
                .isBetween(Duration.ofMinutes(29), Duration.ofMinutes(31));
        assertThat(http.get("/v1/verify", "Cookie", Http.cookie(login)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoseTimeHasPassedGoesOnAtOnceAndIsTidiedSoon() throws Exception {
        HttpResponse<String> login = http.logIn(ALICE, TestServer.PASSWORD);
        UUID handle = handle(login);
        suspend(handle, Then.RELEASE);
        String etag = etag(handle);
        later(Duration.ofMinutes(60));
        assertThat(http.get("/v1/verify", "Cookie", Http.cookie(login)).statusCode())
                .isEqualTo(200);
        await().until(() -> server.isTrue("select suspended_at is null from session where handle = '" + handle + "'"));
        assertThat(etag(handle)).isNotEqualTo(etag);
        assertThat(server.isTrue("select count(*) = 2 from event where type = 'session.changed' and session_handle = '"
                        + handle + "'"))
                .isTrue();
    }

    @Test
    void whatIsToEndThenEndsAsRevokedByWhoSuspendedIt() throws Exception {
        HttpResponse<String> login = http.logIn(ALICE, TestServer.PASSWORD);
        UUID handle = handle(login);
        SessionView before = admin.session(handle);
        suspend(handle, Then.END);
        SessionView suspended = admin.session(handle);
        assertThat(suspended.expiresAt())
                .isEqualTo(Objects.requireNonNull(suspended.suspension()).until());
        later(Duration.ofMinutes(60));
        HttpResponse<String> over = http.get("/v1/verify", "Cookie", Http.cookie(login));
        assertThat(over.statusCode()).isEqualTo(401);
        assertThat(JSON.readTree(over.body()).path("endReason").asText()).isEqualTo("revoked");
        SessionView ended = admin.session(handle);
        assertThat(ended.endReason()).isEqualTo(EndReason.REVOKED);
        assertThat(ended.endedBy()).isEqualTo(TestServer.ADMIN);
        assertThat(ended.endNote()).isEqualTo("looks odd");
        assertThat(before.expiresAt()).isAfter(ended.expiresAt());
    }

    @Test
    void anEarlyReleaseGivesTheAbsoluteLimitBack() throws Exception {
        UUID handle = handle(http.logIn(ALICE, TestServer.PASSWORD));
        SessionView before = admin.session(handle);
        suspend(handle, Then.END);
        suspend(handle, Then.END); // again: nothing is lost
        revocations.revoke(RevocationRequest.release(List.of(handle)).because("fine"));
        SessionView after = admin.session(handle);
        assertThat(after.expiresAt()).isEqualTo(before.expiresAt());
        assertThat(Duration.between(before.idleExpiresAt(), after.idleExpiresAt())
                        .abs())
                .isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void itIsSuspendedByPlanAndEachSessionHasItsResult() throws Exception {
        UUID one = handle(http.logIn(ALICE, TestServer.PASSWORD));
        UUID over = handle(http.logIn(ALICE, TestServer.PASSWORD));
        UUID nobody = UUID.randomUUID();
        admin.revoke(List.of(over), "before");
        List<UUID> all = List.of(one, over, nobody);
        String plan = revocations
                .plan(RevocationRequest.suspend(all, 60, Then.RELEASE))
                .plan();
        Receipt receipt = revocations.execute(plan, "by plan");
        assertThat(receipt.matched()).isEqualTo(2);
        assertThat(receipt.suspended()).isEqualTo(1);
        assertThat(receipt.alreadyEnded()).isEqualTo(1);
        assertThat(revocations.sessions(receipt.id(), null, 10).items())
                .containsExactlyInAnyOrder(
                        new Item(one, RevocationResult.SUSPENDED, ALICE),
                        new Item(over, RevocationResult.ALREADY_ENDED, ALICE),
                        new Item(nobody, RevocationResult.NOT_FOUND, null));

        UUID active = handle(http.logIn(ALICE, TestServer.PASSWORD));
        Receipt released = revocations.revoke(
                RevocationRequest.release(List.of(one, over, active)).because("fine"));
        assertThat(released.released()).isEqualTo(1);
        assertThat(released.unchanged()).isEqualTo(1);
        assertThat(released.alreadyEnded()).isEqualTo(1);
    }

    @Test
    void aSuspendedSessionCanBeEndedByOperatorsAndGivenUpByItsUser() throws Exception {
        HttpResponse<String> one = http.logIn(ALICE, TestServer.PASSWORD);
        suspend(handle(one), Then.RELEASE);
        assertThat(admin.revoke(List.of(handle(one)), "after all").ended()).isEqualTo(1);
        assertThat(http.get("/v1/verify", "Cookie", Http.cookie(one)).statusCode())
                .isEqualTo(401);

        HttpResponse<String> two = http.logIn(ALICE, TestServer.PASSWORD);
        suspend(handle(two), Then.RELEASE);
        assertThat(http.send("DELETE", "/v1/sessions/current", "", "Cookie", Http.cookie(two))
                        .statusCode())
                .as("not without a proof of origin")
                .isEqualTo(403);
        assertThat(http.send("DELETE", "/v1/sessions/current", "", "Cookie", Http.cookie(two), "X-Requested-By", "test")
                        .statusCode())
                .isEqualTo(204);
        assertThat(admin.session(handle(two)).endReason()).isEqualTo(EndReason.LOGOUT);

        HttpResponse<String> three = http.logInForTokens(ALICE, TestServer.PASSWORD);
        suspend(handle(three), Then.RELEASE);
        String token = JSON.readTree(three.body()).path("refreshToken").asText();
        assertThat(http.postForm("/oauth2/revoke", "token=" + token).statusCode())
                .isEqualTo(200);
        assertThat(admin.session(handle(three)).endReason()).isEqualTo(EndReason.LOGOUT);
    }

    @Test
    void aSuspendedSessionIsNotChanged() throws Exception {
        UUID handle = handle(http.logIn(ALICE, TestServer.PASSWORD));
        suspend(handle, Then.RELEASE);
        assertThatThrownBy(() -> admin.change(admin.session(handle), new SessionPatch(null, null, 60L, null)))
                .isInstanceOf(ClientException.Refused.class)
                .hasMessageContaining("not active");
    }

    /** Neither for a shorter limit of its own nor for a policy that is applied. */
    @Test
    void anIdleLimitThatComesLaterDoesNotCountTheTimeInWhichItWasSuspendedEither() throws Exception {
        UUID one = handle(http.logIn(ALICE, TestServer.PASSWORD));
        UUID two = handle(http.logIn(ALICE, TestServer.PASSWORD));
        suspend(one, Then.RELEASE);
        suspend(two, Then.RELEASE);
        later(Duration.ofMinutes(50));
        revocations.revoke(RevocationRequest.release(List.of(one, two)).because("it was me"));

        SessionView shortened = admin.change(admin.session(one), new SessionPatch(null, null, 1200L, null));
        assertThat(shortened.state()).isEqualTo(SessionState.ACTIVE);
        try (PolicyDesk desk = new PolicyDesk(server)) {
            assertThat(desk.whatIf(PolicyDesk.limits(1500, 43_200)).effect().endNow())
                    .isZero();
            desk.apply(PolicyDesk.limits(1500, 43_200));
            await().until(() -> desk.admin().policyProgress().applying() == 0);
        }
        assertThat(admin.session(two).idleTtlSeconds()).isEqualTo(1500);
        assertThat(admin.session(two).state()).isEqualTo(SessionState.ACTIVE);
    }

    @Test
    void suspendedAnewAfterItsTimeItIsSuspendedSinceThen() throws Exception {
        UUID handle = handle(http.logIn(ALICE, TestServer.PASSWORD));
        suspend(handle, Then.RELEASE);
        Instant first =
                Objects.requireNonNull(admin.session(handle).suspension()).at();
        server.age(
                handle.toString(),
                "suspended_until = statement_timestamp()"); // and nobody has written down that it went on
        suspend(handle, Then.RELEASE);
        assertThat(Objects.requireNonNull(admin.session(handle).suspension()).at())
                .isAfter(first);
    }

    /** What is locked with it are the accounts of those that it deals with. */
    @Test
    void anAccountWhoseSessionIsOverIsNotLockedWithItWrittenDownOrNot() throws Exception {
        UUID handle = handle(http.logIn(ALICE, TestServer.PASSWORD));
        server.age(handle.toString(), "idle_expires_at = statement_timestamp()");
        Receipt receipt = revocations.revoke(RevocationRequest.suspend(List.of(handle), 5, Then.RELEASE)
                .because("too late")
                .locking(new RevocationLock(true, null, 5, null)));
        assertThat(receipt.alreadyEnded()).isEqualTo(1);
        assertThat(receipt.lockedAccounts()).isZero();
        assertThat(http.logIn(ALICE, TestServer.PASSWORD).statusCode()).isEqualTo(201);
    }

    @Test
    void theEventStreamOfWhoIsSuspendedEndsAtOnce() throws Exception {
        Set<Integer> refusals = ConcurrentHashMap.newKeySet();
        CountDownLatch opened = new CountDownLatch(1);
        try (PortcullisClient alice = server.loggedIn(ALICE);
                EventStream _ = alice.events(null, listener(opened, refusals))) {
            opened.await();
            suspend(alice.current().handle(), Then.RELEASE);
            await().atMost(Duration.ofSeconds(4)).until(() -> refusals.contains(403));
        }
    }

    @Test
    void whatSuspendsSaysForHowLongAndWhatThen() throws Exception {
        String cookie = TestService.adminCookie(server);
        String handles = "{\"handles\":[\"" + UUID.randomUUID() + "\"],\"reason\":\"x\",\"action\":";
        for (String rest : new String[] {
            "\"suspend\"}",
            "\"suspend\",\"minutes\":0}",
            "\"suspend\",\"minutes\":43201}",
            "\"suspend\",\"minutes\":60,\"then\":\"forget\"}",
            "\"end\",\"minutes\":60}",
            "\"release\",\"then\":\"end\"}"
        }) {
            assertThat(http.postJson(
                                    "/admin/v1/revocations", handles + rest, "Cookie", cookie, "X-Requested-By", "test")
                            .statusCode())
                    .as(rest)
                    .isEqualTo(400);
        }
    }

    private Receipt suspend(UUID handle, Then then) {
        return revocations.revoke(
                RevocationRequest.suspend(List.of(handle), 60, then).because("looks odd"));
    }

    /** Moves the times of the suspended sessions back: the clock is the database's own. */
    private static void later(Duration by) {
        String minutes = " - interval '" + by.toMinutes() + " minutes'";
        server.sql("update session set suspended_at = suspended_at" + minutes + ", suspended_until = suspended_until"
                + minutes + ", idle_expires_at = idle_expires_at" + minutes + ", expires_at = expires_at" + minutes
                + ", last_seen_at = last_seen_at" + minutes + " where suspended_at is not null");
    }

    private HttpResponse<String> refresh(String token) throws Exception {
        return http.postForm("/oauth2/token", "grant_type=refresh_token&refresh_token=" + token);
    }

    private String etag(UUID handle) throws Exception {
        return http.get("/admin/v1/sessions/" + handle, "Cookie", TestService.adminCookie(server))
                .headers()
                .firstValue("ETag")
                .orElseThrow();
    }

    private static UUID handle(HttpResponse<String> login) throws Exception {
        return UUID.fromString(
                JSON.readTree(login.body()).path("session").path("handle").asText());
    }

    private static String type(HttpResponse<String> problem) throws Exception {
        return JSON.readTree(problem.body()).get("type").asText().replace("urn:portcullis:problem:", "");
    }

    private static EventListener listener(CountDownLatch opened, Set<Integer> refusals) {
        return new EventListener() {
            @Override
            public void opened() {
                opened.countDown();
            }

            @Override
            public void event(EventType type, EventData data) {
                // what it ends with is asked for below
            }

            @Override
            public void interrupted(ClientException why) {
                // it tries again
            }

            @Override
            public void refused(ClientException.Refused why) {
                refusals.add(why.problem().status());
            }
        };
    }
}
