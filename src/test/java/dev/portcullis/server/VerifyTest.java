package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gateway is told about a session and its permissions. */
class VerifyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOTH = "/v1/verify?permission=orders:read&permission=orders:refund";
    private static TestServer server;
    private static Http http;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        server.account("alice@example.com", "orders:read");
        server.account("carol@example.com", "orders:read", "orders:refund");
        http = new Http(server.uri());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void allThePermissionsThatAreAskedForAreNeeded() throws Exception {
        String alice = logIn("alice@example.com");
        assertThat(http.get("/v1/verify?permission=orders:read", "Cookie", alice)
                        .statusCode())
                .isEqualTo(200);
        assertThat(http.get(BOTH, "Cookie", alice).statusCode()).isEqualTo(403);
        assertThat(http.get(BOTH, "Cookie", logIn("carol@example.com")).statusCode())
                .isEqualTo(200);
        assertThat(http.get("/v1/verify?permission=Orders:Read", "Cookie", alice)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a403SaysWhichPermissionIsMissingAndNothingElse() throws Exception {
        HttpResponse<String> refused = http.get(BOTH, "Cookie", logIn("alice@example.com"));
        JsonNode problem = JSON.readTree(refused.body());
        assertThat(problem.get("type").asText()).isEqualTo("urn:portcullis:problem:forbidden");
        assertThat(problem.get("detail").asText()).isEqualTo("This needs the permission \"orders:refund\".");
        assertThat(refused.body()).doesNotContain("orders:read", "alice");
        assertThat(refused.headers().map().keySet())
                .noneMatch(name -> name.startsWith("x-session") || name.equals("authorization") || name.equals("etag"));
    }

    @Test
    void withoutASessionItIs401WhateverIsAsked() throws Exception {
        String ended = logIn("alice@example.com");
        http.send("DELETE", "/v1/sessions/current", "", "Cookie", ended, "X-Requested-By", "test");
        assertThat(http.get(BOTH).statusCode()).isEqualTo(401);
        assertThat(http.get(BOTH, "Cookie", ended).statusCode()).isEqualTo(401);
    }

    /** RFC 6750 §3.1: what a client has to do about it, refresh its token or not, it knows from the error. */
    @Test
    void aBearerTokenThatDoesNotDoIsToldWhy() throws Exception {
        assertThat(http.get(BOTH).headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(http.get(BOTH, "Authorization", "Bearer x").headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer error=\"invalid_token\"");
        String token = http.get("/v1/verify", "Cookie", logIn("alice@example.com"))
                .headers()
                .firstValue("Authorization")
                .orElseThrow();
        assertThat(http.get(BOTH, "Authorization", token).headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer error=\"insufficient_scope\"");
    }

    @Test
    void a304NeverHidesAMissingPermission() throws Exception {
        String alice = logIn("alice@example.com");
        String tag = http.get("/v1/verify?permission=orders:read", "Cookie", alice)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        assertThat(http.get("/v1/verify?permission=orders:read", "Cookie", alice, "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(304);
        assertThat(http.get(BOTH, "Cookie", alice, "If-None-Match", tag).statusCode())
                .isEqualTo(403);
    }

    /** A gateway that hands on the page's header must not be told that it knows the session. */
    @Test
    void anIfNoneMatchOfAnyIsThePages() throws Exception {
        HttpResponse<String> response =
                http.get("/v1/verify", "Cookie", logIn("alice@example.com"), "If-None-Match", "*");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Authorization")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"})
    void anyMethodIsAnsweredAlike(String method) throws Exception {
        String alice = logIn("alice@example.com");
        HttpResponse<String> passes = http.send(method, "/v1/verify?permission=orders:read", "", "Cookie", alice);
        assertThat(passes.statusCode()).isEqualTo(200);
        assertThat(passes.headers().firstValue("X-Session-User")).hasValue("alice@example.com");
        assertThat(http.send(method, BOTH, "", "Cookie", alice).statusCode()).isEqualTo(403);
        assertThat(http.send(method, BOTH, "").statusCode()).isEqualTo(401);
    }

    /** A fault of the gateway's configuration, which shows at once, whoever asks. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "permission=",
                "permission",
                "permission=a%20b",
                "permission=%22",
                "permission=ok&permission=%C3%A9"
            })
    void aWordThatIsNoPermissionIs400(String query) throws Exception {
        assertThat(http.get("/v1/verify?" + query).statusCode()).isEqualTo(400);
        assertThat(http.get("/v1/verify?" + query, "Cookie", logIn("alice@example.com"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(http.get("/v1/verify?permission=" + "x".repeat(101)).statusCode())
                .isEqualTo(400);
    }

    /** A gateway may hand over the user's request as it is: it must not look like a lost session. */
    @Test
    void whatTheUsersRequestCarriesChangesNothing() throws Exception {
        String head = " /v1/verify HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: " + logIn("alice@example.com")
                + "\r\n";
        String chunked = "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
        assertThat(raw("POST" + head + chunked)).startsWith("HTTP/1.1 200 ");
        assertThat(raw("GET" + head + chunked)).startsWith("HTTP/1.1 200 ");
        assertThat(raw("PUT" + head + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\nhello"))
                .contains("HTTP/1.1 200 ");
        assertThat(raw("GET" + head + "Upgrade: websocket\r\nSec-WebSocket-Key: x\r\nRange: bytes=0-1\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(raw("GET" + head + ("X-Large: " + "x".repeat(1000) + "\r\n").repeat(15) + "\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(raw("GET" + head + ("X-Large: " + "x".repeat(1000) + "\r\n").repeat(17) + "\r\n"))
                .matches("(?s)HTTP/1\\.[01] 431 .*");
    }

    private static String logIn(String email) throws IOException, InterruptedException {
        return Http.cookie(http.logIn(email, TestServer.PASSWORD));
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
