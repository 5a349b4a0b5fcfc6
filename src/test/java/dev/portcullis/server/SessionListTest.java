package dev.portcullis.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.SessionPage;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.SessionQuery;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operators' list of sessions: what it finds, its pages, and when it is answered without looking. */
class SessionListTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static TestServer server;

    private PortcullisClient admin;
    private String cookie = "";

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void logIn() throws Exception {
        server.clear();
        server.account("alice@example.com", "orders:read");
        server.account("bob@example.com", "billing", "orders:read");
        admin = server.admin();
        cookie = Http.cookie(new Http(server.uri()).logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void aQueryFindsByFieldsAndNegationAndAlternatives() {
        UUID alice = from("alice@example.com", "10.1.2.3");
        UUID bob = from("bob@example.com", "203.0.113.44");
        assertThat(found("user:alice")).containsExactly(alice);
        assertThat(found("user=ALICE@example.com ip:10.0.0.0/8")).containsExactly(alice);
        assertThat(found("ip:10.0.0.0/8,203.0.113.0/24")).containsExactlyInAnyOrder(alice, bob);
        assertThat(found("permission:orders:* -permission:billing")).containsExactly(alice);
        assertThat(found("permission:billing or ip:10.1.2.3")).containsExactlyInAnyOrder(alice, bob);
        assertThat(found("ip:none")).isEmpty();
        assertThat(found("handle:" + bob.toString().substring(0, 30))).containsExactly(bob);
        assertThat(found("idle>1h")).isEmpty();
        server.age(
                alice.toString(), "last_seen_at = now() - interval '20 minutes', attributes = '{\"tenant\":\"Acme\"}'");
        assertThat(found("idle>19m idle<21m")).containsExactly(alice);
        assertThat(found("attribute.tenant=acme")).containsExactly(alice);
    }

    @Test
    void endedSessionsAreListedWhenTheQueryAsksAboutTheEnd() {
        UUID alice = from("alice@example.com", "10.1.2.3");
        UUID bob = from("bob@example.com", "10.1.2.4");
        admin.revoke(List.of(alice), "Phishing, incident 4417");
        assertThat(found("ip:10.0.0.0/8")).containsExactly(bob);
        assertThat(found("reason:revoked")).containsExactly(alice);
        assertThat(found("state:ended note:phishing by:" + TestServer.ADMIN)).containsExactly(alice);
        assertThat(found("ip:10.0.0.0/8 state:active,ended")).containsExactlyInAnyOrder(alice, bob);
        assertThat(found("ended>-1m ended:today,yesterday")).containsExactly(alice);
        SessionQuery ended = new SessionQuery("ip:10.0.0.0/8", "ended", "-endedAt", null, 10);
        assertThat(admin.sessions(ended).items())
                .extracting(SessionView::handle)
                .containsExactly(alice);
    }

    @Test
    void aMistakeIsToldWithItsPlaceAndWhatMayBeMeant() {
        ClientException.Refused refused = catchThrowableOfType(
                ClientException.Refused.class,
                () -> admin.sessions(new SessionQuery("user:alice devcie:firefox", null, "user", null, 10)));
        assertThat(refused.type()).hasValue(ProblemType.INVALID_QUERY);
        Problem problem = refused.problem();
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail()).isEqualTo("Unknown field `devcie` at 12: did you mean `device`?");
        assertThat(problem.position()).isEqualTo(12);
        assertThat(problem.length()).isEqualTo(6);
        assertThat(problem.suggestion()).isEqualTo("device");
    }

    @Test
    void pagesLeadForwardAndBackWhileSessionsComeAndGo() {
        List<UUID> handles = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            handles.add(from("alice@example.com", "10.0.0." + i));
        }
        SessionQuery query = new SessionQuery("user:alice", null, "createdAt", null, 4);
        SessionPage first = admin.sessions(query);
        assertThat(first.previous()).isNull();
        assertThat(first.total()).isEqualTo(10);
        SessionPage second = admin.sessions(query.after(requireNonNull(first.next())));
        admin.revoke(List.of(handles.get(1), handles.get(5)), "gone meanwhile");
        from("alice@example.com", "10.0.0.10"); // comes at the end
        SessionPage back = admin.sessions(query.before(requireNonNull(second.previous())));
        assertThat(back.items())
                .extracting(SessionView::handle)
                .containsExactly(handles.get(0), handles.get(2), handles.get(3));
        assertThat(back.total()).isEqualTo(9);
        assertThat(back.previous()).isNull();
        SessionPage again = admin.sessions(query.after(requireNonNull(back.next())));
        assertThat(again.items())
                .extracting(SessionView::handle)
                .containsExactly(handles.get(4), handles.get(6), handles.get(7), handles.get(8));
        SessionPage last = admin.sessions(query.after(requireNonNull(again.next())));
        assertThat(last.items()).hasSize(2);
        assertThat(last.next()).isNull();
    }

    @Test
    void aPageLiesWhereAScrollBarStands() throws Exception {
        List<UUID> handles = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            handles.add(from("alice@example.com", "10.0.0." + i));
        }
        SessionQuery query = new SessionQuery("user:alice", null, "createdAt", null, 2);
        SessionPage page = admin.sessions(query.skipping(3).counted(6));
        assertThat(page.items()).extracting(SessionView::handle).containsExactly(handles.get(3), handles.get(4));
        assertThat(page.total()).isEqualTo(6);
        assertThat(admin.sessions(query.before(requireNonNull(page.previous()))).items())
                .extracting(SessionView::handle)
                .containsExactly(handles.get(1), handles.get(2));
        assertThat(admin.sessions(query.after(requireNonNull(page.next()))).items())
                .extracting(SessionView::handle)
                .containsExactly(handles.get(5));
        assertThat(get("/admin/v1/sessions?sort=createdAt&skip=1&after=" + page.next(), "")
                        .statusCode())
                .isEqualTo(400);
        assertThat(get("/admin/v1/sessions?skip=-1", "").statusCode()).isEqualTo(400);
        assertThat(get("/admin/v1/sessions?total=many", "").statusCode()).isEqualTo(400);
    }

    @Test
    void anUnchangedListIsAnswered304() throws Exception {
        from("alice@example.com", "10.1.2.3");
        String path = "/admin/v1/sessions?q=user%3Aalice&sort=user";
        awaitUnchanged(path, path);
        awaitUnchanged(path, "/admin/v1/sessions?q=%20USER:alice&sort=user"); // the same in another spelling
        String etag = awaitETag(path);
        assertThat(get("/admin/v1/sessions?q=user%3Abob&sort=user", etag).statusCode())
                .as("another query")
                .isEqualTo(200);
        assertThat(get("/admin/v1/sessions?q=user%3Aalice&sort=-user", etag).statusCode())
                .as("another order")
                .isEqualTo(200);
        UUID other = from("alice@example.com", "10.1.2.4");
        assertThat(get(path, etag).statusCode()).as("somebody came").isEqualTo(200);
        String two = awaitETag(path);
        admin.revoke(List.of(other), "out");
        HttpResponse<String> one = get(path, two);
        assertThat(one.statusCode()).as("somebody left").isEqualTo(200);
        assertThat(JSON.readTree(one.body()).get("total").asInt()).isEqualTo(1);
    }

    @Test
    void aSessionThatLapsesLeavesTheListAlthoughNothingIsWritten() throws Exception {
        UUID alice = from("alice@example.com", "10.1.2.3");
        String path = "/admin/v1/sessions?q=user%3Aalice";
        awaitUnchanged(path, path);
        String etag = awaitETag(path);
        server.age(alice.toString(), "idle_expires_at = now()"); // as if the time had come: no event tells
        HttpResponse<String> page = get(path, etag);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(page.body()).get("total").asInt()).isZero();
    }

    @Test
    void aListThatChangesByTheClockHasNoTag() throws Exception {
        from("alice@example.com", "10.1.2.3");
        awaitETag("/admin/v1/sessions?q=user%3Aalice");
        for (String q : List.of(
                "idle<20m", "user:alice -expires<1m", "created:today", "seen>-1h", "state:ended", "reason:any")) {
            assertThat(etag(get("/admin/v1/sessions?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8), "")))
                    .as(q)
                    .isEmpty();
        }
        assertThat(etag(get("/admin/v1/sessions?state=all", "")))
                .as("leaves retention unseen")
                .isEmpty();
        assertThat(etag(get("/admin/v1/sessions?q=created%3C2026-01-01", ""))).isPresent();
    }

    @Test
    void everyColumnCanBeSortedBy() throws Exception {
        from("alice@example.com", "10.1.2.3");
        from("bob@example.com", "10.1.2.4");
        for (String sort : dev.portcullis.store.SessionSort.names()) {
            for (String way : List.of("", "-")) {
                JsonNode page = JSON.readTree(get("/admin/v1/sessions?limit=1&state=all&sort=" + way + sort, "")
                        .body());
                assertThat(page.get("items")).as(sort).hasSize(1);
                JsonNode next = JSON.readTree(get(
                                "/admin/v1/sessions?limit=1&state=all&sort=" + way + sort + "&after="
                                        + page.get("next").asText(),
                                "")
                        .body());
                assertThat(next.get("items").get(0).get("handle"))
                        .isNotEqualTo(page.get("items").get(0).get("handle"));
                assertThat(get(
                                        "/admin/v1/sessions?sort=" + (way.isEmpty() ? "-" : "") + sort + "&after="
                                                + page.get("next").asText(),
                                        "")
                                .statusCode())
                        .as("a cursor of another order")
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void aPageIsAfterOrBeforeAnotherNotBoth() throws Exception {
        from("alice@example.com", "10.1.2.3");
        String next =
                admin.sessions(new SessionQuery("", null, "user", null, 1)).next();
        assertThat(get("/admin/v1/sessions?sort=user&after=" + next + "&before=" + next, "")
                        .statusCode())
                .isEqualTo(400);
        assertThat(get("/admin/v1/sessions?sort=user&before=x", "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aListThatTakesTooLongIsGivenUpAndSaysSo() throws Exception {
        try (Connection other = DriverManager.getConnection(
                server.databaseAddress().url(),
                server.databaseAddress().user(),
                server.databaseAddress().password())) {
            other.setAutoCommit(false);
            other.createStatement().execute("lock table event_horizon in access exclusive mode");
            HttpResponse<String> tooSlow = get("/admin/v1/sessions", "");
            assertThat(tooSlow.statusCode()).isEqualTo(503);
            assertThat(tooSlow.headers().firstValue("Retry-After")).isPresent();
            assertThat(JSON.readTree(tooSlow.body()).get("type").asText()).isEqualTo(ProblemType.QUERY_TOO_SLOW.urn());
            other.rollback();
        }
        assertThat(get("/admin/v1/sessions", "").statusCode()).isEqualTo(200);
    }

    /** The tag of one is good for the other, as soon as nobody's use is written down in between. */
    private void awaitUnchanged(String path, String other) {
        await().until(() -> get(other, awaitETag(path)).statusCode() == 304);
    }

    /** The list's tag, which it has as soon as nothing is under way any more. */
    private String awaitETag(String path) {
        return await().until(() -> etag(get(path, "")), Optional::isPresent).orElseThrow();
    }

    private static Optional<String> etag(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return response.headers().firstValue("ETag");
    }

    private HttpResponse<String> get(String path, String etag) throws Exception {
        Http http = new Http(server.uri());
        return etag.isEmpty()
                ? http.get(path, "Cookie", cookie)
                : http.get(path, "Cookie", cookie, "If-None-Match", etag);
    }

    private List<UUID> found(String query) {
        return admin
                .sessions(new SessionQuery(query + " -user:" + TestServer.ADMIN, null, "createdAt", null, 100))
                .items()
                .stream()
                .map(SessionView::handle)
                .toList();
    }

    private static UUID from(String email, String address) {
        try (PortcullisClient client =
                server.client(address, "Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0")) {
            return client.logIn(new LoginRequest(email, TestServer.PASSWORD, null))
                    .session()
                    .handle();
        }
    }
}
