package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.SessionPage;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Stats;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.SessionQuery;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators ask and do, and what others may not. */
class AdminTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private TestServer server = TestServer.start();
    private PortcullisClient admin = server.client();

    @BeforeEach
    void logIn() {
        server.account("alice@example.com", "orders:read");
        server.account("bob@example.com", "billing");
        admin = server.admin();
    }

    @AfterEach
    void stop() {
        admin.close();
        server.close();
    }

    @Test
    void aListIsPagedWithoutGapsOrRepeatsWhileSessionsComeAndGo() {
        List<UUID> handles = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            handles.add(logIn("alice@example.com"));
        }
        for (String sort :
                new String[] {"createdAt", "-createdAt", "lastSeenAt", "-idleExpiresAt", "expiresAt", "user", "-user"
                }) {
            List<UUID> seen = new ArrayList<>();
            SessionQuery query = new SessionQuery("alice", "active", sort, null, 7);
            SessionPage page = admin.sessions(query);
            assertThat(page.total()).as(sort).isGreaterThanOrEqualTo(25);
            while (true) {
                page.items().stream().map(SessionView::handle).forEach(seen::add);
                logIn("alice@example.com"); // comes in between
                String next = page.next();
                if (next == null) {
                    break;
                }
                page = admin.sessions(query.after(next));
            }
            assertThat(seen).as(sort).doesNotHaveDuplicates().containsAll(handles);
        }
    }

    /** ASVS 7.4.5. */
    @Test
    void anAdministratorEndsTheSessionsOfOneUserAndThenOfAll() throws Exception {
        Http http = new Http(server.uri());
        List<String> alices = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            alices.add(Http.cookie(http.logIn("alice@example.com", TestServer.PASSWORD)));
        }
        String bob = Http.cookie(http.logIn("bob@example.com", TestServer.PASSWORD));
        assertThat(admin.revoke(handles("alice@example.com"), "one user").ended())
                .isEqualTo(3);
        for (String alice : alices) {
            assertThat(http.get("/v1/verify", "Cookie", alice).statusCode()).isEqualTo(401);
        }
        assertThat(http.get("/v1/verify", "Cookie", bob).statusCode()).isEqualTo(200);
        assertThat(admin.revoke(handles(""), "everybody").ended()).isEqualTo(2);
        assertThat(http.get("/v1/verify", "Cookie", bob).statusCode()).isEqualTo(401);
        assertThat(admin.verify()).as("the administrator's own is among all").isFalse();
        assertThat(server.isTrue("select not exists (select from session where ended_at is null)"))
                .isTrue();
    }

    /** Of the active sessions that a search finds. */
    private List<UUID> handles(String search) {
        return admin.sessions(new SessionQuery(search, "active", "createdAt", null, 100)).items().stream()
                .map(SessionView::handle)
                .toList();
    }

    @Test
    void aListIsSortedAsAsked() {
        logIn("bob@example.com");
        logIn("alice@example.com");
        assertThat(admin.sessions(new SessionQuery("", "active", "user", null, 100))
                        .items())
                .extracting(session -> session.account().email())
                .isSorted();
        assertThat(admin.sessions(new SessionQuery("", "active", "-createdAt", null, 100))
                        .items())
                .extracting(SessionView::createdAt)
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void aSearchFindsUserAddressDeviceAndHandle() {
        UUID handle;
        try (PortcullisClient bob = server.client(
                "203.0.113.44", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:148.0) Gecko/20100101 Firefox/148.0")) {
            handle = bob.logIn(new LoginRequest("bob@example.com", TestServer.PASSWORD, null))
                    .session()
                    .handle();
        }
        logIn("alice@example.com");
        for (String words : new String[] {"bob", "203.0.113", "firefox", "BOB windows", handle.toString()}) {
            SessionPage page = admin.sessions(new SessionQuery(words, "active", "user", null, 100));
            assertThat(page.items()).as(words).extracting(SessionView::handle).containsExactly(handle);
            assertThat(page.total()).isEqualTo(1);
        }
        SessionView session = admin.session(handle);
        assertThat(session.device()).isEqualTo("Firefox 148 · Windows");
        assertThat(session.address()).isEqualTo("203.0.113.44");
        for (String nothing : new String[] {"bob linux", "%", "_", "\\", "'; drop table session; --"}) {
            assertThat(admin.sessions(new SessionQuery(nothing, "all", "user", null, 100))
                            .items())
                    .as(nothing)
                    .isEmpty();
        }
    }

    @Test
    void aRevocationEndsWhatIsActiveAndCountsTheRest() {
        UUID one = logIn("alice@example.com");
        UUID two = logIn("bob@example.com");
        UUID untouched = logIn("bob@example.com");
        assertThat(admin.revoke(List.of(one), "first").ended()).isEqualTo(1);
        Receipt receipt = admin.revoke(List.of(one, two, UUID.randomUUID(), two), "Phishing, incident 4417");
        assertThat(receipt.matched()).isEqualTo(2);
        assertThat(receipt.ended()).isEqualTo(1);
        assertThat(receipt.alreadyEnded()).isEqualTo(1);
        SessionView ended = admin.session(two);
        assertThat(ended.endReason()).isEqualTo(EndReason.REVOKED);
        assertThat(ended.endedBy()).isEqualTo(TestServer.ADMIN);
        assertThat(ended.endNote()).isEqualTo("Phishing, incident 4417");
        assertThat(admin.session(one).endNote()).isEqualTo("first");
        assertThat(admin.session(untouched).endReason()).isNull();
        assertThat(admin.revoke(List.of(two), "again").ended()).isZero();
    }

    @Test
    void aReceiptCanBeCheckedAgainstThePublicKeys() throws Exception {
        Receipt receipt = admin.revoke(List.of(logIn("alice@example.com")), "why not");
        String jwks = new Http(server.uri()).get("/.well-known/jwks.json").body();
        var key =
                Jwks.setParser().build().parse(jwks).getKeys().iterator().next().toKey();
        Claims claims = Jwts.parser()
                .verifyWith((java.security.PublicKey) key)
                .build()
                .parseSignedClaims(receipt.signature())
                .getPayload();
        assertThat(claims.getId()).isEqualTo(receipt.id().toString());
        assertThat(claims.get("ended", Integer.class)).isEqualTo(1);
        assertThat(claims.get("reason")).isEqualTo("why not");
        assertThat(claims.get("fence", Number.class).longValue()).isEqualTo(receipt.fence());
    }

    @Test
    void aChangedPasswordEndsTheAccountsSessions() throws Exception {
        UUID handle = logIn("alice@example.com");
        UUID others = logIn("bob@example.com");
        admin.setPassword(admin.account("alice@example.com").orElseThrow().id(), "another password, as long");
        assertThat(admin.session(handle).endReason()).isEqualTo(EndReason.ACCOUNT);
        assertThat(admin.session(others).endReason()).isNull();
        assertThat(new Http(server.uri())
                        .logIn("alice@example.com", TestServer.PASSWORD)
                        .statusCode())
                .isEqualTo(401);
        assertThat(new Http(server.uri())
                        .logIn("Alice@Example.com ", "another password, as long")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void whoLacksAPermissionIsRefusedEachRoute() throws Exception {
        Http http = new Http(server.uri());
        String cookie = Http.cookie(http.logIn("bob@example.com", TestServer.PASSWORD));
        String some = UUID.randomUUID().toString();
        String[][] routes = {
            {"GET", "/admin/v1/sessions", ""},
            {"GET", "/admin/v1/sessions/" + some, ""},
            {"POST", "/admin/v1/revocations", "{\"handles\":[\"" + some + "\"],\"reason\":\"x\"}"},
            {"GET", "/admin/v1/stats", ""},
            {"GET", "/admin/v1/events", ""},
            {"GET", "/admin/v1/accounts?email=x@y", ""},
            {"POST", "/admin/v1/accounts", "{}"},
            {"PUT", "/admin/v1/accounts/" + some + "/password", "{}"},
        };
        for (String[] route : routes) {
            assertThat(http.send(route[0], route[1], route[2], "Content-Type", "application/json")
                            .statusCode())
                    .as("%s %s without a session", route[0], route[1])
                    .isEqualTo(401);
            HttpResponse<String> refused = http.send(
                    route[0],
                    route[1],
                    route[2],
                    "Content-Type",
                    "application/json",
                    "Cookie",
                    cookie,
                    "X-Requested-By",
                    "test");
            assertThat(refused.statusCode()).as("%s %s", route[0], route[1]).isEqualTo(403);
            assertThat(JSON.readTree(refused.body()).get("detail").asText()).startsWith("This needs the permission");
        }
    }

    @Test
    void nobodyGrantsWhatTheyDoNotHold() {
        server.account("clerk@example.com", "accounts:write");
        try (PortcullisClient clerk = server.loggedIn("clerk@example.com")) {
            assertThatThrownBy(() -> clerk.createAccount(new dev.portcullis.api.NewAccount(
                            "new@example.com", null, TestServer.PASSWORD, List.of("sessions:revoke"))))
                    .isInstanceOfSatisfying(
                            ClientException.Refused.class,
                            e -> assertThat(e.type()).hasValue(ProblemType.FORBIDDEN));
        }
    }

    @Test
    void nobodySetsThePasswordOfWhoMayDoMore() {
        server.account("clerk@example.com", "accounts:write");
        try (PortcullisClient clerk = server.loggedIn("clerk@example.com")) {
            assertThatThrownBy(() -> clerk.setPassword(
                            clerk.account(TestServer.ADMIN).orElseThrow().id(), "a password of my own choice"))
                    .isInstanceOfSatisfying(
                            ClientException.Refused.class,
                            e -> assertThat(e.type()).hasValue(ProblemType.FORBIDDEN));
            clerk.setPassword(clerk.account("alice@example.com").orElseThrow().id(), "a password of my own choice");
        }
        assertThat(admin.current().state()).isEqualTo(dev.portcullis.api.SessionState.ACTIVE);
    }

    /** Their own they change where they have to give the one that they have: a stolen session must not do. */
    @Test
    void nobodySetsTheirOwnPasswordAsAnAdministrator() throws Exception {
        UUID own = admin.account(TestServer.ADMIN).orElseThrow().id();
        assertThatThrownBy(() -> admin.setPassword(own, "a password of my own choice"))
                .hasMessageContaining("PUT /v1/account/password")
                .isInstanceOfSatisfying(
                        ClientException.Refused.class, e -> assertThat(e.type()).hasValue(ProblemType.FORBIDDEN));
        assertThat(new Http(server.uri())
                        .logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void anAccountWithAPoorPasswordOrATakenAddressIsRefusedInWords() {
        assertThatThrownBy(() ->
                        admin.createAccount(new dev.portcullis.api.NewAccount("new@example.com", null, "short", null)))
                .hasMessageContaining("A password has at least 15 characters; this one has 5.");
        assertThatThrownBy(() -> admin.createAccount(
                        new dev.portcullis.api.NewAccount("ALICE@example.com", null, TestServer.PASSWORD, null)))
                .isInstanceOfSatisfying(
                        ClientException.Refused.class, e -> assertThat(e.type()).hasValue(ProblemType.CONFLICT));
    }

    @Test
    void countsAreExact() throws Exception {
        UUID ended = logIn("alice@example.com");
        logIn("bob@example.com");
        admin.revoke(List.of(ended), "count me");
        new Http(server.uri()).logIn("bob@example.com", "wrong wrong wrong");
        Stats stats = admin.stats();
        assertThat(stats.active()).isEqualTo(2);
        assertThat(stats.minutes()).hasSize(60);
        assertThat(stats.minutes()).extracting(Stats.Minute::at).isSorted();
        assertThat(stats.minutes().stream().mapToLong(Stats.Minute::started).sum())
                .isEqualTo(3);
        assertThat(stats.minutes().stream().mapToLong(Stats.Minute::ended).sum())
                .isEqualTo(1);
        assertThat(stats.minutes().stream().mapToLong(Stats.Minute::failed).sum())
                .isEqualTo(1);
        assertThat(stats.minutes().getFirst().active()).isZero();
        assertThat(stats.minutes().getLast().active()).isEqualTo(2);
    }

    @Test
    void wrongParametersAreNamed() throws Exception {
        Http http = new Http(server.uri());
        String cookie = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
        String foreign = Base64.getUrlEncoder()
                .encodeToString("[\"x\",\"y\"]".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String wrongValue = Base64.getUrlEncoder()
                .encodeToString(
                        ("[\"x\",\"" + UUID.randomUUID() + "\"]").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        for (String query : new String[] {
            "limit=0",
            "limit=1001",
            "limit=x",
            "sort=colour",
            "state=sleeping",
            "after=garbage",
            "after=" + foreign,
            "after=" + wrongValue,
            "sort=-lastSeenAt&after=" + wrongValue,
            "limit=1&limit=2",
            "q=a%00b"
        }) {
            HttpResponse<String> response = http.get("/admin/v1/sessions?" + query, "Cookie", cookie);
            assertThat(response.statusCode()).as(query).isEqualTo(400);
            assertThat(JSON.readTree(response.body()).get("detail").asText())
                    .as(query)
                    .isNotEmpty();
        }
        for (String body : new String[] {
            "",
            "null",
            "[]",
            "{",
            "{}",
            "{\"handles\":[],\"reason\":\"x\"}",
            "{\"handles\":[null],\"reason\":\"x\"}",
            "{\"handles\":[\"x\"],\"reason\":\"x\"}",
            "{\"handles\":[\"" + UUID.randomUUID() + "\"]}",
            "{\"handles\":[\"" + UUID.randomUUID() + "\"],\"reason\":\"  \"}",
            "{\"handles\":[\"" + UUID.randomUUID() + "\"],\"reason\":\"x\",\"dryRum\":true}"
        }) {
            assertThat(http.postJson("/admin/v1/revocations", body, "Cookie", cookie, "X-Requested-By", "test")
                            .statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        JsonNode missing = JSON.readTree(http.get("/admin/v1/sessions/" + UUID.randomUUID(), "Cookie", cookie)
                .body());
        assertThat(missing.get("status").asInt()).isEqualTo(404);
    }

    private UUID logIn(String email) {
        try (PortcullisClient client = server.client()) {
            return client.logIn(new LoginRequest(email, TestServer.PASSWORD, null))
                    .session()
                    .handle();
        }
    }
}
