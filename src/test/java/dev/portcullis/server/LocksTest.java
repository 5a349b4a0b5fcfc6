package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.Lock;
import dev.portcullis.api.LockPage;
import dev.portcullis.api.NewLock;
import dev.portcullis.api.PolicyDocument;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationLock;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.support.Http;
import dev.portcullis.support.PolicyDesk;
import dev.portcullis.support.TestServer;
import dev.portcullis.support.TestService;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** To a locked account, and from a locked network, nobody logs in. */
class LocksTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALICE = "alice@example.com";
    private static final String ELSEWHERE = "203.0.113.5";
    private static final TestServer server = TestServer.start();
    private final Http http = new Http(server.uri());
    private PortcullisClient admin = server.client();

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void logIn() {
        server.clear();
        server.account(ALICE, "orders:read");
        admin = server.admin();
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void toALockedAccountNobodyLogsInAndOnlyWhoKnowsThePasswordIsTold() throws Exception {
        HttpResponse<String> before = http.logIn(ALICE, TestServer.PASSWORD);
        Lock lock = admin.locks().lock(NewLock.account(account(ALICE), "taken over", 60));
        assertThat(lock.kind()).isEqualTo(Lock.Kind.ACCOUNT);
        assertThat(Objects.requireNonNull(lock.account()).email()).isEqualTo(ALICE);
        assertThat(Duration.between(lock.at(), lock.until())).isEqualTo(Duration.ofMinutes(60));

        HttpResponse<String> refused = http.logIn(ALICE, TestServer.PASSWORD);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(type(refused)).isEqualTo("account-locked");
        assertThat(type(http.logIn(ALICE, "wrong wrong wrong wrong"))).isEqualTo("invalid-credentials");
        String cookie = Http.cookie(before);
        assertThat(http.get("/v1/verify", "Cookie", cookie).statusCode())
                .as("present sessions go on")
                .isEqualTo(200);
        HttpResponse<String> proof = http.postJson(
                "/v1/sessions/current/authentication",
                "{\"password\":\"" + TestServer.PASSWORD + "\"}",
                "Cookie",
                cookie,
                "X-Requested-By",
                "test");
        assertThat(type(proof)).as("but cannot be proven again").isEqualTo("account-locked");

        admin.locks().lift(lock.id());
        assertThat(http.logIn(ALICE, TestServer.PASSWORD).statusCode()).isEqualTo(201);
        assertThat(server.rows("select type from event where type like 'account.%lock%' and account_id = '"
                        + account(ALICE) + "' and actor = '" + TestServer.ADMIN + "' order by xid, seq"))
                .containsExactly("account.locked", "account.unlocked");
    }

    @Test
    void aLockEndsByItself() throws Exception {
        admin.locks().lock(NewLock.account(account(ALICE), "for a while", 1));
        assertThat(http.logIn(ALICE, TestServer.PASSWORD).statusCode()).isEqualTo(403);
        server.sql("update account set locked_until = now() where lock_id is not null");
        assertThat(admin.locks().page(null, 10).items()).isEmpty();
        assertThat(http.logIn(ALICE, TestServer.PASSWORD).statusCode()).isEqualTo(201);
    }

    @Test
    void fromALockedNetworkNobodyLogsIn() throws Exception {
        Lock lock = admin.locks().lock(NewLock.network("203.0.113.99/24", "stuffing", null));
        assertThat(lock.network()).isEqualTo("203.0.113.0/24");
        assertThat(lock.until()).isNull();
        List<String> counted = server.rows("select count(*) from guess");
        for (String password : List.of(TestServer.PASSWORD, "wrong wrong wrong wrong")) {
            HttpResponse<String> refused = http.logIn(ALICE, password, "X-Forwarded-For", ELSEWHERE);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(type(refused)).isEqualTo("network-locked");
        }
        assertThat(server.rows("select count(*) from guess"))
                .as("nothing was looked at")
                .isEqualTo(counted);
        assertThat(http.logIn(ALICE, TestServer.PASSWORD, "X-Forwarded-For", "203.0.114.5")
                        .statusCode())
                .isEqualTo(201);
        admin.locks().lift(lock.id());
        assertThat(http.logIn(ALICE, TestServer.PASSWORD, "X-Forwarded-For", ELSEWHERE)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aLoginThatWasAdmittedBeforeTheNetworkWasLockedBeginsNothing() throws Exception {
        http.logIn(
                ALICE, TestServer.PASSWORD, "X-Forwarded-For", ELSEWHERE); // from here on its logins are one statement
        // As on a server that has not looked since.
        server.sql(
                "insert into network_lock values (gen_random_uuid(), '203.0.113.0/24', now(), 'infinity', 'x', 'x')");
        HttpResponse<String> refused = http.logIn(ALICE, TestServer.PASSWORD, "X-Forwarded-For", ELSEWHERE);
        assertThat(type(refused)).isEqualTo("network-locked");
    }

    @Test
    void ofSixtyFourLoginsThatRaceWithALockNoneIsAfterIt() throws Exception {
        List<Future<HttpResponse<String>>> logins = new ArrayList<>();
        UUID account = account(ALICE);
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                logins.add(people.submit(() -> http.logIn(ALICE, TestServer.PASSWORD)));
            }
            admin.locks().lock(NewLock.account(account, "now", null));
            for (Future<HttpResponse<String>> login : logins) {
                assertThat(login.get().statusCode()).isIn(201, 403, 503);
            }
        }
        assertThat(server.isTrue("select count(*) = 0 from session s join account a on a.id = s.account_id"
                        + " where a.id = '" + account + "' and s.created_at > a.locked_at"))
                .isTrue();
    }

    @Test
    void aRevocationLocksTheAccountsOfItsSessionsAndNetworksWithIt() throws Exception {
        server.account("boss@example.com", "accounts:write");
        server.account("operator@example.com", "sessions:revoke");
        UUID alice = handle(http.logIn(ALICE, TestServer.PASSWORD));
        UUID boss = handle(http.logIn("boss@example.com", TestServer.PASSWORD));
        try (PortcullisClient operator = server.loggedIn("operator@example.com")) {
            UUID own = operator.current().handle();
            String plan = operator.revocations()
                    .plan(RevocationRequest.end(List.of(alice, boss, own))
                            .locking(new RevocationLock(true, List.of("203.0.113.0/24"), 60, null)))
                    .plan();
            assertThat(admin.locks().page(null, 10).items())
                    .as("a plan locks nothing")
                    .isEmpty();
            Receipt receipt = operator.revocations().execute(plan, "taken over");
            assertThat(receipt.ended()).isEqualTo(3);
            assertThat(receipt.lockedAccounts()).isEqualTo(1);
            assertThat(receipt.lockedNetworks()).containsExactly("203.0.113.0/24");
        }
        assertThat(type(http.logIn(ALICE, TestServer.PASSWORD))).isEqualTo("account-locked");
        assertThat(http.logIn("boss@example.com", TestServer.PASSWORD).statusCode())
                .as("nobody locks who may do more")
                .isEqualTo(201);
        assertThat(http.logIn("operator@example.com", TestServer.PASSWORD).statusCode())
                .as("nor themselves")
                .isEqualTo(201);
        await().untilAsserted(
                        () -> assertThat(type(http.logIn(ALICE, TestServer.PASSWORD, "X-Forwarded-For", ELSEWHERE)))
                                .isEqualTo("network-locked"));
    }

    @Test
    void nobodyLocksThemselvesOrWhoMayDoMore() throws Exception {
        String cookie = TestService.adminCookie(server);
        HttpResponse<String> own = lock(cookie, "\"account\":\"" + account(TestServer.ADMIN) + "\"");
        assertThat(own.statusCode()).isEqualTo(409);
        assertThat(type(own)).isEqualTo("own-lock");
        HttpResponse<String> network = lock(cookie, "\"network\":\"127.0.0.0/8\"");
        assertThat(network.statusCode()).isEqualTo(409);
        assertThat(type(network)).isEqualTo("own-lock");
        assertThat(http.postJson(
                                "/admin/v1/revocations",
                                "{\"handles\":[\"" + UUID.randomUUID()
                                        + "\"],\"reason\":\"x\",\"lock\":{\"networks\":[\"0.0.0.0/0\"]}}",
                                "Cookie",
                                cookie,
                                "X-Requested-By",
                                "test")
                        .statusCode())
                .isEqualTo(409);
        assertThat(lock(cookie, "\"network\":\"127.0.0.1\",\"force\":true").statusCode())
                .isEqualTo(201);
        server.sql("delete from network_lock");

        try (PolicyDesk desk = new PolicyDesk(server)) {
            desk.change(PolicyDesk.networks(new PolicyDocument.Network("office", List.of("198.51.100.0/25"), true)));
        }
        assertThat(type(lock(cookie, "\"network\":\"198.51.100.0/24\""))).isEqualTo("own-lock");
        assertThat(lock(cookie, "\"network\":\"198.51.100.128/25\"").statusCode())
                .isEqualTo(201);

        server.account("operator@example.com", "sessions:revoke");
        await().until(() ->
                http.logIn("operator@example.com", TestServer.PASSWORD).statusCode() == 201);
        String operator = Http.cookie(http.logIn("operator@example.com", TestServer.PASSWORD));
        assertThat(lock(operator, "\"account\":\"" + account(TestServer.ADMIN) + "\"")
                        .statusCode())
                .isEqualTo(403);
        assertThat(lock(operator, "\"account\":\"" + account(ALICE) + "\"").statusCode())
                .isEqualTo(201);
    }

    @Test
    void locksAreListedNewestFirstAndTheLongerOneStays() throws Exception {
        Lock first = admin.locks().lock(NewLock.network("203.0.113.0/24", "first", 60));
        Lock second = admin.locks().lock(NewLock.account(account(ALICE), "second", 60));
        Lock third = admin.locks().lock(NewLock.network("2001:db8::/32", "third", 60));
        LockPage page = admin.locks().page(null, 2);
        assertThat(page.items()).containsExactly(third, second);
        assertThat(admin.locks().page(page.next(), 2).items()).containsExactly(first);
        assertThat(admin.locks().lock(NewLock.network("203.0.113.0/24", "shorter", 5)))
                .isEqualTo(first);
        assertThat(admin.locks()
                        .lock(NewLock.account(account(ALICE), "longer", null))
                        .reason())
                .isEqualTo("longer");
        assertThat(admin.locks().page(null, 10).items()).hasSize(3);
    }

    @Test
    void thoseOfSomeAccountsAreFoundAmongAllOthers() throws Exception {
        server.account("bob@example.com");
        server.account("carol@example.com");
        admin.locks().lock(NewLock.network("203.0.113.0/24", "stuffing", 60));
        Lock alice = admin.locks().lock(NewLock.account(account(ALICE), "taken over", 60));
        Lock bob = admin.locks().lock(NewLock.account(account("bob@example.com"), "on leave", null));

        assertThat(admin.locks().ofAccounts(List.of(account(ALICE), account("carol@example.com"))))
                .containsExactly(alice);
        assertThat(admin.locks().ofAccounts(List.of(account(ALICE), account("bob@example.com"))))
                .containsExactly(bob, alice);
        assertThat(admin.locks().ofAccounts(List.of())).isEmpty();
        List<UUID> many = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            many.add(UUID.randomUUID());
        }
        many.add(account(ALICE));
        assertThat(admin.locks().ofAccounts(many)).as("in three requests").containsExactly(alice);

        String cookie = TestService.adminCookie(server);
        for (String wrong : new String[] {
            "",
            "alice",
            account(ALICE) + ",",
            account(ALICE) + "&limit=1",
            ("," + account(ALICE)).repeat(101).substring(1)
        }) {
            HttpResponse<String> refused = http.get("/admin/v1/locks?account=" + wrong, "Cookie", cookie);
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void whatIsWrongOrNotPermittedIsRefused() throws Exception {
        String cookie = TestService.adminCookie(server);
        for (String wrong : new String[] {
            "\"account\":\"x\"",
            "\"network\":\"office\"",
            "\"network\":\"203.0.113.0/33\"",
            "\"network\":7",
            "\"account\":\"" + UUID.randomUUID() + "\",\"network\":\"203.0.113.0/24\"",
            "\"network\":\"203.0.113.0/24\",\"minutes\":0",
            "\"network\":\"203.0.113.0/24\",\"hours\":1"
        }) {
            assertThat(lock(cookie, wrong).statusCode()).as(wrong).isEqualTo(400);
        }
        assertThat(lock(cookie, "\"account\":\"" + UUID.randomUUID() + "\"").statusCode())
                .isEqualTo(404);
        assertThat(http.send(
                                "DELETE",
                                "/admin/v1/locks/" + UUID.randomUUID(),
                                "",
                                "Cookie",
                                cookie,
                                "X-Requested-By",
                                "test")
                        .statusCode())
                .isEqualTo(404);
        String alice = Http.cookie(http.logIn(ALICE, TestServer.PASSWORD));
        assertThat(lock(alice, "\"network\":\"203.0.113.0/24\"").statusCode()).isEqualTo(403);
        assertThat(http.get("/admin/v1/locks", "Cookie", alice).statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> lock(String cookie, String what) throws Exception {
        return http.postJson(
                "/admin/v1/locks", "{" + what + ",\"reason\":\"why not\"}", "Cookie", cookie, "X-Requested-By", "test");
    }

    private UUID account(String email) {
        return admin.account(email).orElseThrow().id();
    }

    private static UUID handle(HttpResponse<String> login) throws Exception {
        return UUID.fromString(
                JSON.readTree(login.body()).path("session").path("handle").asText());
    }

    private static String type(HttpResponse<String> problem) throws Exception {
        return JSON.readTree(problem.body()).path("type").asText().replace("urn:portcullis:problem:", "");
    }
}
