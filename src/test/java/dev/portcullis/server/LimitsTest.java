package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import dev.portcullis.support.TestService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client sends is bounded, and what is wrong with it is said. */
class LimitsTest {
    private static TestServer server;
    private static Http http;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        http = new Http(server.uri());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aBodyBeyondTheLimitIs413() throws Exception {
        HttpResponse<String> response = http.postJson("/v1/sessions", "x".repeat(600 * 1024));
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void aHeadBeyondTheLimitIs431AndALongerAddress414() throws Exception {
        assertThat(raw("GET /livez HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n"))
                .matches("(?s)HTTP/1\\.[01] 431 .*")
                .contains("application/problem+json", "header-too-large");
        assertThat(raw("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .matches("(?s)HTTP/1\\.[01] 414 .*")
                .contains("uri-too-long");
    }

    @Test
    void whatIsNoHttpIs400() throws Exception {
        assertThat(raw("\0\1\2 what is this\r\n\r\n"))
                .matches("(?s)HTTP/1\\.[01] 400 .*")
                .contains("invalid-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"x\"",
                "{",
                "{}",
                "{\"email\":\"a@b\"}",
                "{\"email\":1,\"password\":\"x\"}",
                "{\"email\":\"a@b\",\"password\":[]}",
                "{\"email\":\"a@b\",\"password\":\"x\",\"deliver\":\"pigeon\"}",
                "{\"email\":\"a@b\",\"password\":\"x\",\"admin\":true}",
                "{\"email\":\"a@b\",\"password\":\"x\"} trailing",
                "{\"email\":\"a\\u0000b\",\"password\":\"x\"}",
                "{\"email\":\"\",\"password\":\"x\"}",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
            })
    void aLoginThatIsNoLoginIs400InWords(String body) throws Exception {
        HttpResponse<String> response = http.postJson("/v1/sessions", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.body()).contains("\"detail\"").doesNotContain("jackson", "Exception", "dev.portcullis");
    }

    /** RFC 9457 §3.1. */
    @Test
    void aProblemSaysWhatItIsInAllItsMembersAndNamesItsRequest() throws Exception {
        HttpResponse<String> refused = http.postJson("/v1/sessions", "{}");
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = new ObjectMapper().readTree(refused.body());
        assertThat(problem.get("type").asText()).isEqualTo("urn:portcullis:problem:invalid-request");
        assertThat(problem.get("title").asText()).isNotBlank();
        assertThat(problem.get("status").asInt())
                .isEqualTo(refused.statusCode())
                .isEqualTo(400);
        assertThat(problem.get("detail").asText()).isEqualTo("\"email\" is missing.");
        assertThat(problem.get("instance").asText())
                .isEqualTo("urn:portcullis:request:"
                        + refused.headers().firstValue("X-Request-Id").orElseThrow());
    }

    @Test
    void aLoginThatIsNotSentAsJsonIs415() throws Exception {
        assertThat(http.postForm("/v1/sessions", "email=a&password=b").statusCode())
                .isEqualTo(415);
    }

    /** Logins wait for their turn, which may take seconds: however many there are, there is room for those who are in. */
    @Test
    void loginsThatWaitLeaveRoomForEverybodyElse() throws Exception {
        String cookie = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
        String[] crowd = {"X-Forwarded-For", "203.0.113.7"};
        http.logIn("nobody@example.com", "wrong wrong wrong", crowd);
        server.sql(
                "update guess set failures = 0, pending = 1000, ends_at = now() + interval '1 h'"); // all are under way
        byte[] body = "{\"email\":\"nobody@example.com\",\"password\":\"wrong wrong wrong\"}"
                .getBytes(StandardCharsets.UTF_8);
        byte[] login = ("POST /v1/sessions HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113.7\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        List<Socket> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < 400; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.uri().getPort());
                waiting.add(socket);
                socket.getOutputStream().write(login);
                socket.getOutputStream().write(body);
            }
            await().until(() -> http.logIn("nobody@example.com", "wrong wrong wrong", crowd)
                    .body()
                    .contains("Too many logins wait for their turn."));
            assertThat(http.get("/v1/verify", "Cookie", cookie).statusCode()).isEqualTo(200);
        } finally {
            server.sql("update guess set pending = 0");
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    /** Whoever goes through very much leaves the database's connections to those who log in: few do it at once, whatever it is that they ask. */
    @Test
    void fewGoThroughVeryMuchAtOnceAndTheOthersAreToldToComeBack() throws Exception {
        String cookie = TestService.adminCookie(server);
        HttpResponse<String> policy = http.get("/admin/v1/policy", "Cookie", cookie);
        String etag = policy.headers().firstValue("ETag").orElseThrow();
        String whatIf =
                "{\"policy\":" + new ObjectMapper().readTree(policy.body()).get("policy") + ",\"dryRun\":true}";
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                AutoCloseable _ = server.holding("lock table audit_entry in access exclusive mode")) {
            for (int i = 0; i < 4; i++) {
                var _ = threads.submit(() -> http.get("/admin/v1/audit?q=word", "Cookie", cookie));
            }
            await().until(() -> server.isTrue("select count(*) = 4 from pg_stat_activity where wait_event_type = 'Lock'"
                    + " and datname = current_database()"));
            List<Callable<HttpResponse<String>>> others = List.of(
                    () -> http.get("/admin/v1/audit?q=word", "Cookie", cookie),
                    () -> http.get("/admin/v1/accounts?q=word", "Cookie", cookie),
                    () -> http.get("/admin/v1/roles/admin/effect?permissions=x", "Cookie", cookie),
                    () -> http.get("/admin/v1/policy/progress", "Cookie", cookie),
                    () -> http.send(
                            "PUT",
                            "/admin/v1/policy",
                            whatIf,
                            "Cookie",
                            cookie,
                            "X-Requested-By",
                            "test",
                            "Content-Type",
                            "application/json",
                            "If-Match",
                            etag));
            for (Future<HttpResponse<String>> other : threads.invokeAll(others)) {
                assertThat(other.get().statusCode()).isEqualTo(503);
                assertThat(other.get().headers().firstValue("Retry-After")).isPresent();
                assertThat(other.get().body()).contains("Too many questions of this kind at once.");
            }
            assertThat(http.get("/v1/verify", "Cookie", cookie).statusCode()).isEqualTo(200);
        }
    }

    private static String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
