package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.AccountChange;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.Lock;
import dev.portcullis.api.NewAccount;
import dev.portcullis.api.NewLock;
import dev.portcullis.api.Permission;
import dev.portcullis.api.RoleView;
import dev.portcullis.client.Administration;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is done to an account or a role holds for live sessions when it is answered, whatever was under way. */
class CascadeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LOGINS = 32;

    private static TestServer server;
    private static Http http;
    private static PortcullisClient admin;
    private static Administration accounts;
    private static int count;

    /** Somebody new for each test, who may read and write orders: by themselves, and by a role of their own. */
    private AccountView alice;

    private RoleView role;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        server.guesses(10_000, 10_000); // whoever was disabled while they logged in has guessed wrong
        http = new Http(server.uri());
        admin = server.admin();
        accounts = admin.administration();
    }

    @AfterAll
    static void stop() {
        admin.close();
        server.close();
    }

    @BeforeEach
    void enrol() {
        count++;
        role = accounts.makeRole("role" + count, List.of("orders:write"));
        alice = enrol("alice");
    }

    /** As long as its end is not written down, a use that waits to be written could bring it back. */
    @Test
    void aSessionThatSeemsIdleForTooLongLosesWhatItsAccountLoses() throws Exception {
        cookie(alice);
        server.sql("update session set idle_expires_at = now() - interval '1 s' where account_id = '" + alice.id()
                + "' and ended_at is null");
        accounts.change(alice, AccountChange.toPermissions(List.of()));
        assertThat(server.isTrue("select bool_and(ended_at is not null or not 'orders:read' = any (permissions))"
                        + " from session where account_id = '" + alice.id() + "'"))
                .isTrue();
    }

    private AccountView enrol(String name) {
        return admin.createAccount(new NewAccount(
                name + count + "@example.com",
                null,
                TestServer.PASSWORD,
                List.of("orders:read"),
                List.of(role.name())));
    }

    @Test
    @DisplayName("ASVS 7.4.2: whoever is disabled is out, by the cookie, by the access token and by the refresh token")
    void disablingAnAccountEndsItsSessions() throws Exception {
        String cookie = cookie(alice);
        JsonNode tokens = tokens(alice);
        AccountView disabled = accounts.change(alice, AccountChange.toEnabled(false));
        assertThat(verify(cookie).statusCode()).isEqualTo(401);
        assertThat(JSON.readTree(verify(cookie).body()).get("endReason").asText())
                .isEqualTo("account");
        assertThat(bearer(tokens.get("accessToken").asText()).statusCode()).isEqualTo(401);
        HttpResponse<String> refresh = refresh(tokens.get("refreshToken").asText());
        assertThat(refresh.statusCode()).isEqualTo(400);
        assertThat(refresh.body()).contains("invalid_grant");
        assertThat(http.logIn(alice.email(), TestServer.PASSWORD).statusCode()).isEqualTo(401);
        assertThat(server.isTrue("select count(*) = 2 and bool_and(end_reason = 'account' and ended_by = '"
                        + TestServer.ADMIN + "') from session where account_id = '" + alice.id() + "'"))
                .isTrue();

        accounts.change(disabled, AccountChange.toEnabled(true));
        assertThat(verify(cookie).statusCode()).as("what has ended stays ended").isEqualTo(401);
        assertThat(verify(cookie(alice)).statusCode()).isEqualTo(200);
    }

    /** Each statement has its time, and an account any number of sessions: no statement grows with them. */
    @Test
    void whoHasVeryManySessionsIsOutAsWell() {
        try (TestServer crowded = TestServer.start();
                PortcullisClient operator = crowded.admin()) {
            crowded.account("robot@example.com");
            crowded.sessions("robot@example.com", 4500);
            crowded.sql("""
                    create table at_once (rows bigint);
                    create function note() returns trigger language plpgsql as
                        'begin insert into at_once select count(*) from written; return null; end';
                    create trigger note after update on session referencing new table as written
                        for each statement execute function note();
                    create trigger note after insert on event referencing new table as written
                        for each statement execute function note()
                    """);
            AccountView robot = operator.account("robot@example.com").orElseThrow();
            operator.administration().change(robot, AccountChange.toEnabled(false));
            assertThat(crowded.isTrue("select count(*) = 4500 and bool_and(end_reason = 'account') from session"
                            + " where account_id = '" + robot.id() + "'"))
                    .isTrue();
            assertThat(crowded.isTrue("select count(*) = 4500 and count(distinct session_handle) = 4500 from event"
                            + " where type = 'session.ended'"))
                    .isTrue();
            assertThat(crowded.isTrue("select max(rows) = 2000 from at_once")).isTrue();
        }
    }

    /** One order of locks: whoever disables an account holds it, then its sessions; and so does its user, who ends one of them as an operator. */
    @Test
    void whoRevokesTheirOwnSessionWhileTheyAreBeingDisabledIsInNobodysWay() throws Exception {
        server.account("operator" + count + "@example.com", Permission.SESSIONS_REVOKE);
        HttpResponse<String> login = http.logIn("operator" + count + "@example.com", TestServer.PASSWORD);
        JsonNode session = JSON.readTree(login.body()).get("session");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection disabling = server.connection();
                Statement sql = disabling.createStatement()) {
            disabling.setAutoCommit(false);
            String account = session.at("/account/id").asText();
            sql.execute("select from account where id = '" + account + "' for update");
            Future<HttpResponse<String>> revocation = threads.submit(() -> http.postJson(
                    "/admin/v1/revocations",
                    "{\"handles\":[\"" + session.get("handle").asText() + "\"],\"reason\":\"test\"}",
                    "Cookie",
                    Http.cookie(login),
                    "X-Requested-By",
                    "test"));
            await().until(server::waitsForALock);
            sql.execute("select from session where account_id = '" + account + "' for update nowait");
            disabling.commit();
            assertThat(revocation.get().statusCode()).isEqualTo(201);
        }
    }

    /** What had been asked for and still waited for something is not done once it is answered that its operator is out. */
    @Test
    void whoIsDisabledOrNarrowedDoesNothingMoreThatWasUnderWay() throws Exception {
        List<AccountView> operators = new ArrayList<>();
        List<Future<HttpResponse<String>>> underWay = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection holder = server.connection();
                Statement sql = holder.createStatement()) {
            holder.setAutoCommit(false);
            sql.execute("select from role where name = '" + role.name() + "' for update");
            for (String who : List.of("disabled", "narrowed")) {
                AccountView operator = admin.createAccount(new NewAccount(
                        who + count + "@example.com", null, TestServer.PASSWORD, List.of(Permission.ACCOUNTS_WRITE)));
                operators.add(operator);
                String cookie = cookie(operator);
                underWay.add(threads.submit(() -> http.postJson(
                        "/admin/v1/accounts",
                        "{\"email\":\"made-by-%s%d@example.com\",\"password\":\"%s\",\"roles\":[\"%s\"]}"
                                .formatted(who, count, TestServer.PASSWORD, role.name()),
                        "Cookie",
                        cookie,
                        "X-Requested-By",
                        "test")));
            }
            await().until(() -> server.isTrue("select count(*) = 2 from pg_stat_activity"
                    + " where wait_event_type = 'Lock' and datname = current_database()"));
            accounts.change(operators.getFirst(), AccountChange.toEnabled(false));
            accounts.change(operators.getLast(), AccountChange.toPermissions(List.of("orders:read")));
            holder.rollback();
            assertThat(underWay.getFirst().get().statusCode()).isEqualTo(401);
            assertThat(underWay.getLast().get().statusCode()).isEqualTo(403);
        }
        assertThat(server.isTrue("select not exists (select from account where email like 'made-by-%')"))
                .isTrue();
    }

    /** The same of the policy, of locks of networks and of a session: each waits for somebody else's change of it. */
    @Test
    void whoIsDisabledChangesNoPolicyNoLockAndNoSessionThatTheyWaitedFor() throws Exception {
        AccountView operator = admin.createAccount(new NewAccount(
                "changer" + count + "@example.com",
                null,
                TestServer.PASSWORD,
                List.of(Permission.POLICY_WRITE, Permission.SESSIONS_READ, Permission.SESSIONS_REVOKE)));
        String cookie = cookie(operator);
        Lock lock = admin.locks().lock(NewLock.network("198.51.100.0/24", "test", null));
        String handle = JSON.readTree(
                        http.logIn(alice.email(), TestServer.PASSWORD).body())
                .at("/session/handle")
                .asText();
        JsonNode policy =
                JSON.readTree(server.rows("select document::text from policy").getFirst());
        ((ObjectNode) policy.get("guessing")).put("perAccount", 100); // more than that nobody can ask for
        String state = "select (select version from policy) || ' ' || (select version from session where handle = '"
                + handle + "') || ' ' || (select string_agg(network::text, ' ') from network_lock)";
        List<String> before = server.rows(state);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection holder = server.connection();
                Statement sql = holder.createStatement()) {
            holder.setAutoCommit(false);
            sql.execute("select from policy for update");
            sql.execute("select from network_lock for update");
            sql.execute("insert into network_lock"
                    + " values (gen_random_uuid(), '203.0.113.0/24', now(), 'infinity', 'test', 'test')");
            sql.execute("select from session where handle = '" + handle + "' for update");
            List<Future<HttpResponse<String>>> underWay = List.of(
                    threads.submit(() -> write(
                            cookie, "PUT", "/admin/v1/policy", "{\"policy\":" + policy + ",\"applyToPresent\":true}")),
                    threads.submit(() -> write(
                            cookie, "POST", "/admin/v1/locks", "{\"network\":\"203.0.113.0/24\",\"reason\":\"test\"}")),
                    threads.submit(() -> write(cookie, "DELETE", "/admin/v1/locks/" + lock.id(), "")),
                    threads.submit(() -> write(
                            cookie, "PATCH", "/admin/v1/sessions/" + handle, "{\"attributes\":{\"tenant\":\"x\"}}")));
            await().until(() -> server.isTrue("select count(*) >= 4 from pg_stat_activity"
                    + " where wait_event_type = 'Lock' and datname = current_database()"));
            accounts.change(operator, AccountChange.toEnabled(false));
            holder.rollback();
            for (Future<HttpResponse<String>> each : underWay) {
                assertThat(each.get().statusCode()).as(each.get().body()).isEqualTo(401);
            }
        }
        assertThat(server.rows(state)).isEqualTo(before);
        admin.locks().lift(lock.id());
    }

    private static HttpResponse<String> write(String cookie, String method, String path, String body) throws Exception {
        return http.send(
                method,
                path,
                body,
                "Cookie",
                cookie,
                "X-Requested-By",
                "test",
                "If-Match",
                "*",
                "Content-Type",
                "application/json");
    }

    @Test
    @DisplayName("ASVS 7.4.2: whoever is deleted is out")
    void deletingAnAccountEndsItsSessions() throws Exception {
        String cookie = cookie(alice);
        JsonNode tokens = tokens(alice);
        accounts.delete(alice);
        assertThat(JSON.readTree(verify(cookie).body()).get("endReason").asText())
                .isEqualTo("account");
        assertThat(bearer(tokens.get("accessToken").asText()).statusCode()).isEqualTo(401);
        assertThat(refresh(tokens.get("refreshToken").asText()).statusCode()).isEqualTo(400);
    }

    @Test
    void withdrawnPermissionsAreGoneFromEverySession() throws Exception {
        String cookie = cookie(alice);
        JsonNode tokens = tokens(alice);
        HttpResponse<String> before = verify(cookie);
        assertThat(permissions(before)).isEqualTo("orders:read orders:write");
        String tag = before.headers().firstValue("ETag").orElseThrow();

        accounts.change(alice, AccountChange.toPermissions(List.of()));
        HttpResponse<String> after = http.get("/v1/verify", "Cookie", cookie, "If-None-Match", tag);
        assertThat(after.statusCode()).as("what a gateway knows does not hold").isEqualTo(200);
        assertThat(permissions(after)).isEqualTo("orders:write");
        assertThat(claims(after).get("scope").asText())
                .as("the services behind are told")
                .isEqualTo("orders:write");
        assertThat(claims(after).get("jti"))
                .as("by another token")
                .isNotEqualTo(claims(before).get("jti"));
        assertThat(claims(after).get("exp").asLong())
                .isGreaterThanOrEqualTo(claims(before).get("exp").asLong());
        assertThat(claims(verify(cookie)).get("jti")).isEqualTo(claims(after).get("jti"));

        // The client holds the old token: it goes on opening the session, and the session counts.
        assertThat(permissions(bearer(tokens.get("accessToken").asText()))).isEqualTo("orders:write");
        HttpResponse<String> byOldToken = bearer(tokens.get("accessToken").asText());
        assertThat(claims(byOldToken).get("scope").asText())
                .as("and the services behind are told no more than is left")
                .isEqualTo("orders:write");
        JsonNode refreshed =
                JSON.readTree(refresh(tokens.get("refreshToken").asText()).body());
        assertThat(refreshed.get("scope").asText()).isEqualTo("orders:write");
    }

    @Test
    void anOperatorWhoIsNoneAnyMoreIsRefusedAtOnceWithTheTokenThatTheyHold() throws Exception {
        accounts.change(alice, AccountChange.toRoles(List.of("operator")));
        JsonNode tokens = tokens(alice);
        String[] header = {
            "Authorization", "Bearer " + tokens.get("accessToken").asText()
        };
        assertThat(http.get("/admin/v1/stats", header).statusCode()).isEqualTo(200);
        accounts.change(accounts.account(alice.id()), AccountChange.toRoles(List.of()));
        assertThat(http.get("/admin/v1/stats", header).statusCode()).isEqualTo(403);
    }

    @Test
    void grantedPermissionsAreThereInEverySession() throws Exception {
        String cookie = cookie(alice);
        accounts.change(alice, AccountChange.toPermissions(List.of("billing", "orders:read")));
        assertThat(permissions(verify(cookie))).isEqualTo("billing orders:read orders:write");
        assertThat(claims(verify(cookie)).get("scope").asText()).isEqualTo("billing orders:read orders:write");
    }

    /** One session can have less than its account: somebody took it from that session alone. */
    @Test
    void whatWasTakenFromOneSessionStaysAwayFromIt() throws Exception {
        String narrowed = cookie(alice);
        String handle = JSON.readTree(
                        http.get("/v1/sessions/current", "Cookie", narrowed).body())
                .get("handle")
                .asText();
        server.age(handle, "permissions = '{orders:write}', version = version + 1");
        accounts.change(alice, AccountChange.toPermissions(List.of("billing", "orders:read")));
        assertThat(permissions(verify(narrowed))).isEqualTo("billing orders:write");
        accounts.change(role, List.of());
        assertThat(permissions(verify(narrowed))).isEqualTo("billing");
    }

    @Test
    void aRoleThatChangesChangesAllWhoHaveItAndNobodyElse() throws Exception {
        AccountView bob = enrol("bob");
        AccountView carol = admin.createAccount(
                new NewAccount("carol" + count + "@example.com", null, TestServer.PASSWORD, List.of("orders:write")));
        AccountView dora = accounts.change(enrol("dora"), AccountChange.toPermissions(List.of("orders:write")));
        List<String> theirs = List.of(cookie(alice), cookie(alice), cookie(bob));
        List<String> others = List.of(cookie(carol), cookie(dora));
        long before = changes();
        accounts.change(role, List.of("stock:read"));
        for (String cookie : theirs) {
            assertThat(permissions(verify(cookie))).isEqualTo("orders:read stock:read");
        }
        assertThat(permissions(verify(others.getFirst()))).isEqualTo("orders:write");
        assertThat(permissions(verify(others.getLast()))).isEqualTo("orders:write stock:read");
        assertThat(changes() - before)
                .as("an event for each session that is another")
                .isEqualTo(4);
        assertThat(server.rows("select distinct actor from event where type = 'session.changed'"))
                .containsExactly(TestServer.ADMIN);
        accounts.change(accounts.role(role.name()), List.of());
        assertThat(permissions(verify(theirs.getLast()))).isEqualTo("orders:read");
    }

    @Test
    void sessionsThatHaveEndedAreLeftAsTheyWere() throws Exception {
        String cookie = cookie(alice);
        String handle = JSON.readTree(
                        http.get("/v1/sessions/current", "Cookie", cookie).body())
                .get("handle")
                .asText();
        server.age(handle, "expires_at = now() - interval '1 second'");
        accounts.change(alice, AccountChange.toPermissions(List.of()));
        accounts.change(role, List.of());
        assertThat(JSON.readTree(verify(cookie).body()).get("endReason").asText())
                .isEqualTo("expired");
        assertThat(server.isTrue("select permissions = '{orders:read,orders:write}' from session where handle = '"
                        + handle + "'"))
                .isTrue();
    }

    @Test
    @DisplayName("ASVS 7.4.2: of 32 logins that race with the disabling, none is in when it is answered")
    void loginsThatRaceWithTheDisablingAreOut() throws Exception {
        for (int round = 0; round < 3; round++) {
            AccountView now = accounts.change(accounts.account(alice.id()), AccountChange.toEnabled(true));
            List<String> cookies = racing(() -> accounts.change(now, AccountChange.toEnabled(false)));
            for (String cookie : cookies) {
                assertThat(verify(cookie).statusCode()).isEqualTo(401);
            }
            assertThat(server.isTrue("select count(*) = 0 from session where ended_at is null and account_id = '"
                            + alice.id() + "'"))
                    .isTrue();
        }
    }

    @Test
    @DisplayName("ASVS 7.4.2: of 32 logins that race with the deletion, none is in when it is answered")
    void loginsThatRaceWithTheDeletionAreOut() throws Exception {
        for (String cookie : racing(() -> accounts.delete(alice))) {
            assertThat(verify(cookie).statusCode()).isEqualTo(401);
        }
        assertThat(server.isTrue("select count(*) = 0 from session where ended_at is null and account_id = '"
                        + alice.id() + "'"))
                .isTrue();
    }

    @Test
    void loginsThatRaceWithTheNarrowingOfARoleAreNarrowed() throws Exception {
        List<String> cookies = racing(() -> accounts.change(role, List.of()));
        assertThat(cookies).hasSize(LOGINS);
        for (String cookie : cookies) {
            HttpResponse<String> verified = verify(cookie);
            assertThat(permissions(verified)).isEqualTo("orders:read");
            assertThat(claims(verified).get("scope").asText()).isEqualTo("orders:read");
        }
    }

    /** Locks are taken in one order, so nobody meets a deadlock, and in the end all agree. */
    @Test
    void whateverHappensAtOnceAllAgreeInTheEnd() throws Exception {
        AccountView bob = enrol("bob");
        RoleView second = accounts.makeRole("second" + count, List.of("stock:read"));
        accounts.change(bob, AccountChange.toRoles(List.of(role.name(), second.name())));
        CountDownLatch changing = new CountDownLatch(2);
        Map<String, Integer> answers = new ConcurrentHashMap<>();
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            AccountView who = i % 2 == 0 ? alice : bob;
            calls.add(() -> {
                while (changing.getCount() > 0) {
                    HttpResponse<String> login = http.logIn(who.email(), TestServer.PASSWORD);
                    note(answers, "login", login.statusCode());
                    note(answers, "verify", verify(Http.cookie(login)).statusCode());
                }
                return true;
            });
            calls.add(() -> {
                while (changing.getCount() > 0) {
                    String token = tokens(who).get("refreshToken").asText();
                    note(answers, "refresh", refresh(token).statusCode());
                }
                return true;
            });
        }
        for (RoleView each : List.of(role, second)) {
            calls.add(() -> {
                try {
                    for (int i = 0; i < 25; i++) {
                        accounts.change(accounts.role(each.name()), i % 2 == 0 ? List.of() : List.of("a" + i, "b"));
                        answers.merge("role 200", 1, Integer::sum);
                    }
                } finally {
                    changing.countDown();
                }
                return true;
            });
        }
        for (AccountView who : List.of(alice, bob)) {
            calls.add(() -> {
                for (int i = 0; changing.getCount() > 0; i++) {
                    try {
                        accounts.change(
                                accounts.account(who.id()),
                                i % 3 == 0
                                        ? new AccountChange(null, "Name " + i, null, null, null)
                                        : AccountChange.toPermissions(List.of("own" + i)));
                        answers.merge("account 200", 1, Integer::sum);
                    } catch (ClientException.Refused e) {
                        note(answers, "account", e.problem().status());
                    }
                }
                return true;
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                assertThat(call.get()).isTrue();
            }
        }
        assertThat(answers.keySet())
                .as("%s", answers)
                .isSubsetOf("login 201", "verify 200", "refresh 200", "role 200", "account 200", "account 412");
        assertThat(server.isTrue("select deadlocks = 0 from pg_stat_database where datname = current_database()"))
                .as("none, not even one that was got over by trying again")
                .isTrue();
        assertThat(server.isTrue(
                        "select count(*) > 0 and bool_and(s.permissions = g.permissions and a.effective_permissions = g.permissions)"
                                + " from session_now s join account a on a.id = s.account_id join account_grant g on g.id = a.id"
                                + " where s.over_reason is null and a.email in ('" + alice.email() + "', '"
                                + bob.email() + "')"))
                .as("every live session has what its account is granted")
                .isTrue();
    }

    private interface Change {
        void make() throws Exception;
    }

    /** Makes the change while many log in; the cookies of those who were let in, before or after. */
    private List<String> racing(Change change) throws Exception {
        CountDownLatch begun = new CountDownLatch(LOGINS / 4);
        List<String> cookies = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> logins = IntStream.range(0, LOGINS)
                    .mapToObj(_ -> threads.submit(() -> {
                        try {
                            return http.logIn(alice.email(), TestServer.PASSWORD);
                        } finally {
                            begun.countDown();
                        }
                    }))
                    .toList();
            begun.await();
            change.make();
            for (Future<HttpResponse<String>> login : logins) {
                assertThat(login.get().statusCode()).isIn(201, 401);
                if (login.get().statusCode() == 201) {
                    cookies.add(Http.cookie(login.get()));
                }
            }
        }
        assertThat(cookies).as("some were in before").isNotEmpty();
        return cookies;
    }

    private static void note(Map<String, Integer> answers, String what, int status) {
        answers.merge(what + " " + status, 1, Integer::sum);
    }

    private static long changes() {
        return Long.parseLong(server.rows("select count(*) from event where type = 'session.changed'")
                .getFirst());
    }

    private static String cookie(AccountView account) throws Exception {
        return Http.cookie(http.logIn(account.email(), TestServer.PASSWORD));
    }

    private static JsonNode tokens(AccountView account) throws Exception {
        return JSON.readTree(
                http.logInForTokens(account.email(), TestServer.PASSWORD).body());
    }

    private static HttpResponse<String> verify(String cookie) throws Exception {
        return http.get("/v1/verify", "Cookie", cookie);
    }

    private static HttpResponse<String> bearer(String token) throws Exception {
        return http.get("/v1/verify", "Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> refresh(String token) throws Exception {
        return http.postForm("/oauth2/token", "grant_type=refresh_token&refresh_token=" + token);
    }

    private static String permissions(HttpResponse<String> verified) {
        return verified.headers().firstValue("X-Session-Permissions").orElseThrow();
    }

    /** What the token for the services behind says. */
    private static JsonNode claims(HttpResponse<String> verified) throws Exception {
        String token = verified.headers().firstValue("Authorization").orElseThrow();
        return JSON.readTree(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
    }
}
