package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.AccountChange;
import dev.portcullis.api.AccountView;
import dev.portcullis.api.NewAccount;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.RoleEffect;
import dev.portcullis.api.RoleView;
import dev.portcullis.client.Administration;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import dev.portcullis.support.TestService;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles: names for permissions. What a change means for live sessions: {@link CascadeTest}. */
class RolesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TestServer server = TestServer.start();
    private Http http = new Http(server.uri());
    private PortcullisClient admin = server.client();
    private Administration roles = admin.administration();

    @BeforeEach
    void logIn() {
        http = new Http(server.uri());
        admin = server.admin();
        roles = admin.administration();
    }

    @AfterEach
    void stop() {
        admin.close();
        server.close();
    }

    @Test
    void aNewServerHasThreeRoles() {
        assertThat(roles.roles()).extracting(RoleView::name).containsExactly("admin", "auditor", "operator");
        assertThat(roles.role("auditor").permissions()).containsExactly("audit:read", "sessions:read");
        assertThat(refused(() -> roles.role("nobody-made-this"))).isEqualTo(ProblemType.NOT_FOUND);
    }

    @Test
    void aRoleIsMadeChangedAndDeleted() {
        RoleView made = roles.makeRole("clerk", List.of("orders:write", "orders:read", "orders:read"));
        assertThat(made.permissions()).containsExactly("orders:read", "orders:write");
        assertThat(refused(() -> roles.makeRole("clerk", List.of()))).isEqualTo(ProblemType.PRECONDITION_FAILED);
        RoleView changed = roles.change(made, List.of("orders:read"));
        assertThat(changed.version()).isGreaterThan(made.version());
        assertThat(roles.change(changed, List.of("orders:read")))
                .as("no change")
                .isEqualTo(changed);
        assertThat(refused(() -> roles.delete(made))).isEqualTo(ProblemType.PRECONDITION_FAILED);
        roles.delete(changed);
        assertThat(refused(() -> roles.delete(changed))).isEqualTo(ProblemType.NOT_FOUND);
        assertThat(refused(() -> roles.change(changed, List.of()))).isEqualTo(ProblemType.PRECONDITION_FAILED);
    }

    @Test
    void whatAChangeWouldDoIsSaidAndIsWhatItThenDoes() {
        RoleView clerk = roles.makeRole("clerk", List.of("orders:read", "orders:write"));
        assertThat(roles.effect("clerk", List.of())).isEqualTo(new RoleEffect(0, 0, 0, 0));
        AccountView both = admin.createAccount(new NewAccount("both@example.com", null, TestServer.PASSWORD, List.of("orders:write"), List.of("clerk")));
        admin.createAccount(new NewAccount("role@example.com", null, TestServer.PASSWORD, null, List.of("clerk")));
        server.loggedIn("both@example.com").close();
        server.loggedIn("role@example.com").close();
        server.loggedIn("role@example.com").close();
        assertThat(roles.effect("clerk", clerk.permissions())).isEqualTo(new RoleEffect(2, 0, 0, 0));
        assertThat(roles.effect("clerk", List.of("orders:read")))
                .as("who is granted it by name keeps it")
                .isEqualTo(new RoleEffect(2, 1, 2, 2));
        assertThat(roles.effect("clerk", List.of("orders:read", "orders:write", "stock:read")))
                .isEqualTo(new RoleEffect(2, 2, 3, 0));
        assertThat(roles.effect("clerk", List.of("stock:read"))).isEqualTo(new RoleEffect(2, 2, 3, 3));

        roles.change(clerk, List.of("orders:read"));
        assertThat(admin.account("both@example.com").orElseThrow().effectivePermissions())
                .isEqualTo(both.effectivePermissions());
        assertThat(admin.audit().page(dev.portcullis.client.AuditQuery.newest(1).of("role.changed")).items().getFirst().detail().toString())
                .contains("\"accounts\":1", "\"sessions\":2");
        assertThat(refused(() -> roles.effect("clerk", List.of("no \"good\"")))).isEqualTo(ProblemType.INVALID_REQUEST);
    }

    /** RFC 6585 §3, RFC 9110 §13.1: a role that is made again is not the one that somebody has seen. */
    @Test
    void aChangeSaysOfWhatOrIsRefused() throws Exception {
        String body = "{\"permissions\":[\"orders:read\"]}";
        HttpResponse<String> made = put("clerk", body);
        assertThat(made.statusCode()).isEqualTo(201);
        String tag = made.headers().firstValue("ETag").orElseThrow();
        assertThat(put("clerk", body).statusCode()).isEqualTo(428);
        assertThat(put("clerk", body, "If-Match", "W/" + tag).statusCode()).isEqualTo(412);
        assertThat(put("clerk", body, "If-None-Match", "*").statusCode()).isEqualTo(412);
        assertThat(put("clerk", body, "If-Match", tag).statusCode()).isEqualTo(200);
        assertThat(put("none", body, "If-Match", "*").statusCode()).isEqualTo(412);
        assertThat(send("DELETE", "clerk", "").statusCode()).isEqualTo(428);
        assertThat(send("GET", "clerk", "", "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(send("DELETE", "clerk", "", "If-Match", tag).statusCode()).isEqualTo(204);
        assertThat(put("clerk", body, "If-None-Match", "*").headers().firstValue("ETag"))
                .isPresent()
                .get()
                .isNotEqualTo(tag);
    }

    @Test
    void wrongNamesAndPermissionsAreNamed() throws Exception {
        for (String name : List.of("a%20b", "-x", "x".repeat(65), "%00", "a%2Fb")) {
            assertThat(put(name, "{\"permissions\":[]}").statusCode()).as(name).isEqualTo(400);
        }
        for (String body : List.of(
                "",
                "null",
                "{}",
                "{\"permissions\":null}",
                "{\"permissions\":[null]}",
                "{\"permissions\":[\"a b\"]}",
                "{\"permissions\":[7]}",
                "{\"permissions\":[],\"members\":[]}")) {
            HttpResponse<String> refused = put("clerk", body);
            assertThat(refused.statusCode()).as(body).isEqualTo(400);
            assertThat(JSON.readTree(refused.body()).get("detail").asText())
                    .as(body)
                    .isNotEmpty();
        }
    }

    @Test
    void aRoleThatSomebodyHasIsNotDeleted() {
        RoleView clerk = roles.makeRole("clerk", List.of("orders:read"));
        AccountView one = account("one@example.com", "clerk");
        AccountView two = account("two@example.com", "clerk", "auditor");
        assertThatThrownBy(() -> roles.delete(clerk))
                .isInstanceOfSatisfying(
                        ClientException.Refused.class, e -> assertThat(e.type()).hasValue(ProblemType.ROLE_IN_USE))
                .hasMessageContaining("2 accounts have this role.");
        roles.change(two, AccountChange.toRoles(List.of("auditor")));
        assertThatThrownBy(() -> roles.delete(clerk)).hasMessageContaining("1 account has this role.");
        roles.delete(one);
        roles.delete(clerk);
        assertThat(roles.account(two.id()).effectivePermissions()).containsExactly("audit:read", "sessions:read");
    }

    @Test
    void whatAnAccountMayDoIsWhatItIsGrantedAndWhatItsRolesGrant() {
        roles.makeRole("clerk", List.of("orders:read", "orders:write"));
        RoleView reader = roles.makeRole("reader", List.of("orders:read", "stock:read"));
        AccountView ann = admin.createAccount(new NewAccount(
                "ann@example.com", null, TestServer.PASSWORD, List.of("billing"), List.of("reader", "clerk", "clerk")));
        assertThat(ann.roles()).containsExactly("clerk", "reader");
        assertThat(ann.effectivePermissions()).containsExactly("billing", "orders:read", "orders:write", "stock:read");
        roles.change(reader, List.of("Stock:list"));
        AccountView now = roles.account(ann.id());
        assertThat(now.effectivePermissions()).containsExactly("Stock:list", "billing", "orders:read", "orders:write");
        assertThat(now.permissions()).containsExactly("billing");
        assertThat(now.version()).as("its representation is another").isEqualTo(ann.version() + 1);
    }

    @Test
    void nobodyGivesARoleOrTakesFromItWhatTheyDoNotHold() {
        server.account("clerk@example.com", "accounts:write", "sessions:read");
        roles.makeRole("reader", List.of("sessions:read"));
        try (PortcullisClient clerk = server.loggedIn("clerk@example.com")) {
            Administration mine = clerk.administration();
            assertThat(refused(() -> mine.makeRole("mine", List.of("sessions:revoke"))))
                    .isEqualTo(ProblemType.FORBIDDEN);
            assertThat(refused(() -> mine.change(mine.role("reader"), List.of("sessions:revoke"))))
                    .isEqualTo(ProblemType.FORBIDDEN);
            assertThatThrownBy(() -> mine.change(mine.role("operator"), List.of("sessions:read")))
                    .hasMessageContaining("This role holds \"sessions:revoke\", which you do not hold.");
            assertThat(refused(() -> mine.delete(mine.role("auditor")))).isEqualTo(ProblemType.FORBIDDEN);
            assertThat(mine.change(mine.role("reader"), List.of("sessions:read", "orders:read"))
                            .permissions())
                    .hasSize(2);
        }
    }

    @Test
    void aRoleThroughWhichSomebodyAdministersIsNotTakenFromThemOrTheLast() throws Exception {
        account("boss@example.com", "admin");
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
        try (PortcullisClient boss = server.loggedIn("boss@example.com")) {
            Administration mine = boss.administration();
            assertThat(refused(() -> mine.change(mine.role("admin"), List.of("sessions:read"))))
                    .isEqualTo(ProblemType.OWN_ADMINISTRATION);
            assertThat(boss.current().permissions()).as("nothing of it remains").contains("accounts:write");
            mine.delete(admin.account(TestServer.ADMIN).orElseThrow());
            HttpResponse<String> refused = http.send(
                    "PUT",
                    "/admin/v1/roles/admin",
                    "{\"permissions\":[]}",
                    "If-Match",
                    "*",
                    "Authorization",
                    bearer,
                    "Content-Type",
                    "application/json");
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(JSON.readTree(refused.body()).get("type").asText())
                    .isEqualTo(ProblemType.LAST_ADMINISTRATOR.urn());
            assertThat(mine.change(mine.role("admin"), List.of("accounts:write"))
                            .permissions())
                    .hasSize(1);
        }
    }

    @Test
    void nobodyGetsMoreThanAHundredPermissionsThroughARole() {
        RoleView clerk = roles.makeRole("clerk", List.of("orders:read"));
        AccountView ann = account("ann@example.com", "clerk");
        List<String> fifty = IntStream.range(0, 50).mapToObj(i -> "p" + i).toList();
        roles.change(ann, AccountChange.toPermissions(fifty));
        List<String> others = IntStream.range(0, 51).mapToObj(i -> "q" + i).toList();
        assertThatThrownBy(() -> roles.change(clerk, others)).hasMessageContaining("here would be 101");
        assertThat(roles.role("clerk")).isEqualTo(clerk);
        roles.change(clerk, others.subList(0, 50));
        assertThat(roles.account(ann.id()).effectivePermissions()).hasSize(100);
    }

    @Test
    void eachChangeIsWrittenDownWithWhoMadeIt() throws Exception {
        RoleView clerk = roles.makeRole("clerk", List.of("orders:read"));
        AccountView ann = account("ann@example.com", "clerk");
        server.loggedIn("ann@example.com");
        clerk = roles.change(clerk, List.of("orders:write"));
        roles.delete(roles.account(ann.id()));
        roles.delete(clerk);
        List<JsonNode> changes = new ArrayList<>();
        for (String detail : server.rows("select detail::text from event where type like 'role.%' and actor = '"
                + TestServer.ADMIN + "' order by xid, seq")) {
            changes.add(JSON.readTree(detail));
        }
        assertThat(changes)
                .containsExactly(
                        JSON.readTree("{\"role\":\"clerk\",\"permissions\":{\"from\":[],\"to\":[\"orders:read\"]}}"),
                        JSON.readTree(
                                "{\"role\":\"clerk\",\"permissions\":{\"from\":[\"orders:read\"],\"to\":[\"orders:write\"]},"
                                        + "\"accounts\":1,\"sessions\":1}"),
                        JSON.readTree("{\"role\":\"clerk\",\"permissions\":{\"from\":[\"orders:write\"],\"to\":[]}}"));
    }

    /** Whoever is being given a role while it changes has it as it is after both. */
    @Test
    void aRoleChangesWhileItIsGivenToMany() throws Exception {
        RoleView clerk = roles.makeRole("clerk", List.of("v0"));
        List<AccountView> people = IntStream.range(0, 12)
                .mapToObj(i -> account("p" + i + "@example.com"))
                .toList();
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (AccountView person : people) {
            calls.add(() -> {
                Administration mine = server.admin().administration();
                AccountView now = person;
                for (int i = 0; i < 6; i++) {
                    now = mine.account(person.id());
                    String body = "{\"roles\":%s}".formatted(i % 2 == 0 ? "[\"clerk\"]" : "[]");
                    HttpResponse<String> answer = http.send(
                            "PATCH",
                            "/admin/v1/accounts/" + person.id(),
                            body,
                            "If-Match",
                            "*",
                            "Content-Type",
                            "application/json",
                            "Cookie",
                            TestService.adminCookie(server),
                            "X-Requested-By",
                            "test");
                    assertThat(answer.statusCode()).isEqualTo(200);
                }
                mine.change(mine.account(person.id()), AccountChange.toPermissions(List.of("own")));
                return now != null;
            });
        }
        calls.add(() -> {
            RoleView now = clerk;
            for (int i = 1; i <= 20; i++) {
                now = roles.change(now, List.of("v" + i));
            }
            return true;
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                assertThat(call.get()).isTrue();
            }
        }
        assertThat(
                        server.isTrue(
                                "select bool_and(a.effective_permissions = g.permissions) from account a join account_grant g using (id)"))
                .as("what everybody may do is what they are granted")
                .isTrue();
    }

    private AccountView account(String email, String... names) {
        return admin.createAccount(new NewAccount(email, null, TestServer.PASSWORD, null, List.of(names)));
    }

    private HttpResponse<String> put(String role, String body, String... headers) throws Exception {
        return send("PUT", role, body, headers);
    }

    private HttpResponse<String> send(String method, String role, String body, String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of(
                "Cookie",
                TestService.adminCookie(server),
                "X-Requested-By",
                "test",
                "Content-Type",
                "application/json"));
        return http.send(method, "/admin/v1/roles/" + role, body, all.toArray(String[]::new));
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
