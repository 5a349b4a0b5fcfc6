package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.Receipt;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The system as its source document describes it, step by step, over real HTTP and a real PostgreSQL; and then what an administrator can do about it. */
class SixStepsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        server.account("alice@example.com", "orders:read", "billing");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void fromLoginToRevocation() throws Exception {
        Http http = new Http(server.uri());

        // 1. A user logs in with e-mail address and password. 2. The server verifies who it is.
        assertThat(http.logIn("alice@example.com", "not her password at all").statusCode())
                .isEqualTo(401);
        HttpResponse<String> login = http.logIn("alice@example.com", TestServer.PASSWORD);
        assertThat(login.statusCode()).isEqualTo(201);

        // 3. The session is written to the database, associated with its access and refresh tokens, with its TTL.
        JsonNode session = JSON.readTree(login.body()).get("session");
        UUID handle = UUID.fromString(session.get("handle").asText());
        assertThat(handle.version()).isEqualTo(7);
        assertThat(session.get("idleTtlSeconds").asLong()).isEqualTo(1800);
        assertThat(session.get("absoluteTtlSeconds").asLong()).isEqualTo(12 * 3600);
        assertThat(session.at("/tokens/access/jti").asText()).isNotEmpty();
        assertThat(session.at("/tokens/refresh/generation").asInt()).isEqualTo(1);
        assertThat(session.get("permissions")).extracting(JsonNode::asText).containsExactly("billing", "orders:read");

        // 4. The answer gives the client its session id. 5. The client keeps it, in a cookie, and nothing else.
        String cookie = Http.cookie(login);
        assertThat(login.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly", "SameSite=Lax", "Path=/");
        assertThat(login.body())
                .doesNotContain(cookie.substring(cookie.indexOf('.') + 1))
                .doesNotContain("eyJ");

        // 6. Every later request carries it, so that any server can check whether there is an active session.
        HttpResponse<String> verified = http.get("/v1/verify", "Cookie", cookie);
        assertThat(verified.statusCode()).isEqualTo(200);
        assertThat(verified.headers().firstValue("X-Session-Handle")).hasValue(handle.toString());
        assertThat(verified.headers().firstValue("X-Session-User")).hasValue("alice@example.com");
        assertThat(verified.headers().firstValue("X-Session-Permissions")).hasValue("billing orders:read");
        String bearer = verified.headers().firstValue("Authorization").orElseThrow();
        assertThat(bearer).startsWith("Bearer ey");
        assertThat(http.get("/v1/verify", "Authorization", bearer).statusCode()).isEqualTo(200);

        // An administrator keeps full power: destroys the session, and it is refused with cookie and token alike.
        try (PortcullisClient admin = server.admin()) {
            Receipt receipt = admin.revoke(List.of(handle), "left the company");
            assertThat(receipt.matched()).isEqualTo(1);
            assertThat(receipt.ended()).isEqualTo(1);
            assertThat(receipt.nodes()).hasSize(1);
        }
        HttpResponse<String> refused = http.get("/v1/verify", "Cookie", cookie);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(JSON.readTree(refused.body()).get("endReason").asText()).isEqualTo("revoked");
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(http.get("/v1/verify", "Authorization", bearer).statusCode()).isEqualTo(401);
    }
}
