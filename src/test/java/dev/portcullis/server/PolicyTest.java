package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.FaultCode;
import dev.portcullis.api.PolicyDocument.Limits;
import dev.portcullis.api.PolicyOutcome;
import dev.portcullis.api.Problem.Fault;
import dev.portcullis.api.SessionPatch;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.store.Database;
import dev.portcullis.support.Http;
import dev.portcullis.support.PolicyDesk;
import dev.portcullis.support.TestDatabase;
import dev.portcullis.support.TestServer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limits of sessions are documented, and decided in one place (ASVS 7.1.1; NIST SP 800-63B-4 §5.2). */
class PolicyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/admin/v1/policy";

    private static TestServer server;
    private static Http http;

    private PolicyDesk desk;
    private String cookie;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        http = new Http(server.uri());
    }

    @BeforeEach
    void begin() throws Exception {
        server.clear();
        desk = new PolicyDesk(server);
        cookie = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
    }

    @AfterEach
    void end() {
        desk.close();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void beforeAnybodyHasChangedItTheOptionsHold() throws Exception {
        HttpResponse<String> read = http.get(PATH, "Cookie", cookie);
        JsonNode policy = JSON.readTree(read.body());
        assertThat(policy.get("version").asLong()).isZero();
        assertThat(policy.has("changedBy")).isFalse();
        assertThat(policy.at("/policy/lifetime").toString())
                .isEqualTo("{\"idleTtlSeconds\":1800,\"absoluteTtlSeconds\":43200,\"accessTtlSeconds\":300,"
                        + "\"refreshTtlSeconds\":43200,\"refreshGraceSeconds\":10}");
        assertThat(read.headers().firstValue("ETag").orElseThrow()).startsWith("\"");
    }

    @Test
    void onceChangedItWinsOverTheOptionsAndOutlivesTheServer() {
        PolicyOutcome outcome = desk.change(PolicyDesk.limits(600, 3600));
        assertThat(outcome.policy().version()).isEqualTo(1);
        assertThat(outcome.policy().changedBy()).isEqualTo(TestServer.ADMIN);
        server.restart();
        try (PortcullisClient fresh = server.admin()) {
            assertThat(fresh.policy().view().version()).isEqualTo(1);
            assertThat(fresh.current().idleTtlSeconds()).isEqualTo(600);
            assertThat(fresh.current().absoluteTtlSeconds()).isEqualTo(3600);
        }
    }

    /** RFC 9110 §13.1.1, RFC 6585 §3. */
    @Test
    void aChangeSaysOfWhatItIsOneAndNoneIsLost() throws Exception {
        String etag = etag();
        ObjectNode body = body();
        assertThat(put(body).statusCode()).isEqualTo(428);
        assertThat(put(body, "If-Match", "\"policy.7\"").statusCode()).isEqualTo(412);
        assertThat(put(body, "If-Match", "W/" + etag).statusCode())
                .as("If-Match is compared strongly")
                .isEqualTo(412);
        ((ObjectNode) body.at("/policy/lifetime")).put("idleTtlSeconds", 900);
        HttpResponse<String> changed = put(body, "If-Match", etag);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).hasValue(etag()).hasValue("\"policy.1\"");
        assertThat(put(body, "If-Match", etag).statusCode()).isEqualTo(412);
        assertThat(http.get(PATH, "Cookie", cookie, "If-None-Match", etag()).statusCode())
                .isEqualTo(304);
    }

    @Test
    void everyFaultIsNamedWithItsPlace() throws Exception {
        ObjectNode body = body();
        ((ObjectNode) body.at("/policy/lifetime")).put("idleTtlSeconds", "soon");
        ((ObjectNode) body.at("/policy/lifetime")).put("absoluteTtlSeconds", 0);
        ((ObjectNode) body.at("/policy/quota")).put("atLimit", "explode");
        ((ObjectNode) body.at("/policy/roles")).putObject("a/b").put("idelTtlSeconds", 5);
        ((ObjectNode) body.at("/policy/roles")).putObject("a\u0000b");
        ((ObjectNode) body.at("/policy/guessing")).put("perAccount", 1000);
        ((ObjectNode) body.get("policy")).remove("stepUp");
        ((ObjectNode) body.get("policy")).set("networks", JSON.readTree("""
                [
                  {"name": "office", "ranges": ["203.0.113.0/24", "2001:db8::/32"], "trusted": "yes"},
                  {"name": "Office", "ranges": []},
                  {"ranges": ["203.0.113.0/24", "203.0.113.7/24", "203.0.113.0/33", "home", 7]},
                  "home",
                  {"name": " padded", "ranges": "10.0.0.0/8", "colour": "blue"}
                ]
                """));
        body.put("applyToPresnet", true);
        assertThat(pointers(put(body, "If-Match", etag())))
                .containsExactlyInAnyOrder(
                        "#/policy/lifetime/idleTtlSeconds",
                        "#/policy/lifetime/absoluteTtlSeconds",
                        "#/policy/quota/atLimit",
                        "#/policy/roles/a~1b/idelTtlSeconds",
                        "#/policy/roles/a\u0000b",
                        "#/policy/guessing/perAccount",
                        "#/policy/stepUp",
                        "#/policy/networks/0/trusted",
                        "#/policy/networks/1/name",
                        "#/policy/networks/2/name",
                        "#/policy/networks/2/ranges/0",
                        "#/policy/networks/2/ranges/1",
                        "#/policy/networks/2/ranges/2",
                        "#/policy/networks/2/ranges/3",
                        "#/policy/networks/2/ranges/4",
                        "#/policy/networks/3",
                        "#/policy/networks/4/name",
                        "#/policy/networks/4/ranges",
                        "#/policy/networks/4/colour",
                        "#/applyToPresnet");
    }

    @Test
    void limitsThatContradictEachOtherAreRefusedForEveryRole() throws Exception {
        ObjectNode body = body();
        ((ObjectNode) body.at("/policy/lifetime")).put("idleTtlSeconds", 7200).put("absoluteTtlSeconds", 3600);
        ((ObjectNode) body.at("/policy/roles")).putObject("auditor").put("absoluteTtlSeconds", 600);
        ((ObjectNode) body.at("/policy/roles")).putObject("operator").put("refreshGraceSeconds", 90_000);
        assertThat(pointers(put(body, "If-Match", etag())))
                .containsExactly(
                        "#/policy/lifetime/idleTtlSeconds",
                        "#/policy/roles/auditor/absoluteTtlSeconds",
                        "#/policy/roles/operator/refreshGraceSeconds");
    }

    @Test
    void aRoleThatThereIsNotIsRefused() throws Exception {
        ObjectNode body = body();
        ((ObjectNode) body.at("/policy/roles")).putObject("oprator").put("idleTtlSeconds", 600);
        ((ObjectNode) body.at("/policy/secondFactor"))
                .putArray("roles")
                .add("admin")
                .add("nobody");
        assertThat(pointers(put(body, "If-Match", etag())))
                .containsExactly("#/policy/roles/oprator", "#/policy/secondFactor/roles/1");
    }

    /** NIST SP 800-63B-4 §2.2.3, §2.3.3. */
    @Test
    void whatIsBeyondNistIsAllowedAndWarnedOf() {
        PolicyOutcome outcome = desk.change(PolicyDesk.limits(2 * 3600, 48 * 3600));
        assertThat(outcome.changed()).isTrue();
        assertThat(outcome.policy().warnings())
                .extracting(warning -> warning.pointer() + " " + warning.detail())
                .anyMatch(text -> text.startsWith("#/policy/lifetime/idleTtlSeconds") && text.contains("1 h"))
                .anyMatch(text -> text.startsWith("#/policy/lifetime/absoluteTtlSeconds") && text.contains("AAL3"));
        assertThat(outcome.policy().warnings())
                .extracting(Fault::code)
                .contains(FaultCode.IDLE_BEYOND_AAL2.wire(), FaultCode.ABSOLUTE_BEYOND_AAL2.wire());
        assertThat(desk.change(PolicyDesk.limits(900, 12 * 3600)).policy().warnings())
                .isEmpty();
    }

    @Test
    void readingAndChangingNeedPermissions() throws Exception {
        server.account("reader@example.com", "audit:read");
        server.account("user@example.com", "orders:read");
        String reader = Http.cookie(http.logIn("reader@example.com", TestServer.PASSWORD));
        String user = Http.cookie(http.logIn("user@example.com", TestServer.PASSWORD));
        assertThat(http.get(PATH, "Cookie", reader).statusCode()).isEqualTo(200);
        assertThat(http.get(PATH, "Cookie", user).statusCode()).isEqualTo(403);
        assertThat(http.send(
                                "PUT",
                                PATH,
                                body().toString(),
                                "Cookie",
                                reader,
                                "X-Requested-By",
                                "test",
                                "Content-Type",
                                "application/json",
                                "If-Match",
                                etag())
                        .statusCode())
                .isEqualTo(403);
    }

    /** A role's limits stand in the place of everybody's; of several roles each limit is the shortest. New logins and present sessions get the same. */
    @Test
    void ofSeveralRolesTheShortestOfEachLimitHolds() {
        server.sql("insert into role (name) values ('kiosk'), ('clerk')");
        for (String roles : List.of("", "kiosk", "clerk", "kiosk,clerk", "kiosk,auditor", "auditor")) {
            String email = "u" + roles.replace(',', '-') + "@example.com";
            server.account(email);
            server.sql("update account set roles = '{" + roles + "}' where email = '" + email + "'");
            server.loggedIn(email);
        }
        desk.apply(PolicyDesk.limits(1000, 10_000)
                .andThen(PolicyDesk.role("kiosk", new Limits(5000, 6000, null, null, 3)))
                .andThen(PolicyDesk.role("clerk", new Limits(700, null, 60, null, null)))::apply);
        await().until(() -> desk.admin().policyProgress().older() == 0);
        assertLimits("u@example.com", 1000, 10_000, 300, 10);
        assertLimits("ukiosk@example.com", 5000, 6000, 300, 3);
        assertLimits("uclerk@example.com", 700, 10_000, 60, 10);
        assertLimits("ukiosk-clerk@example.com", 700, 6000, 60, 3);
        assertLimits("ukiosk-auditor@example.com", 1000, 6000, 300, 3);
        assertLimits("uauditor@example.com", 1000, 10_000, 300, 10);
    }

    private void assertLimits(String email, int idle, int absolute, int access, int grace) {
        server.loggedIn(email);
        assertThat(server.isTrue("""
                select count(*) = 2 and bool_and(idle_ttl = %d and expires_at = created_at + interval '%d s'
                    and access_ttl = %d and refresh_grace = %d)
                from session_now where email = '%s' and over_reason is null
                """.formatted(idle, absolute, access, grace, email)))
                .as(email)
                .isTrue();
    }

    @Test
    void withoutBeingAskedPresentSessionsKeepTheirLimits() {
        server.account("alice@example.com");
        PortcullisClient alice = server.loggedIn("alice@example.com");
        desk.change(PolicyDesk.limits(60, 120));
        assertThat(desk.admin().policyProgress().older()).isGreaterThan(0);
        assertThat(desk.admin().policyProgress().applying()).isZero();
        assertThat(alice.current().idleTtlSeconds()).isEqualTo(1800);
        assertThat(server.loggedIn("alice@example.com").current().idleTtlSeconds())
                .isEqualTo(60);
    }

    /** An idle limit lowered now ends a session now: until now it was rightly answered as active. */
    @Test
    void aPresentSessionThatIsOverByTheNewLimitsEndsNowAndNotInThePast() {
        server.account("alice@example.com");
        UUID idle = server.loggedIn("alice@example.com").current().handle();
        UUID expired = server.loggedIn("alice@example.com").current().handle();
        UUID lapsed = server.loggedIn("alice@example.com").current().handle();
        UUID stays = server.loggedIn("alice@example.com").current().handle();
        server.age("" + idle, "last_seen_at = now() - interval '20 min', idle_expires_at = now() + interval '10 min'");
        server.age("" + expired, "created_at = now() - interval '2 h', expires_at = now() + interval '10 h'");
        server.age(
                "" + lapsed, "last_seen_at = now() - interval '40 min', idle_expires_at = now() - interval '10 min'");
        PolicyOutcome outcome = desk.apply(PolicyDesk.limits(900, 3600));
        Instant changedAt = Objects.requireNonNull(outcome.policy().changedAt());
        await().until(() -> desk.admin().policyProgress().older() == 0);
        assertEnded(idle, EndReason.IDLE, changedAt, true);
        assertEnded(expired, EndReason.EXPIRED, changedAt, true);
        assertEnded(lapsed, EndReason.IDLE, changedAt, false); // it ended before, whatever the new limits are
        SessionView changed = desk.admin().session(stays);
        assertThat(changed.idleTtlSeconds()).isEqualTo(900);
        assertThat(changed.idleExpiresAt()).isEqualTo(changed.lastSeenAt().plusSeconds(900));
        assertThat(changed.expiresAt()).isEqualTo(changed.createdAt().plusSeconds(3600));
        assertThat(changed.tokens().refresh().expiresAt()).isBeforeOrEqualTo(changed.expiresAt());
        assertThat(server.isTrue("select count(*) = 1 and bool_and(actor = '%s' and detail->>'policyVersion' = '1')"
                                .formatted(TestServer.ADMIN)
                        + " from event where type = 'session.changed' and session_handle = '" + stays + "'"))
                .isTrue();
    }

    private void assertEnded(UUID handle, EndReason reason, Instant changedAt, boolean after) {
        SessionView session = desk.admin().session(handle);
        assertThat(session.endReason()).isEqualTo(reason);
        assertThat(!Objects.requireNonNull(session.endedAt()).isBefore(changedAt))
                .isEqualTo(after);
        assertThat(server.isTrue("select count(*) = 1 from event where type = 'session.ended' and session_handle = '"
                        + handle + "'"))
                .isTrue();
    }

    @Test
    void appliedLimitsAreThoseOfThePolicyInBothDirections() {
        server.account("alice@example.com");
        PortcullisClient alice = server.loggedIn("alice@example.com");
        desk.apply(PolicyDesk.limits(3000, 50_000));
        await().until(() -> desk.admin().policyProgress().older() == 0);
        assertThat(alice.current().idleTtlSeconds()).isEqualTo(3000);
        assertThat(alice.current().absoluteTtlSeconds()).isEqualTo(50_000);
    }

    @Test
    void whatAnOperatorHasShortenedByHandNoPolicyLengthens() {
        server.account("alice@example.com");
        PortcullisClient alice = server.loggedIn("alice@example.com");
        SessionView seen = desk.admin().session(alice.current().handle());
        Instant sooner = seen.createdAt().plusSeconds(1000);
        desk.admin().change(seen, new SessionPatch(null, null, 120L, sooner));
        desk.apply(PolicyDesk.limits(3000, 50_000));
        await().until(() -> desk.admin().policyProgress().older() == 0);
        assertThat(alice.current().idleTtlSeconds()).isEqualTo(120);
        assertThat(alice.current().expiresAt()).isEqualTo(sooner);
    }

    /** A login that took its limits from the policy before, and commits after it was applied, is found. */
    @Test
    void aLoginThatRacedWithTheChangeGetsTheNewLimits() {
        server.account("alice@example.com");
        desk.apply(PolicyDesk.limits(900, 3600));
        await().until(() -> desk.admin().policyProgress().older() == 0);
        PortcullisClient late = server.loggedIn("alice@example.com");
        server.age(
                "" + late.current().handle(),
                "policy_version = 0, idle_ttl = 1800, expires_at = created_at + interval '12 h'");
        await().until(() -> late.current().idleTtlSeconds() == 900);
        assertThat(late.current().absoluteTtlSeconds()).isEqualTo(3600);
    }

    /** What somebody holds is passed over, waits for nobody, and is changed when it is free. */
    @Test
    void applyingWaitsForNoSessionAndForgetsNone() throws Exception {
        server.account("alice@example.com");
        UUID held = server.loggedIn("alice@example.com").current().handle();
        UUID free = server.loggedIn("alice@example.com").current().handle();
        try (var database = java.sql.DriverManager.getConnection(
                server.databaseAddress().url(),
                server.databaseAddress().user(),
                server.databaseAddress().password())) {
            database.setAutoCommit(false);
            database.createStatement().execute("select from session where handle = '" + held + "' for update");
            desk.apply(PolicyDesk.limits(900, 3600));
            await().until(() -> desk.admin().session(free).idleTtlSeconds() == 900);
            assertThat(desk.admin().policyProgress().applying()).isEqualTo(1);
            database.rollback();
        }
        await().until(() -> desk.admin().session(held).idleTtlSeconds() == 900);
    }

    @Test
    void aServerThatDiedInTheMiddleIsFollowedByTheNext() {
        server.account("alice@example.com");
        UUID session = server.loggedIn("alice@example.com").current().handle();
        desk.apply(PolicyDesk.limits(900, 3600));
        await().until(() -> desk.admin().policyProgress().older() == 0);
        server.stop();
        server.sql("update session set policy_version = 0, idle_ttl = 1800 where handle = '" + session + "'");
        server.resume();
        await().until(() -> server.isTrue("select idle_ttl = 900 from session where handle = '" + session + "'"));
    }

    @Test
    void theChangeIsRecordedWithWhoAndWhat() {
        desk.change(PolicyDesk.limits(900, 43200));
        assertThat(server.isTrue("select actor = '" + TestServer.ADMIN + "' and detail = '{\"version\": 1,"
                        + "\"applyToPresent\": false, \"changes\": {\"/lifetime/idleTtlSeconds\": {\"from\": 1800, \"to\": 900}}}'"
                        + "::jsonb from event where type = 'policy.changed'"))
                .isTrue();
        assertThat(desk.change(policy -> policy).changed()).isFalse();
        assertThat(server.isTrue("select count(*) = 1 from event where type = 'policy.changed'"))
                .isTrue();
    }

    @Test
    void anotherServerFollowsWithinSeconds() {
        Database.Address database = TestDatabase.fresh();
        try (TestServer one = TestServer.start(database);
                TestServer two = TestServer.start(database);
                PolicyDesk first = new PolicyDesk(one)) {
            first.change(PolicyDesk.limits(777, 7777));
            one.account("alice@example.com");
            assertThat(one.loggedIn("alice@example.com").current().idleTtlSeconds())
                    .as("at once on the server that changed it")
                    .isEqualTo(777);
            await().until(() -> two.loggedIn("alice@example.com").current().idleTtlSeconds() == 777);
        }
    }

    private ObjectNode body() throws Exception {
        ObjectNode body = JSON.createObjectNode();
        body.set(
                "policy", JSON.readTree(http.get(PATH, "Cookie", cookie).body()).get("policy"));
        return body;
    }

    private String etag() throws Exception {
        return http.get(PATH, "Cookie", cookie).headers().firstValue("ETag").orElseThrow();
    }

    private HttpResponse<String> put(ObjectNode body, String... headers) throws Exception {
        List<String> all = new java.util.ArrayList<>(
                List.of("Cookie", cookie, "X-Requested-By", "test", "Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return http.send("PUT", PATH, body.toString(), all.toArray(String[]::new));
    }

    private static List<String> pointers(HttpResponse<String> refused) throws Exception {
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        return JSON.readTree(refused.body()).get("errors").findValuesAsText("pointer");
    }
}
