package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.OwnSession;
import dev.portcullis.api.OwnSessionPage;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Users see and end their own sessions (ASVS 7.5.2), and learn nothing of others'. */
class OwnSessionsTest {
    private static TestServer server;
    private static Http http;
    private PortcullisClient alice;
    private PortcullisClient mallory;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        http = new Http(server.uri());
    }

    @BeforeEach
    void begin() {
        server.clear();
        server.account("alice@example.com");
        server.account("mallory@example.com");
        alice = server.loggedIn("alice@example.com");
        mallory = server.loggedIn("mallory@example.com");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** ASVS 7.5.2. */
    @Test
    void theyAreListedNewestFirstWithTheOneThatAsksMarked() {
        UUID other = server.loggedIn("alice@example.com").current().handle();
        PortcullisClient gone = server.loggedIn("alice@example.com");
        gone.logOut();
        OwnSessionPage page = alice.ownSessions(null);
        assertThat(page.total()).isEqualTo(2);
        assertThat(page.items())
                .extracting(OwnSession::handle)
                .containsExactly(other, alice.current().handle());
        assertThat(page.items()).extracting(OwnSession::current).containsExactly(false, true);
        assertThat(page.items()).allSatisfy(session -> {
            assertThat(session.address()).isEqualTo("127.0.0.1");
            assertThat(session.device()).isNotBlank();
        });
        assertThat(page.next()).isNull();
    }

    /** As long as its end is not written down, a use that waits to be written could bring it back. */
    @Test
    void loggingOutEverywhereElseReachesWhatSeemsToBeOver() {
        UUID over = server.loggedIn("alice@example.com").current().handle();
        server.age(over.toString(), "idle_expires_at = now() - interval '1 s'");
        assertThat(alice.endOtherOwn()).isZero();
        assertThat(server.isTrue("select ended_at is not null from session where handle = '" + over + "'"))
                .isTrue();
    }

    @Test
    void aLongListComesInPages() throws Exception {
        for (int i = 0; i < 4; i++) {
            server.loggedIn("alice@example.com");
        }
        String cookie = Http.cookie(http.logIn("alice@example.com", TestServer.PASSWORD));
        JsonNode first = new ObjectMapper()
                .readTree(http.get("/v1/sessions?limit=4", "Cookie", cookie).body());
        assertThat(first.get("items")).hasSize(4);
        assertThat(first.get("total").asInt()).isEqualTo(6);
        OwnSessionPage rest =
                alice.ownSessions(UUID.fromString(first.get("next").asText()));
        assertThat(rest.items()).hasSize(2);
        assertThat(http.get("/v1/sessions?limit=0", "Cookie", cookie).statusCode())
                .isEqualTo(400);
        assertThat(http.get("/v1/sessions?after=x", "Cookie", cookie).statusCode())
                .isEqualTo(400);
    }

    @Test
    void theListShowsNothingThatOpensAnything() throws Exception {
        String cookie = Http.cookie(http.logIn("alice@example.com", TestServer.PASSWORD));
        String body = http.get("/v1/sessions", "Cookie", cookie).body();
        assertThat(body).doesNotContain(cookie.substring(cookie.indexOf('=') + 1), "jti", "family", "permissions");
    }

    /** ASVS 7.5.2. */
    @Test
    void oneOfThemCanBeEnded() {
        PortcullisClient phone = server.loggedIn("alice@example.com");
        UUID handle = phone.current().handle();
        alice.endOwn(handle);
        assertThat(phone.verify()).isFalse();
        assertThat(alice.verify()).isTrue();
        try (PortcullisClient admin = server.admin()) {
            SessionView ended = admin.session(handle);
            assertThat(ended.endReason()).isEqualTo(EndReason.LOGOUT);
            assertThat(ended.endedBy()).isEqualTo("alice@example.com");
        }
        assertThat(server.isTrue("select count(*) = 1 from event where type = 'session.ended' and session_handle = '"
                        + handle + "'"))
                .isTrue();
    }

    @Test
    void theOneThatAsksCanBeEndedTooAndTakesItsCookieBack() throws Exception {
        String cookie = Http.cookie(http.logIn("alice@example.com", TestServer.PASSWORD));
        String handle = new ObjectMapper()
                .readTree(http.get("/v1/sessions/current", "Cookie", cookie).body())
                .get("handle")
                .asText();
        HttpResponse<String> ended = delete("/v1/sessions/" + handle, cookie);
        assertThat(ended.statusCode()).isEqualTo(204);
        assertThat(ended.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    }

    /** Somebody else's, nobody's, one that has ended, and what is no handle: one answer. */
    @Test
    void othersSessionsAreNotToldFromNone() throws Exception {
        String cookie = Http.cookie(http.logIn("mallory@example.com", TestServer.PASSWORD));
        PortcullisClient over = server.loggedIn("mallory@example.com");
        UUID ended = over.current().handle();
        over.logOut();
        HttpResponse<String> others = delete("/v1/sessions/" + alice.current().handle(), cookie);
        HttpResponse<String> nobodys = delete("/v1/sessions/" + UUID.randomUUID(), cookie);
        assertThat(others.statusCode()).isEqualTo(404);
        assertThat(withoutInstance(others)).isEqualTo(withoutInstance(nobodys));
        assertThat(withoutInstance(delete("/v1/sessions/" + ended, cookie))).isEqualTo(withoutInstance(nobodys));
        assertThat(alice.verify()).isTrue();
    }

    @Test
    void loggingOutEverywhereElseEndsAllButThisOne() {
        PortcullisClient phone = server.loggedIn("alice@example.com");
        PortcullisClient tablet = server.loggedIn("alice@example.com");
        assertThat(alice.endOtherOwn()).isEqualTo(2);
        assertThat(phone.verify()).isFalse();
        assertThat(tablet.verify()).isFalse();
        assertThat(alice.verify()).isTrue();
        assertThat(mallory.verify()).isTrue();
        assertThat(alice.endOtherOwn()).isZero();
    }

    /** ASVS 3.5.1. */
    @Test
    void endingNeedsAProofOfOrigin() throws Exception {
        String cookie = Http.cookie(http.logIn("alice@example.com", TestServer.PASSWORD));
        assertThat(http.send("DELETE", "/v1/sessions", "", "Cookie", cookie).statusCode())
                .isEqualTo(403);
        assertThat(http.get("/v1/sessions").statusCode()).isEqualTo(401);
    }

    private static HttpResponse<String> delete(String path, String cookie) throws Exception {
        return http.send("DELETE", path, "", "Cookie", cookie, "X-Requested-By", "test");
    }

    private static String withoutInstance(HttpResponse<String> response) throws Exception {
        ObjectNode problem = (ObjectNode) new ObjectMapper().readTree(response.body());
        assertThat(problem.remove("instance").asText()).matches(Pattern.compile("urn:portcullis:request:.*"));
        return response.statusCode() + " " + problem;
    }
}
