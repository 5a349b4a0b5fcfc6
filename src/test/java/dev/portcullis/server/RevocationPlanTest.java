package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationAction;
import dev.portcullis.api.RevocationPage;
import dev.portcullis.api.RevocationPlan;
import dev.portcullis.api.RevocationPlan.Top;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.RevocationResult;
import dev.portcullis.api.RevocationView;
import dev.portcullis.api.RevokedSessionPage.Item;
import dev.portcullis.api.SessionState;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.Revocations;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import dev.portcullis.support.TestService;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A revocation in two steps: what it would mean, and then exactly that; and what can be read of it afterwards. */
class RevocationPlanTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TestServer server = TestServer.start();
    private PortcullisClient admin = server.client();
    private Revocations revocations = admin.revocations();

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void logIn() {
        server.clear();
        server.account("alice@example.com", "orders:read");
        server.account("bob@example.com", "billing", "orders:read");
        admin = server.admin();
        revocations = admin.revocations();
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void aPlanSaysWhomItHitsAndDoesNothing() {
        UUID one = logIn("alice@example.com", "203.0.113.5");
        UUID two = logIn("alice@example.com", "203.0.113.6");
        UUID three = logIn("bob@example.com", "2001:db8::1");
        UUID over = logIn("bob@example.com", "192.0.2.1");
        UUID own = admin.current().handle();
        admin.revoke(List.of(over), "before");
        server.age(two.toString(), "last_seen_at = last_seen_at - interval '6 minutes'");

        RevocationPlan plan =
                revocations.plan(RevocationRequest.end(List.of(one, two, three, over, own, UUID.randomUUID())));

        assertThat(plan.matched()).isEqualTo(5);
        assertThat(plan.notFound()).isEqualTo(1);
        assertThat(plan.alreadyEnded()).isEqualTo(1);
        assertThat(plan.ownSession()).isEqualTo(new RevocationPlan.OwnSession(true, true));
        RevocationPlan.Radius radius = plan.radius();
        assertThat(radius.users().count()).isEqualTo(3);
        assertThat(radius.users().top())
                .containsExactly(
                        new Top("alice@example.com", 2), new Top(TestServer.ADMIN, 1), new Top("bob@example.com", 1));
        assertThat(radius.networks().top())
                .startsWith(new Top("203.0.113.0/24", 2))
                .contains(new Top("2001:db8::/64", 1));
        assertThat(radius.devices().count()).isEqualTo(1);
        assertThat(radius.permissions().top()).startsWith(new Top("orders:read", 3));
        assertThat(radius.seenInLast5Minutes()).isEqualTo(3);
        assertThat(radius.operators()).isEqualTo(1);
        assertThat(plan.message()).isNull();
        for (UUID handle : List.of(one, two, three)) {
            assertThat(admin.session(handle).state()).isEqualTo(SessionState.ACTIVE);
        }
        assertThat(revocations.page(null, 100).items()).hasSize(1);
    }

    @Test
    void aPlanIsBoundToItsSessions() throws Exception {
        UUID one = logIn("alice@example.com", "203.0.113.5");
        UUID leaving;
        RevocationPlan plan;
        try (PortcullisClient bob = server.loggedIn("bob@example.com")) {
            leaving = bob.current().handle();
            plan = revocations.plan(RevocationRequest.end(List.of(leaving, one)));
            bob.logOut();
        }
        UUID later = logIn("alice@example.com", "203.0.113.5");

        Receipt receipt = revocations.execute(plan.plan(), "phishing");

        assertThat(receipt.action()).isEqualTo(RevocationAction.END);
        assertThat(receipt.matched()).isEqualTo(2);
        assertThat(receipt.ended()).isEqualTo(1);
        assertThat(receipt.alreadyEnded()).isEqualTo(1);
        assertThat(receipt.digest()).isEqualTo(digest(one, leaving));
        assertThat(admin.session(one).endNote()).isEqualTo("phishing");
        assertThat(admin.session(later).state()).isEqualTo(SessionState.ACTIVE);
        assertThat(revocations.sessions(receipt.id(), null, 100).items())
                .containsExactlyInAnyOrder(
                        new Item(one, RevocationResult.ENDED, "alice@example.com"),
                        new Item(leaving, RevocationResult.ALREADY_ENDED, "bob@example.com"));
    }

    @Test
    void aPlanThatHasExpiredIsRefusedAndThenForgotten() throws Exception {
        UUID handle = logIn("alice@example.com", "203.0.113.5");
        RevocationPlan plan = revocations.plan(RevocationRequest.end(List.of(handle)));
        server.sql("update revocation set plan_expires_at = now() where state = 'planned'");
        HttpResponse<String> late = execute(adminCookie(), plan.plan());
        assertThat(late.statusCode()).isEqualTo(410);
        assertThat(type(late)).isEqualTo("plan-expired");
        assertThat(admin.session(handle).state()).isEqualTo(SessionState.ACTIVE);

        for (String none : List.of("no-such-plan", "nosuchplan-nosuchplan_", "", "\\u0000")) {
            assertThat(execute(adminCookie(), none).statusCode()).as(none).isEqualTo(404);
        }
    }

    @Test
    void aPlanIsItsOperatorsAlone() throws Exception {
        server.account("other@example.com", "sessions:revoke");
        UUID handle = logIn("alice@example.com", "203.0.113.5");
        RevocationPlan plan = revocations.plan(RevocationRequest.end(List.of(handle)));
        Http http = new Http(server.uri());
        String other = Http.cookie(http.logIn("other@example.com", TestServer.PASSWORD));
        assertThat(execute(other, plan.plan()).statusCode()).isEqualTo(403);
        TestService service = TestService.register(server, "robot", false, "sessions:revoke");
        String token = "Bearer " + service.token();
        String order = "{\"plan\":\"" + plan.plan() + "\",\"reason\":\"mine\"}";
        assertThat(http.postJson("/admin/v1/revocations", order, "Authorization", token)
                        .statusCode())
                .isEqualTo(403);
        assertThat(admin.session(handle).state()).isEqualTo(SessionState.ACTIVE);

        JsonNode own = JSON.readTree(http.postJson(
                        "/admin/v1/revocations",
                        "{\"handles\":[\"" + handle + "\"],\"dryRun\":true}",
                        "Authorization",
                        token)
                .body());
        assertThat(own.at("/ownSession/matched").asBoolean()).isFalse();
        HttpResponse<String> done = http.postJson(
                "/admin/v1/revocations",
                "{\"plan\":\"" + own.path("plan").asText() + "\",\"reason\":\"robots\"}",
                "Authorization",
                token);
        assertThat(done.statusCode()).isEqualTo(201);
        assertThat(JSON.readTree(done.body()).path("by").asText()).contains("robot");
    }

    @Test
    void executingAPlanAgainAnswersTheSameReceipt() throws Exception {
        UUID handle = logIn("alice@example.com", "203.0.113.5");
        String plan = revocations.plan(RevocationRequest.end(List.of(handle))).plan();
        String cookie = adminCookie();
        List<Future<HttpResponse<String>>> all = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                all.add(clients.submit(() -> execute(cookie, plan)));
            }
            String first = all.getFirst().get().body();
            for (Future<HttpResponse<String>> each : all) {
                assertThat(each.get().statusCode()).isEqualTo(201);
                assertThat(each.get().body()).isEqualTo(first);
            }
            assertThat(JSON.readTree(first).path("ended").asInt()).isEqualTo(1);
        }
        assertThat(revocations.page(null, 100).items()).hasSize(1);
        server.sql("update revocation set plan_expires_at = now()");
        assertThat(execute(cookie, plan).statusCode())
                .as("what is done does not expire")
                .isEqualTo(201);
    }

    @Test
    @DisplayName("RFC 7240 §4.3: whoever would rather not wait is told where the receipt will be")
    void whoDoesNotWaitIsToldWhereTheReceiptWillBe() throws Exception {
        UUID handle = logIn("alice@example.com", "203.0.113.5");
        String plan = revocations.plan(RevocationRequest.end(List.of(handle))).plan();
        String cookie = adminCookie();
        HttpResponse<String> begun = post(
                cookie, "{\"plan\":\"" + plan + "\",\"reason\":\"phishing\"}", "Prefer", "respond-async, Wait=0; x=1");
        assertThat(begun.statusCode()).isEqualTo(202);
        assertThat(begun.headers().firstValue("Preference-Applied")).contains("wait=0");
        UUID id = UUID.fromString(JSON.readTree(begun.body()).get("id").asText());
        await().until(() -> revocations.find(id).receipt() != null);
        assertThat(admin.session(handle).state()).isEqualTo(SessionState.ENDED);

        UUID other = logIn("alice@example.com", "203.0.113.5");
        HttpResponse<String> odd = post(cookie, order(other), "Prefer", "wait=soon");
        assertThat(odd.statusCode()).isEqualTo(201);
        assertThat(odd.headers().firstValue("Preference-Applied")).isEmpty();
    }

    @Test
    void howFarItHasComeIsToldToWhoAsks() {
        List<UUID> handles = server.sessions("alice@example.com", 1200);
        List<RevocationView> told = new ArrayList<>();
        RevocationPlan plan = revocations.plan(RevocationRequest.end(handles));
        Receipt receipt = revocations.execute(plan.plan(), "phishing", told::add);
        assertThat(receipt.ended()).isEqualTo(1200);
        assertThat(told).allSatisfy(view -> assertThat(view.done()).isBetween(0, 1200));
    }

    @Test
    void anOrderThatIsSentAgainWithItsKeyIsNotCarriedOutAgain() throws Exception {
        UUID one = logIn("alice@example.com", "203.0.113.5");
        UUID two = logIn("alice@example.com", "203.0.113.5");
        String cookie = adminCookie();
        List<Future<HttpResponse<String>>> all = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                all.add(clients.submit(() -> post(cookie, order(one), "Idempotency-Key", "\"order 1\"")));
            }
            for (Future<HttpResponse<String>> each : all) {
                assertThat(each.get().body()).isEqualTo(all.getFirst().get().body());
            }
        }
        HttpResponse<String> first = all.getFirst().get();
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(JSON.readTree(first.body()).path("ended").asInt()).isEqualTo(1);
        String id = JSON.readTree(first.body()).path("id").asText();
        assertThat(first.headers().firstValue("Location")).hasValue("/admin/v1/revocations/" + id);

        HttpResponse<String> another = post(cookie, order(two), "Idempotency-Key", "\"order 1\"");
        assertThat(another.statusCode()).isEqualTo(422);
        assertThat(type(another)).isEqualTo("idempotency-key-reused");
        assertThat(admin.session(two).state()).isEqualTo(SessionState.ACTIVE);
        for (String wrong : List.of("\"\"", "\"a", "a\\b", "x".repeat(256))) {
            assertThat(post(cookie, order(two), "Idempotency-Key", wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }

        server.account("other@example.com", "sessions:revoke");
        String other = Http.cookie(new Http(server.uri()).logIn("other@example.com", TestServer.PASSWORD));
        assertThat(post(other, order(two), "Idempotency-Key", "\"order 1\"").statusCode())
                .as("keys are each operator's own")
                .isEqualTo(201);
        assertThat(admin.session(two).state()).isEqualTo(SessionState.ENDED);
    }

    @Test
    void thatNothingMatchesIsSaidAloudAndDoneTruly() {
        RevocationPlan plan = revocations.plan(RevocationRequest.end(List.of(UUID.randomUUID())));
        assertThat(plan.matched()).isZero();
        assertThat(plan.message()).startsWith("No session matches");
        Receipt receipt = revocations.execute(plan.plan(), "whatever");
        assertThat(receipt.matched()).isZero();
        assertThat(receipt.ended()).isZero();
        assertThat(revocations.sessions(receipt.id(), null, 100).items())
                .extracting(Item::result)
                .containsExactly(RevocationResult.NOT_FOUND);
    }

    @Test
    void aQueryFindsWhatHasNotEndedAndLeavesOnesOwnSessionOut() {
        UUID one = logIn("alice@example.com", "203.0.113.5");
        UUID two = logIn("alice@example.com", "203.0.114.5");
        UUID over = logIn("alice@example.com", "203.0.113.5");
        UUID bobs = logIn("bob@example.com", "203.0.113.5");
        admin.revoke(List.of(over), "before");
        RevocationPlan plan = revocations.plan(RevocationRequest.end("user:alice ip:203.0.113.0/24"));
        assertThat(plan.matched()).isEqualTo(1);
        assertThat(plan.alreadyEnded()).isZero();
        assertThat(plan.ownSession()).isEqualTo(new RevocationPlan.OwnSession(false, false));
        Receipt receipt = revocations.execute(plan.plan(), "by query");
        assertThat(revocations.sessions(receipt.id(), null, 10).items())
                .containsExactly(new Item(one, RevocationResult.ENDED, "alice@example.com"));

        RevocationPlan all = revocations.plan(RevocationRequest.end("state:active,suspended"));
        assertThat(all.matched()).isEqualTo(2);
        assertThat(all.ownSession()).isEqualTo(new RevocationPlan.OwnSession(true, false));
        assertThat(revocations
                        .plan(RevocationRequest.end("state:active").includingOwn())
                        .ownSession())
                .isEqualTo(new RevocationPlan.OwnSession(true, true));
        UUID later = logIn("alice@example.com", "203.0.113.5");
        assertThat(revocations.execute(all.plan(), "everybody").ended()).isEqualTo(2);
        assertThat(admin.session(two).state()).isEqualTo(SessionState.ENDED);
        assertThat(admin.session(bobs).state()).isEqualTo(SessionState.ENDED);
        assertThat(admin.session(later).state()).isEqualTo(SessionState.ACTIVE);
        assertThat(admin.current().state()).isEqualTo(SessionState.ACTIVE);

        RevocationPlan none = revocations.plan(RevocationRequest.end("user:nobody@example.com"));
        assertThat(none.matched()).isZero();
        assertThat(none.message()).startsWith("No session matches");
        assertThat(revocations.execute(none.plan(), "nothing").digest())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void whatAQueryFindsIsPlannedFirst() throws Exception {
        String cookie = adminCookie();
        String[][] wrong = {
            {"{\"query\":\"user:alice\",\"reason\":\"x\"}", "#/dryRun"},
            {"{\"query\":\" \",\"dryRun\":true}", "#/query"},
            {"{\"query\":7,\"dryRun\":true}", "#/query"},
            {"{\"query\":\"user:alice\",\"handles\":[],\"dryRun\":true}", "#/handles"},
            {"{\"handles\":[\"" + UUID.randomUUID() + "\"],\"includeOwn\":true,\"dryRun\":true}", "#/includeOwn"},
        };
        for (String[] each : wrong) {
            HttpResponse<String> answer = post(cookie, each[0]);
            assertThat(answer.statusCode()).as(each[0]).isEqualTo(400);
            assertThat(JSON.readTree(answer.body()).at("/errors/0/pointer").asText())
                    .as(each[0])
                    .isEqualTo(each[1]);
        }
        HttpResponse<String> misspelt = post(cookie, "{\"query\":\"usr:alice\",\"dryRun\":true}");
        assertThat(misspelt.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(misspelt.body()).path("detail").asText()).contains("usr");
    }

    /** Measured: see the README's limits. */
    @Test
    void aHundredThousandSessionsAreEndedByPlan() throws Exception {
        int many = 100_000;
        server.sessions("alice@example.com", many);
        server.sql("analyze session");
        long began = System.nanoTime();
        RevocationPlan plan = revocations.plan(RevocationRequest.end("user:alice"));
        double planned = (System.nanoTime() - began) / 1e9;
        assertThat(plan.matched()).isEqualTo(many);
        assertThat(plan.radius().networks().count()).isEqualTo(many / 256 + 1);
        HttpResponse<String> answer = execute(adminCookie(), plan.plan());
        assertThat(answer.statusCode()).isIn(201, 202);
        UUID id = UUID.fromString(JSON.readTree(answer.body()).path("id").asText());
        assertThat(answer.headers().firstValue("Location")).hasValue("/admin/v1/revocations/" + id);
        await().atMost(Duration.ofMinutes(2)).until(() -> revocations.find(id).receipt() != null);
        Receipt receipt = Objects.requireNonNull(revocations.find(id).receipt());
        assertThat(receipt.ended()).isEqualTo(many);
        assertThat(server.isTrue("select count(*) = " + many + " from event where type = 'session.ended'"))
                .isTrue();
        System.out.printf(
                "100,000 sessions: planned in %.1f s, ended in %.1f s%n",
                planned, receipt.nodes().getFirst().milliseconds() / 1000);
    }

    @Test
    void aLargePlanCanBeMadeButNotExecutedAfterAnOldLogin() throws Exception {
        List<UUID> some = server.sessions("alice@example.com", 21);
        String cookie = adminCookie();
        server.sql("update session set authenticated_at = authenticated_at - interval '901 seconds'");
        JsonNode plan = JSON.readTree(post(cookie, dryRun(some)).body());
        assertThat(plan.path("matched").asInt()).isEqualTo(21);
        HttpResponse<String> refused = execute(cookie, plan.path("plan").asText());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(type(refused)).isEqualTo("step-up-required");
        JsonNode smaller =
                JSON.readTree(post(cookie, dryRun(some.subList(0, 20))).body());
        assertThat(execute(cookie, smaller.path("plan").asText()).statusCode()).isEqualTo(201);
        server.sql("update session set authenticated_at = now()");
        assertThat(execute(cookie, plan.path("plan").asText()).statusCode()).isEqualTo(201);
    }

    @Test
    void whatOneServerLeavesHalfDoneAnotherFinishesAndNothingIsToldTwice() throws Exception {
        List<UUID> sessions = server.sessions("alice@example.com", 4500);
        String blocking = server.rows(
                        "select handle from session where account_id <> (select id from account where email = '"
                                + TestServer.ADMIN + "') order by handle offset 2100 limit 1")
                .getFirst();
        String cookie = adminCookie();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                TestServer doomed = TestServer.start(server.databaseAddress(), config -> config.withNode("doomed"))) {
            Future<HttpResponse<String>> order;
            try (var _ = server.holding("select from session where handle = '" + blocking + "' for update")) {
                order = clients.submit(() -> new Http(doomed.uri())
                        .postJson(
                                "/admin/v1/revocations",
                                "{\"handles\":" + JSON.writeValueAsString(sessions) + ",\"reason\":\"all of them\"}",
                                "Cookie",
                                cookie,
                                "X-Requested-By",
                                "test"));
                // Whole chunks, and the next one waits. Others wait for locks too, for a moment.
                await().until(() -> server.waitsForALock()
                        && revocations.page(null, 1).items().stream()
                                .anyMatch(
                                        newest -> revocations.find(newest.id()).done() == 2000));
                UUID id = revocations.page(null, 1).items().getFirst().id();
                RevocationView half = revocations.find(id);
                assertThat(half.state()).isEqualTo(RevocationView.State.RUNNING);
                assertThat(half.matched()).isEqualTo(4500);
                assertThat(revocations.sessions(id, null, 1000).next()).isNotNull();
                doomed.crash();
            }
            assertThat(order.get().statusCode())
                    .as("nobody knows, and nobody says so")
                    .isEqualTo(503);
            server.sql("update revocation set lease_ends = now() where state = 'running'");
        }
        UUID id = revocations.page(null, 1).items().getFirst().id();
        await().until(() -> revocations.find(id).receipt() != null);
        Receipt receipt = Objects.requireNonNull(revocations.find(id).receipt());
        assertThat(receipt.ended()).isEqualTo(4500);
        assertThat(receipt.digest()).isEqualTo(digest(sessions.toArray(UUID[]::new)));
        assertThat(server.isTrue("select count(*) = 4500 and count(distinct session_handle) = 4500"
                        + " from event where type = 'session.ended'"))
                .isTrue();
        assertThat(server.isTrue("select count(*) = 1 from event where type = 'revocation.done'"))
                .isTrue();
        List<Item> items = new ArrayList<>();
        UUID after = null;
        do {
            var page = revocations.sessions(id, after, 1000);
            items.addAll(page.items());
            after = page.next();
        } while (after != null);
        assertThat(items).hasSize(4500).allMatch(item -> item.result() == RevocationResult.ENDED);
        assertThat(items.stream().map(Item::handle)).containsExactlyInAnyOrderElementsOf(sessions);
    }

    @Test
    void aRevocationThatACrashLeftUnsignedGetsItsReceipt() {
        Receipt signed = admin.revoke(List.of(logIn("alice@example.com", "203.0.113.5")), "before the crash");
        server.sql("update revocation set state = 'running', lease_ends = now(), finished_at = null, receipt = null");
        await().until(() -> revocations.find(signed.id()).receipt() != null);
        Receipt again = Objects.requireNonNull(revocations.find(signed.id()).receipt());
        assertThat(again.ended()).isEqualTo(1);
        assertThat(again.signature()).isNotEmpty();
    }

    @Test
    void receiptsAreReadNewestFirstByWhoRevokesAndByWhoAudits() throws Exception {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.addFirst(admin.revoke(List.of(logIn("alice@example.com", "203.0.113.5")), "number " + i)
                    .id());
        }
        revocations.plan(RevocationRequest.end(List.of(admin.current().handle())));
        server.account("auditor@example.com", "audit:read");
        try (PortcullisClient auditor = server.loggedIn("auditor@example.com")) {
            RevocationPage page = auditor.revocations().page(null, 3);
            assertThat(page.items()).extracting(RevocationView::id).containsExactlyElementsOf(ids.subList(0, 3));
            assertThat(page.items().getFirst().receipt())
                    .isEqualTo(revocations.find(ids.getFirst()).receipt());
            RevocationPage rest = auditor.revocations().page(page.next(), 3);
            assertThat(rest.items()).extracting(RevocationView::id).containsExactlyElementsOf(ids.subList(3, 5));
            assertThat(rest.next()).isNull();
        }
        Http http = new Http(server.uri());
        String bob = Http.cookie(http.logIn("bob@example.com", TestServer.PASSWORD));
        String path = "/admin/v1/revocations";
        for (String route : List.of(path, path + "/" + ids.getFirst(), path + "/" + ids.getFirst() + "/sessions")) {
            assertThat(http.get(route, "Cookie", bob).statusCode()).as(route).isEqualTo(403);
        }
        String cookie = adminCookie();
        String none = path + "/" + UUID.randomUUID();
        assertThat(http.get(none, "Cookie", cookie).statusCode()).isEqualTo(404);
        assertThat(http.get(none + "/sessions", "Cookie", cookie).statusCode()).isEqualTo(404);
        for (String query : List.of("?after=x", "?limit=0", "?limit=1001")) {
            assertThat(http.get(path + query, "Cookie", cookie).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void whatIsWrongIsNamedWithItsPlace() throws Exception {
        String cookie = adminCookie();
        String handle = "\"" + UUID.randomUUID() + "\"";
        String[][] wrong = {
            {"{\"handles\":[" + handle + "],\"action\":\"shout\",\"reason\":\"x\"}", "#/action"},
            {"{\"handles\":[" + handle + ",\"x\",7],\"dryRun\":true}", "#/handles/1 #/handles/2"},
            {"{\"handles\":[" + handle + "],\"dryRun\":\"yes\",\"reason\":\"x\"}", "#/dryRun"},
            {"{\"handles\":[" + handle + "],\"dryRun\":false}", "#/reason"},
            {"{\"plan\":\"x\",\"reason\":\" \"}", "#/reason"},
            {"{\"plan\":7,\"reason\":\"x\"}", "#/plan"},
            {"{\"plan\":\"x\",\"handles\":[" + handle + "],\"reason\":\"x\"}", "#/handles"},
            {"{\"plan\":\"x\",\"dryRun\":true,\"reason\":\"x\"}", "#/dryRun"},
        };
        for (String[] each : wrong) {
            HttpResponse<String> answer = post(cookie, each[0]);
            assertThat(answer.statusCode()).as(each[0]).isEqualTo(400);
            List<String> pointers = new ArrayList<>();
            JSON.readTree(answer.body())
                    .path("errors")
                    .forEach(error -> pointers.add(error.path("pointer").asText()));
            assertThat(pointers).as(each[0]).containsExactlyInAnyOrder(each[1].split(" "));
        }
    }

    private UUID logIn(String email, String address) {
        try (PortcullisClient client = server.client(address, "Portcullis-Test/1")) {
            return client.logIn(new LoginRequest(email, TestServer.PASSWORD, null))
                    .session()
                    .handle();
        }
    }

    private static String adminCookie() throws Exception {
        return TestService.adminCookie(server);
    }

    private static HttpResponse<String> execute(String cookie, String plan) throws Exception {
        return post(cookie, "{\"plan\":\"" + plan + "\",\"reason\":\"planned\"}");
    }

    private static String order(UUID handle) {
        return "{\"handles\":[\"" + handle + "\"],\"reason\":\"why not\"}";
    }

    private static String dryRun(List<UUID> handles) throws Exception {
        return "{\"handles\":" + JSON.writeValueAsString(handles) + ",\"dryRun\":true}";
    }

    private static HttpResponse<String> post(String cookie, String body, String... headers) throws Exception {
        return new Http(server.uri())
                .postJson(
                        "/admin/v1/revocations",
                        body,
                        Stream.concat(Stream.of("Cookie", cookie, "X-Requested-By", "test"), Stream.of(headers))
                                .toArray(String[]::new));
    }

    private static String type(HttpResponse<String> problem) throws Exception {
        return JSON.readTree(problem.body()).get("type").asText().replace("urn:portcullis:problem:", "");
    }

    /** As whoever has the list would check it: {@code sort | sha256sum}. */
    private static String digest(UUID... handles) throws Exception {
        String lines = Stream.of(handles)
                .map(UUID::toString)
                .sorted()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(lines.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }
}
