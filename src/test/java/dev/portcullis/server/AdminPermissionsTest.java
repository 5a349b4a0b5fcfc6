package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.AccountChange;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.NewAccount;
import dev.portcullis.api.NewLock;
import dev.portcullis.api.Permission;
import dev.portcullis.api.PolicyChange;
import dev.portcullis.api.SessionPatch;
import dev.portcullis.client.AuditQuery;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.store.AuditStore;
import dev.portcullis.support.Authenticator;
import dev.portcullis.support.Contract;
import dev.portcullis.support.Http;
import dev.portcullis.support.PolicyDesk;
import dev.portcullis.support.TestServer;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who may do what of the admin API, and that what is done there is audited. A route that is new is given its row here, or these tests fail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminPermissionsTest {
    /** Each role's letter: auditor, operator, admin. Everybody else is refused: 401 without a session, 403 without permissions. */
    private static final Map<String, String> ALLOWED = table("""
            GET    /admin/v1/sessions                    A O X
            GET    /admin/v1/sessions/export             A O X
            GET    /admin/v1/exports/{id}                A O X
            GET    /admin/v1/sessions/{handle}           A O X
            PATCH  /admin/v1/sessions/{handle}           - O X
            GET    /admin/v1/sessions/{handle}/tokens    A O X
            GET    /admin/v1/sessions/{handle}/events    A O X
            POST   /admin/v1/revocations                 - O X
            GET    /admin/v1/revocations                 A O X
            GET    /admin/v1/revocations/{id}            A O X
            GET    /admin/v1/revocations/{id}/sessions   A O X
            GET    /admin/v1/locks                       A O X
            POST   /admin/v1/locks                       - O X
            DELETE /admin/v1/locks/{id}                  - O X
            GET    /admin/v1/stats                       A O X
            POST   /admin/v1/stats/rebuild               - - X
            GET    /admin/v1/facets                      A O X
            GET    /admin/v1/nodes                       A O X
            GET    /admin/v1/events                      A O X
            GET    /admin/v1/policy                      A O X
            PUT    /admin/v1/policy                      - - X
            GET    /admin/v1/policy/progress             A O X
            GET    /admin/v1/accounts                    A - X
            POST   /admin/v1/accounts                    - - X
            GET    /admin/v1/accounts/{id}               A - X
            PATCH  /admin/v1/accounts/{id}               - - X
            DELETE /admin/v1/accounts/{id}               - - X
            PUT    /admin/v1/accounts/{id}/password      - - X
            DELETE /admin/v1/accounts/{id}/totp          - - X
            GET    /admin/v1/roles                       A - X
            GET    /admin/v1/roles/{name}                A - X
            GET    /admin/v1/roles/{name}/effect         A - X
            PUT    /admin/v1/roles/{name}                - - X
            DELETE /admin/v1/roles/{name}                - - X
            GET    /admin/v1/clients                     - - X
            POST   /admin/v1/clients                     - - X
            GET    /admin/v1/clients/{id}                - - X
            PATCH  /admin/v1/clients/{id}                - - X
            DELETE /admin/v1/clients/{id}                - - X
            POST   /admin/v1/clients/{id}/secret         - - X
            GET    /admin/v1/keys                        - - X
            POST   /admin/v1/keys/rotation               - - X
            GET    /admin/v1/audit                       A - X
            GET    /admin/v1/audit/{seq}                 A - X
            GET    /admin/v1/audit/head                  A - X
            GET    /admin/v1/audit/export                A - X
            POST   /admin/v1/audit/verification          A - X
            """);

    private final TestServer server = TestServer.start();
    private final Http http = new Http(server.uri());
    private final HttpClient raw = HttpClient.newHttpClient();

    @BeforeAll
    void people() {
        server.account("nobody@staff.example.com");
        try (PortcullisClient admin = server.admin()) {
            for (String role : List.of("auditor", "operator", "admin")) {
                admin.createAccount(
                        new NewAccount(role + "@staff.example.com", null, TestServer.PASSWORD, null, List.of(role)));
            }
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void eachRouteIsInTheTable() {
        assertThat(ALLOWED.keySet()).containsExactlyElementsOf(routes(false));
    }

    @Test
    void everybodyMayDoWhatTheTableSaysAndNothingElse() throws Exception {
        Map<String, String> cookies = new LinkedHashMap<>();
        for (String who : List.of("nobody", "auditor", "operator", "admin")) {
            cookies.put(who, Http.cookie(http.logIn(who + "@staff.example.com", TestServer.PASSWORD)));
        }
        Map<String, String> wrong = new TreeMap<>();
        for (var row : ALLOWED.entrySet()) {
            String letters = row.getValue();
            check(wrong, row.getKey(), "nobody at all", status(row.getKey(), null), 401);
            for (var person : cookies.entrySet()) {
                boolean allowed = letters.indexOf(letter(person.getKey())) >= 0;
                check(wrong, row.getKey(), person.getKey(), status(row.getKey(), person.getValue()), allowed ? 0 : 403);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static char letter(String who) {
        return switch (who) {
            case "auditor" -> 'A';
            case "operator" -> 'O';
            case "admin" -> 'X';
            default -> '?';
        };
    }

    /** @param expected 0: let in, whatever comes of so poor a question */
    private static void check(Map<String, String> wrong, String route, String who, int status, int expected) {
        boolean right = expected == 0 ? status != 401 && status != 403 && status < 500 : status == expected;
        if (!right) {
            wrong.put(route + " by " + who, status + " instead of " + (expected == 0 ? "being let in" : expected));
        }
    }

    /** Asks for something that there is not, so that whoever may does no harm. */
    private int status(String route, @Nullable String cookie) throws Exception {
        String method = route.substring(0, route.indexOf(' '));
        String path = route.substring(route.indexOf(' ') + 1)
                .replace("{handle}", UUID.randomUUID().toString())
                .replace("{id}", UUID.randomUUID().toString())
                .replace("{name}", "there-is-none")
                .replace("{seq}", "1");
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri().resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("X-Requested-By", "test")
                .header("Content-Type", "application/json")
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
        if (cookie != null) {
            request.header("Cookie", cookie);
        }
        HttpResponse<InputStream> response = raw.send(request.build(), BodyHandlers.ofInputStream());
        response.body().close(); // a stream would not end
        return response.statusCode();
    }

    /** A write, and what the audit calls it. */
    private record Write(String action, Call call) {}

    private interface Call {
        void run() throws Exception;
    }

    @Test
    void everyWriteLeavesItsEntry() throws Exception {
        try (PortcullisClient admin = server.client()) {
            admin.logIn(new LoginRequest("admin@staff.example.com", TestServer.PASSWORD, null));
            Map<String, Write> writes = writes(admin);
            assertThat(writes.keySet()).containsExactlyInAnyOrderElementsOf(routes(true));
            for (var write : writes.entrySet()) {
                long before = server.database().read(AuditStore::newest).head().seq();
                write.getValue().call().run();
                assertThat(admin.audit()
                                .page(AuditQuery.newest(100).before(before))
                                .items())
                        .as(write.getKey())
                        .anySatisfy(entry -> {
                            assertThat(entry.action())
                                    .isEqualTo(write.getValue().action());
                            assertThat(entry.actor().name()).isEqualTo("admin@staff.example.com");
                        });
            }
        }
    }

    private Map<String, Write> writes(PortcullisClient admin) throws Exception {
        server.account("bob@example.com");
        PortcullisClient bob = server.loggedIn("bob@example.com");
        UUID handle = bob.current().handle();
        String cookie = Http.cookie(http.logIn("admin@staff.example.com", TestServer.PASSWORD));
        String[] as = {"Cookie", cookie, "X-Requested-By", "test"};
        var roles = admin.administration();
        UUID[] client = new UUID[1];
        Map<String, Write> writes = new LinkedHashMap<>();
        writes.put(
                "PATCH /admin/v1/sessions/{handle}",
                new Write(
                        "session.changed",
                        () -> admin.change(admin.session(handle), SessionPatch.attributes(Map.of("ticket", "42")))));
        writes.put(
                "POST /admin/v1/revocations",
                new Write("sessions.revoked", () -> admin.revoke(List.of(handle), "leaving")));
        writes.put(
                "POST /admin/v1/locks",
                new Write(
                        "network.locked", () -> admin.locks().lock(NewLock.network("203.0.113.0/24", "stuffing", 60))));
        writes.put(
                "DELETE /admin/v1/locks/{id}",
                new Write(
                        "network.unlocked",
                        () -> admin.locks()
                                .lift(admin.locks()
                                        .page(null, 1)
                                        .items()
                                        .getFirst()
                                        .id())));
        writes.put("PUT /admin/v1/policy", new Write("policy.changed", () -> {
            var seen = admin.policy();
            admin.change(
                    seen,
                    new PolicyChange(
                            PolicyDesk.limits(900, 3600).apply(seen.view().policy()), null, null));
        }));
        writes.put(
                "POST /admin/v1/accounts",
                new Write(
                        "account.created",
                        () -> admin.createAccount(
                                new NewAccount("eve@example.com", null, TestServer.PASSWORD, null, null))));
        writes.put(
                "PATCH /admin/v1/accounts/{id}",
                new Write(
                        "account.changed",
                        () -> roles.change(
                                admin.account("eve@example.com").orElseThrow(),
                                AccountChange.toRoles(List.of("operator")))));
        writes.put("DELETE /admin/v1/accounts/{id}/totp", new Write("factor.changed", () -> {
            try (PortcullisClient eve = server.loggedIn("eve@example.com")) {
                eve.confirmTotp(Authenticator.of(eve.beginTotp().secret()).code());
            }
            ok(http.send("DELETE", "/admin/v1/accounts/" + id(admin, "eve@example.com") + "/totp", "", as));
        }));
        writes.put(
                "PUT /admin/v1/accounts/{id}/password",
                new Write(
                        "account.password_changed",
                        () -> admin.setPassword(UUID.fromString(id(admin, "eve@example.com")), TestServer.PASSWORD)));
        writes.put(
                "DELETE /admin/v1/accounts/{id}",
                new Write(
                        "account.deleted",
                        () -> roles.delete(admin.account("eve@example.com").orElseThrow())));
        writes.put("PUT /admin/v1/roles/{name}", new Write("role.changed", () -> roles.makeRole("clerk", List.of())));
        writes.put("DELETE /admin/v1/roles/{name}", new Write("role.deleted", () -> roles.delete(roles.role("clerk"))));
        writes.put("POST /admin/v1/clients", new Write("client.created", () -> {
            var made = ok(http.postJson("/admin/v1/clients", "{\"name\":\"robot\",\"scopes\":[]}", as));
            client[0] = UUID.fromString(made.body().replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1"));
        }));
        writes.put(
                "PATCH /admin/v1/clients/{id}",
                new Write(
                        "client.changed",
                        () -> ok(http.send(
                                "PATCH",
                                "/admin/v1/clients/" + client[0],
                                "{\"enabled\":false}",
                                with(as, "Content-Type", "application/json")))));
        writes.put(
                "POST /admin/v1/clients/{id}/secret",
                new Write(
                        "client.changed",
                        () -> ok(http.postJson("/admin/v1/clients/" + client[0] + "/secret", "{}", as))));
        writes.put(
                "DELETE /admin/v1/clients/{id}",
                new Write("client.deleted", () -> ok(http.send("DELETE", "/admin/v1/clients/" + client[0], "", as))));
        writes.put(
                "POST /admin/v1/keys/rotation",
                new Write("key.rotation_requested", () -> ok(http.postJson("/admin/v1/keys/rotation", "{}", as))));
        writes.put(
                "POST /admin/v1/stats/rebuild",
                new Write("stats.rebuild_requested", () -> ok(http.postJson("/admin/v1/stats/rebuild", "", as))));
        writes.put(
                "POST /admin/v1/audit/verification",
                new Write("audit.verified", () -> admin.audit().verify()));
        return writes;
    }

    @Test
    void whatAnOperatorIsRefusedIsWrittenDown() throws Exception {
        String operator = Http.cookie(http.logIn("operator@staff.example.com", TestServer.PASSWORD));
        String nobody = Http.cookie(http.logIn("nobody@staff.example.com", TestServer.PASSWORD));
        long before = server.database().read(AuditStore::newest).head().seq();
        assertThat(http.get("/admin/v1/clients/" + UUID.randomUUID(), "Cookie", nobody)
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.database().read(AuditStore::newest).head().seq()).isEqualTo(before);
        http.get("/admin/v1/clients/" + UUID.randomUUID(), "Cookie", operator);
        try (PortcullisClient admin = server.admin()) {
            var entry = admin.audit().entry(before + 1);
            assertThat(entry.action()).isEqualTo("request.refused");
            assertThat(entry.actor().name()).isEqualTo("operator@staff.example.com");
            assertThat(entry.subject().id()).isEqualTo("GET /admin/v1/clients/{id}");
            assertThat(entry.detail().path("problem").asText()).isEqualTo("forbidden");
        }
    }

    /** Who may read sessions but not the audit, and the other way round. */
    @Test
    void whatIsRefusedOfStreamsIsWrittenDownAsWell() throws Exception {
        String reader = Http.cookie(http.logIn("operator@staff.example.com", TestServer.PASSWORD));
        server.account("archivist@staff.example.com", "audit:read");
        String archivist = Http.cookie(http.logIn("archivist@staff.example.com", TestServer.PASSWORD));
        long before = server.database().read(AuditStore::newest).head().seq();
        assertThat(http.get("/admin/v1/audit/export", "Cookie", reader).statusCode())
                .isEqualTo(403);
        assertThat(http.get("/admin/v1/events", "Cookie", archivist).statusCode())
                .isEqualTo(403);
        try (PortcullisClient admin = server.admin()) {
            var exported = admin.audit().entry(before + 1);
            assertThat(exported.action()).isEqualTo("request.refused");
            assertThat(exported.subject().id()).isEqualTo("GET /admin/v1/audit/export");
            assertThat(exported.actor().name()).isEqualTo("operator@staff.example.com");
            var followed = admin.audit().entry(before + 2);
            assertThat(followed.subject().id()).isEqualTo("GET /admin/v1/events");
            assertThat(followed.actor().name()).isEqualTo("archivist@staff.example.com");
        }
    }

    private static String id(PortcullisClient admin, String email) {
        return admin.account(email).orElseThrow().id().toString();
    }

    private static HttpResponse<String> ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer;
    }

    private static String[] with(String[] headers, String name, String value) {
        String[] more = java.util.Arrays.copyOf(headers, headers.length + 2);
        more[headers.length] = name;
        more[headers.length + 1] = value;
        return more;
    }

    private static Set<String> routes(boolean writes) {
        return Contract.get().operations().stream()
                .filter(operation -> operation.path().startsWith("/admin/"))
                .filter(operation -> !writes || !operation.method().equals("GET"))
                .map(operation -> operation.method() + " " + operation.path())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> table(String text) {
        assertThat(Permission.ALL).as("a new permission is given its column").hasSize(5);
        Map<String, String> rows = new TreeMap<>();
        text.lines().forEach(line -> {
            String[] words = line.split("\\s+", 3);
            rows.put(words[0] + " " + words[1], words[2]);
        });
        return rows;
    }
}
