package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.AccountChange;
import dev.portcullis.api.AccountPage;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.NewAccount;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.AccountQuery;
import dev.portcullis.client.Administration;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.EventListener;
import dev.portcullis.client.EventStream;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.cluster.Feed;
import dev.portcullis.lifecycle.Sweeper;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import dev.portcullis.support.TestService;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts: found, changed, deleted; by whom, and what is kept of it. What it means for live sessions: {@link CascadeTest}. */
class AccountsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALICE = "alice@example.com";

    private TestServer server = TestServer.start();
    private Http http = new Http(server.uri());
    private PortcullisClient admin = server.client();
    private Administration accounts = admin.administration();

    @BeforeEach
    void logIn() {
        server.account(ALICE, "orders:read");
        http = new Http(server.uri());
        admin = server.admin();
        accounts = admin.administration();
    }

    @AfterEach
    void stop() {
        admin.close();
        server.close();
    }

    @Test
    void aListIsPagedWithoutGapsOrRepeatsWhileAccountsComeAndGo() {
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            made.add(make("person%02d@example.org".formatted(i)).id());
        }
        int others = 0;
        for (String sort : List.of("email", "-email", "name", "-name", "createdAt", "-createdAt")) {
            AccountQuery query = new AccountQuery("example.org", null, null, sort, null, 7);
            AccountPage page = accounts.accounts(query);
            assertThat(page.total()).as(sort).isEqualTo(25 + others);
            List<AccountView> seen = new ArrayList<>(page.items());
            for (String next = page.next(); next != null; next = page.next()) {
                AccountView between = make("another%02d@example.org".formatted(others++)); // comes in between
                if (others % 2 == 0) {
                    accounts.delete(between); // and goes
                    others--;
                }
                page = accounts.accounts(query.after(next));
                seen.addAll(page.items());
            }
            assertThat(seen)
                    .extracting(AccountView::id)
                    .as(sort)
                    .doesNotHaveDuplicates()
                    .containsAll(made);
        }
        assertThat(accounts.accounts(new AccountQuery("", null, null, "-email", null, 100))
                        .items())
                .extracting(AccountView::email)
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void aListIsFilteredByWordsStateAndRole() {
        AccountView anna = admin.createAccount(
                new NewAccount("anna@example.com", "Anna Ek", TestServer.PASSWORD, null, List.of("auditor")));
        AccountView away = accounts.change(make("away@example.com"), AccountChange.toEnabled(false));
        assertThat(ids(new AccountQuery("EK anna", null, null, "name", null, 10)))
                .containsExactly(anna.id());
        assertThat(ids(new AccountQuery(anna.id().toString(), null, null, "name", null, 10)))
                .containsExactly(anna.id());
        assertThat(ids(new AccountQuery("", null, "auditor", "name", null, 10))).containsExactly(anna.id());
        assertThat(ids(new AccountQuery("", false, null, "name", null, 10))).containsExactly(away.id());
        assertThat(ids(new AccountQuery("", true, null, "name", null, 10))).doesNotContain(away.id());
        for (String nothing : List.of("%", "_", "\\", "'; drop table account; --")) {
            assertThat(ids(new AccountQuery(nothing, null, null, "name", null, 10)))
                    .as(nothing)
                    .isEmpty();
        }
        assertThat(admin.account("ANNA@example.com ")).contains(anna);
    }

    @Test
    void wrongParametersAreNamed() throws Exception {
        String cookie = TestService.adminCookie(server);
        for (String query : List.of(
                "limit=0",
                "sort=colour",
                "after=garbage",
                "enabled=maybe",
                "role=a%20b",
                "q=a%00b",
                "role=a&role=b",
                "sort=createdAt&after=WyJ4IiwiMDE5YWI0MzEtNjE2OS03MDAwLTgwMDAtMDAwMDAwMDAwMDAwIl0")) {
            HttpResponse<String> answer = http.get("/admin/v1/accounts?" + query, "Cookie", cookie);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(JSON.readTree(answer.body()).get("detail").asText())
                    .as(query)
                    .isNotEmpty();
        }
    }

    /** RFC 9110 §8.8.1, §13.1.2: the tag is strong, and another with each change. */
    @Test
    void anAccountThatHasNotChangedIsAnswered304() throws Exception {
        String cookie = TestService.adminCookie(server);
        AccountView alice = alice();
        HttpResponse<String> first = http.get(path(alice), "Cookie", cookie);
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).isEqualTo("\"" + alice.version() + "\"");
        assertThat(http.get(path(alice), "Cookie", cookie, "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        HttpResponse<String> changed = patch(alice, "{\"name\":\"Alice\"}", "If-Match", tag);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).hasValue("\"" + (alice.version() + 1) + "\"");
        assertThat(http.get(path(alice), "Cookie", cookie, "If-None-Match", tag).statusCode())
                .isEqualTo(200);
    }

    /** RFC 6585 §3, RFC 9110 §13.1.1: strong comparison, so a weak tag matches nothing. */
    @Test
    void aChangeSaysOfWhatOrIsRefused() throws Exception {
        AccountView alice = alice();
        String wish = "{\"name\":\"Alice\"}";
        assertThat(patch(alice, wish).statusCode()).isEqualTo(428);
        assertThat(patch(alice, wish, "If-Match", "\"77\"").statusCode()).isEqualTo(412);
        assertThat(patch(alice, wish, "If-Match", "W/\"1\"").statusCode()).isEqualTo(412);
        assertThat(patch(alice, wish, "If-Match", "1").statusCode()).isEqualTo(412);
        assertThat(alice()).isEqualTo(alice);
        assertThat(patch(alice, wish, "If-Match", "\"77\", \"1\"").statusCode()).isEqualTo(200);
        assertThat(patch(alice, "{\"name\":\"Al\"}", "If-Match", "*").statusCode())
                .isEqualTo(200);
        assertThat(alice()).extracting(AccountView::name, AccountView::version).containsExactly("Al", 3L);
    }

    /** What changes nothing is no change: no version, no event. */
    @Test
    void aChangeToWhatIsSoAlreadyChangesNothing() {
        AccountView alice = alice();
        assertThat(accounts.change(
                        alice, new AccountChange(ALICE, alice.name(), true, List.of("orders:read"), List.of())))
                .isEqualTo(alice);
        assertThat(events("account.changed")).isEmpty();
    }

    @Test
    void ofManyChangesOfTheSameStateOneIsMadeAndTheOthersAreTold() throws Exception {
        AccountView alice = alice();
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<HttpResponse<String>>> calls = IntStream.range(0, 16)
                    .<Callable<HttpResponse<String>>>mapToObj(
                            i -> () -> patch(alice, "{\"name\":\"Alice %d\"}".formatted(i), "If-Match", "\"1\""))
                    .toList();
            for (Future<HttpResponse<String>> call : threads.invokeAll(calls)) {
                statuses.add(call.get().statusCode());
            }
        }
        assertThat(statuses).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 412);
        assertThat(alice().version()).isEqualTo(2);
    }

    /** RFC 7396: what is absent stays, null takes away. */
    @Test
    void aMergePatchChangesWhatItNames() throws Exception {
        AccountView alice = accounts.change(
                alice(), new AccountChange(null, "Alice A.", null, List.of("z", "a", "a"), List.of("auditor")));
        assertThat(alice.permissions()).containsExactly("a", "z");
        assertThat(alice.effectivePermissions()).containsExactly("a", "audit:read", "sessions:read", "z");
        HttpResponse<String> answer =
                patch(alice, "{\"permissions\":null}", "If-Match", "*", "Content-Type", "application/merge-patch+json");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(alice())
                .extracting(
                        AccountView::name,
                        AccountView::permissions,
                        AccountView::roles,
                        AccountView::effectivePermissions)
                .containsExactly("Alice A.", List.of(), List.of("auditor"), List.of("audit:read", "sessions:read"));
        assertThat(patch(alice, "{}", "If-Match", "*", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
        for (String wrong : List.of(
                "",
                "null",
                "[]",
                "{",
                "{\"name\":null}",
                "{\"email\":null}",
                "{\"enabled\":null}",
                "{\"enabled\":\"no\"}",
                "{\"name\":7}",
                "{\"name\":\" \"}",
                "{\"permissions\":[7]}",
                "{\"permissions\":[\"a b\"]}",
                "{\"roles\":[\"nobody-made-this\"]}",
                "{\"roles\":\"admin\"}",
                "{\"email\":\"nowhere\"}",
                "{\"enabeld\":false}",
                "{\"password\":\"a new password for her\"}",
                "{\"name\":\"a\",\"name\":\"b\"}")) {
            HttpResponse<String> refused = patch(alice, wrong, "If-Match", "*");
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
            assertThat(JSON.readTree(refused.body()).get("detail").asText())
                    .as(wrong)
                    .isNotEmpty();
        }
    }

    @Test
    void anAddressCanBeChangedToOneThatIsFree() throws Exception {
        make("bob@example.com");
        String cookie = Http.cookie(http.logIn(ALICE, TestServer.PASSWORD));
        String tag = http.get("/v1/verify", "Cookie", cookie)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        assertThat(refused(
                        () -> accounts.change(alice(), new AccountChange("BOB@example.com", null, null, null, null))))
                .isEqualTo(ProblemType.CONFLICT);
        accounts.change(alice(), new AccountChange("alice.e@example.com", "Alice E.", null, null, null));
        assertThat(http.logIn(ALICE, TestServer.PASSWORD).statusCode()).isEqualTo(401);
        assertThat(http.logIn("Alice.E@example.com", TestServer.PASSWORD).statusCode())
                .isEqualTo(201);
        HttpResponse<String> verified = http.get("/v1/verify", "Cookie", cookie, "If-None-Match", tag);
        assertThat(verified.statusCode()).as("a gateway is told").isEqualTo(200);
        assertThat(verified.headers().firstValue("X-Session-User")).hasValue("alice.e@example.com");
    }

    @Test
    void whoAuditsReadsAllAndChangesNothing() {
        admin.createAccount(new NewAccount("audit@example.com", null, TestServer.PASSWORD, null, List.of("auditor")));
        try (PortcullisClient auditor = server.loggedIn("audit@example.com")) {
            Administration view = auditor.administration();
            AccountView alice = view.account(alice().id());
            assertThat(view.accounts(AccountQuery.all()).total()).isEqualTo(3);
            assertThat(view.roles()).hasSize(3);
            assertThat(refused(() -> view.change(alice, AccountChange.toEnabled(false))))
                    .isEqualTo(ProblemType.FORBIDDEN);
            assertThat(refused(() -> view.delete(alice))).isEqualTo(ProblemType.FORBIDDEN);
            assertThat(refused(() -> view.makeRole("mine", List.of()))).isEqualTo(ProblemType.FORBIDDEN);
            assertThat(refused(() -> auditor.setPassword(alice.id(), "a password of my own choice")))
                    .isEqualTo(ProblemType.FORBIDDEN);
        }
    }

    @Test
    void nobodyGrantsWhatTheyDoNotHoldDirectlyOrThroughARole() {
        server.account("clerk@example.com", "accounts:write", "sessions:read");
        try (PortcullisClient clerk = server.loggedIn("clerk@example.com")) {
            Administration mine = clerk.administration();
            AccountView alice = alice();
            for (AccountChange more : List.of(
                    AccountChange.toPermissions(List.of("orders:read", "sessions:revoke")),
                    AccountChange.toRoles(List.of("operator")),
                    AccountChange.toRoles(List.of("admin")))) {
                assertThatThrownBy(() -> mine.change(alice, more)).hasMessageContaining("You cannot grant \"");
            }
            AccountView own = mine.account(clerk.current().account().id());
            assertThat(refused(() -> mine.change(own, AccountChange.toRoles(List.of("operator")))))
                    .isEqualTo(ProblemType.FORBIDDEN);
            assertThat(refused(() -> clerk.createAccount(
                            new NewAccount("new@example.com", null, TestServer.PASSWORD, null, List.of("admin")))))
                    .isEqualTo(ProblemType.FORBIDDEN);
            assertThat(admin.account("new@example.com"))
                    .as("nothing of it remains")
                    .isEmpty();
            assertThat(mine.change(alice, AccountChange.toPermissions(List.of("sessions:read", "anything:else")))
                            .effectivePermissions())
                    .containsExactly("anything:else", "sessions:read");
        }
    }

    @Test
    void nobodyTouchesWhoMayDoMore() {
        server.account("clerk@example.com", "accounts:write");
        AccountView operator = admin.createAccount(
                new NewAccount("op@example.com", null, TestServer.PASSWORD, null, List.of("operator")));
        try (PortcullisClient clerk = server.loggedIn("clerk@example.com")) {
            Administration mine = clerk.administration();
            for (AccountChange change : List.of(
                    AccountChange.toEnabled(false),
                    AccountChange.toRoles(List.of()),
                    AccountChange.toPermissions(List.of("orders:read")),
                    new AccountChange("mine@example.com", null, null, null, null))) {
                assertThatThrownBy(() -> mine.change(operator, change))
                        .hasMessageContaining("This account holds \"sessions:");
            }
            assertThat(refused(() -> mine.delete(operator))).isEqualTo(ProblemType.FORBIDDEN);
            assertThat(refused(() -> clerk.setPassword(operator.id(), "a password of my own choice")))
                    .isEqualTo(ProblemType.FORBIDDEN);
        }
        assertThat(accounts.account(operator.id())).isEqualTo(operator);
    }

    @Test
    void nobodyTakesTheRightToAdministerFromThemselves() {
        AccountView own = admin.account(TestServer.ADMIN).orElseThrow();
        for (AccountChange change :
                List.of(AccountChange.toEnabled(false), AccountChange.toPermissions(List.of("sessions:read")))) {
            assertThatThrownBy(() -> accounts.change(own, change))
                    .hasMessageContaining("You could no longer administer accounts yourself.");
        }
        assertThat(refused(() -> accounts.delete(own))).isEqualTo(ProblemType.OWN_ADMINISTRATION);
        assertThat(accounts.account(own.id())).isEqualTo(own);
        assertThat(admin.verify()).isTrue();
        assertThat(accounts.change(own, AccountChange.toPermissions(List.of("accounts:write")))
                        .effectivePermissions())
                .as("the rest may go")
                .containsExactly("accounts:write");
    }

    /** A service has no account of its own to lose. */
    @Test
    void theLastAdministratorStays() throws Exception {
        TestService service = TestService.register(
                server,
                "provisioning",
                false,
                "accounts:write",
                "audit:read",
                "policy:write",
                "sessions:read",
                "sessions:revoke");
        String bearer = "Bearer " + service.token();
        AccountView last = admin.account(TestServer.ADMIN).orElseThrow();
        for (String wish : List.of("{\"enabled\":false}", "{\"permissions\":[]}")) {
            HttpResponse<String> refused = http.send(
                    "PATCH",
                    path(last),
                    wish,
                    "If-Match",
                    "*",
                    "Authorization",
                    bearer,
                    "Content-Type",
                    "application/json");
            assertThat(refused.statusCode()).as(wish).isEqualTo(409);
            assertThat(JSON.readTree(refused.body()).get("detail").asText())
                    .startsWith("Nobody would be left who can administer accounts.");
        }
        assertThat(http.send("DELETE", path(last), "", "Authorization", bearer).statusCode())
                .isEqualTo(409);
        assertThat(admin.verify()).isTrue();
        server.account("second@example.com", "accounts:write");
        assertThat(http.send("DELETE", path(last), "", "Authorization", bearer).statusCode())
                .isEqualTo(204);
    }

    @Test
    void ofTwoAdministratorsWhoDisableEachOtherOneStays() throws Exception {
        for (int round = 0; round < 15; round++) {
            String[] names = {"left" + round + "@example.com", "right" + round + "@example.com"};
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                server.account(names[i], "accounts:write");
            }
            for (int i = 0; i < 2; i++) {
                Administration own = server.loggedIn(names[i]).administration();
                AccountView other = admin.account(names[1 - i]).orElseThrow();
                calls.add(() -> {
                    try {
                        own.change(other, AccountChange.toEnabled(false));
                        return true;
                    } catch (ClientException.Refused e) {
                        return false;
                    }
                });
            }
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                int done = 0;
                for (Future<Boolean> call : threads.invokeAll(calls)) {
                    done += call.get() ? 1 : 0;
                }
                assertThat(done).isEqualTo(1);
            }
        }
    }

    @Test
    void aDeletedAccountIsGoneAndItsAddressIsFree() throws Exception {
        UUID handle = logIn(ALICE);
        AccountView old = alice();
        assertThat(refused(() -> accounts.delete(withVersion(old, 77)))).isEqualTo(ProblemType.PRECONDITION_FAILED);
        accounts.delete(old);
        assertThat(refused(() -> accounts.account(old.id()))).isEqualTo(ProblemType.NOT_FOUND);
        assertThat(refused(() -> accounts.delete(old))).isEqualTo(ProblemType.NOT_FOUND);
        assertThat(refused(() -> accounts.change(old, AccountChange.toEnabled(true))))
                .isEqualTo(ProblemType.NOT_FOUND);
        assertThat(refused(() -> admin.setPassword(old.id(), "a password for nobody")))
                .isEqualTo(ProblemType.NOT_FOUND);
        assertThat(admin.account(ALICE)).isEmpty();
        assertThat(ids(AccountQuery.all())).doesNotContain(old.id());
        assertThat(http.logIn(ALICE, TestServer.PASSWORD).statusCode()).isEqualTo(401);

        AccountView another = make(ALICE);
        assertThat(another.id()).isNotEqualTo(old.id());
        UUID theirs = logIn(ALICE);
        SessionView ended = admin.session(handle);
        assertThat(ended.account().id()).isEqualTo(old.id());
        assertThat(ended.account().email()).as("it still says whose it was").isEqualTo(ALICE);
        assertThat(ended.endReason()).isEqualTo(EndReason.ACCOUNT);
        assertThat(admin.session(theirs).account().id()).isEqualTo(another.id());
    }

    @Test
    void nothingSecretIsLeftOfADeletedAccountAndTheRestGoesWithItsLastSession() {
        logIn(ALICE);
        UUID id = alice().id();
        String where = " from account where id = '" + id + "'";
        server.sql("insert into totp (account_id, secret) values ('" + id + "', 'x')");
        server.sql("insert into recovery_code (account_id, code_hash) values ('" + id + "', 'x')");
        assertThat(server.isTrue("select password_hash like '$argon2id$v=19$m=64,%'" + where))
                .isTrue();
        accounts.delete(alice());
        assertThat(server.isTrue("select password_hash = '" + dev.portcullis.account.Argon2.UNMATCHED
                        + "' and email_key is null and permissions = '{}' and not enabled" + where))
                .isTrue();
        assertThat(server.isTrue("select not exists (select from totp) and not exists (select from recovery_code)"))
                .isTrue();
        try (Feed feed = new Feed(server.database())) {
            Sweeper month = new Sweeper(server.database(), Duration.ofDays(30), feed);
            month.remove();
            server.sql("update account set deleted_at = deleted_at - interval '31 days' where id = '" + id + "'");
            month.remove();
            assertThat(server.isTrue("select count(*) = 1" + where))
                    .as("its session is kept")
                    .isTrue();
            server.sql("update session set ended_at = ended_at - interval '31 days' where account_id = '" + id + "'");
            month.remove();
            assertThat(server.isTrue("select count(*) = 0" + where)).isTrue();
        }
    }

    /** Who ended what is on receipts: they keep their names. */
    @Test
    void anOperatorWhoHasRevokedSessionsIsKeptWithTheReceipts() {
        admin.createAccount(new NewAccount("op@example.com", null, TestServer.PASSWORD, null, List.of("operator")));
        try (PortcullisClient operator = server.loggedIn("op@example.com")) {
            operator.revoke(List.of(logIn(ALICE)), "a test");
        }
        AccountView left = admin.account("op@example.com").orElseThrow();
        accounts.delete(left);
        server.sql("update account set deleted_at = deleted_at - interval '99 days' where id = '" + left.id() + "'");
        server.sql("update session set ended_at = ended_at - interval '99 days' where ended_at is not null");
        try (Feed feed = new Feed(server.database())) {
            new Sweeper(server.database(), Duration.ofDays(30), feed).remove();
        }
        assertThat(server.isTrue("select email = 'op@example.com' from account where id = '" + left.id() + "'"))
                .isTrue();
    }

    /** ASVS 16.2.1: who did what to which account, and when; without secrets. */
    @Test
    void eachChangeIsWrittenDownWithWhoMadeItAndFromWhatToWhat() throws Exception {
        AccountView bob = admin.createAccount(
                new NewAccount("bob@example.com", "Bob", TestServer.PASSWORD, List.of("billing"), List.of("auditor")));
        bob = accounts.change(
                bob, new AccountChange("rob@example.com", "Rob", false, List.of("billing", "orders"), List.of()));
        bob = accounts.change(bob, AccountChange.toEnabled(true));
        admin.setPassword(bob.id(), "another password for Rob");
        accounts.delete(accounts.account(bob.id()));
        assertThat(events("account.created").getLast())
                .isEqualTo(
                        JSON.readTree("{\"email\":\"bob@example.com\",\"name\":\"Bob\",\"permissions\":[\"billing\"],"
                                + "\"roles\":[\"auditor\"]}"));
        assertThat(events("account.changed").getLast())
                .isEqualTo(
                        JSON.readTree(
                                "{\"email\":{\"from\":\"bob@example.com\",\"to\":\"rob@example.com\"},\"name\":{\"from\":\"Bob\",\"to\":\"Rob\"},"
                                        + "\"permissions\":{\"from\":[\"billing\"],\"to\":[\"billing\",\"orders\"]},\"roles\":{\"from\":[\"auditor\"],\"to\":[]}}"));
        for (String type : List.of("disabled", "enabled", "password_changed", "deleted")) {
            assertThat(events("account." + type)).as(type).hasSize(1);
        }
        assertThat(server.isTrue("select bool_and(actor = '" + TestServer.ADMIN + "') from event where account_id = '"
                        + bob.id() + "' and type like 'account.%'"))
                .isTrue();
        assertThat(server.dump()).doesNotContain(TestServer.PASSWORD, "another password for Rob");
    }

    @Test
    void theStreamTellsWhoseAndByWhomAndNothingElse() throws Exception {
        CompletableFuture<Boolean> opened = new CompletableFuture<>();
        CompletableFuture<EventData> heard = new CompletableFuture<>();
        try (EventStream _ = admin.events(null, new EventListener() {
            @Override
            public void opened() {
                opened.complete(true);
            }

            @Override
            public void event(EventType type, EventData data) {
                if (type == EventType.ACCOUNT_CHANGED) {
                    heard.complete(data);
                }
            }

            @Override
            public void interrupted(ClientException why) {}

            @Override
            public void refused(ClientException.Refused why) {}
        })) {
            opened.get(10, TimeUnit.SECONDS);
            AccountView alice = accounts.change(alice(), AccountChange.toPermissions(List.of("secret:project")));
            EventData data = heard.get(10, TimeUnit.SECONDS);
            assertThat(data).isEqualTo(new EventData(data.at(), null, null, null, alice.id(), TestServer.ADMIN));
        }
    }

    @Test
    void anAccountHasAtMostAHundredPermissionsWithThoseOfItsRoles() {
        List<String> many = IntStream.range(0, 99).mapToObj(i -> "p" + i).toList();
        AccountView alice = accounts.change(alice(), AccountChange.toPermissions(many));
        assertThatThrownBy(() -> accounts.change(alice, AccountChange.toRoles(List.of("auditor"))))
                .hasMessageContaining("at most 100 permissions; here would be 101");
        assertThat(accounts.change(alice, AccountChange.toEnabled(false)).enabled())
                .isFalse();
    }

    private List<UUID> ids(AccountQuery query) {
        AccountPage page = accounts.accounts(query);
        assertThat(page.total()).isEqualTo(page.items().size());
        return page.items().stream().map(AccountView::id).toList();
    }

    private List<JsonNode> events(String type) {
        return server.rows("select detail::text from event where type = '" + type + "' order by xid, seq").stream()
                .map(AccountsTest::json)
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> patch(AccountView account, String body, String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!all.contains("Content-Type")) {
            all.addAll(List.of("Content-Type", "application/json"));
        }
        all.addAll(List.of("Cookie", TestService.adminCookie(server), "X-Requested-By", "test"));
        return http.send("PATCH", path(account), body, all.toArray(String[]::new));
    }

    private static String path(AccountView account) {
        return "/admin/v1/accounts/" + account.id();
    }

    private static AccountView withVersion(AccountView account, long version) {
        return new AccountView(
                account.id(),
                account.email(),
                account.name(),
                account.permissions(),
                account.roles(),
                account.effectivePermissions(),
                account.enabled(),
                account.secondFactor(),
                account.createdAt(),
                version);
    }

    private AccountView make(String email) {
        return admin.createAccount(new NewAccount(email, null, TestServer.PASSWORD, null));
    }

    private AccountView alice() {
        return admin.account(ALICE).orElseThrow();
    }

    private UUID logIn(String email) {
        try (PortcullisClient client = server.client()) {
            return client.logIn(new LoginRequest(email, TestServer.PASSWORD, null))
                    .session()
                    .handle();
        }
    }

    private static ProblemType refused(ThrowingCallable call) {
        try {
            call.call();
        } catch (ClientException.Refused e) {
            return e.type().orElseThrow();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("it was granted");
    }
}
