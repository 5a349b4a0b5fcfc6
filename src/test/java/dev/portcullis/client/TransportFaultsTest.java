package dev.portcullis.client;

import static dev.portcullis.client.RawServer.answer;
import static dev.portcullis.client.RawServer.half;
import static dev.portcullis.client.RawServer.problem;
import static dev.portcullis.client.RawServer.with;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException.Cause;
import dev.portcullis.client.ClientException.Refused;
import dev.portcullis.client.ClientException.Unreachable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransportFaultsTest {
    private static final String STATS = """
            {"at": "2026-11-23T12:00:00Z", "active": 3, "reusedLastDay": 0, "minutes": [], "newerThanThisClient": true}""";

    private static Cause kindOf(PortcullisClient client) {
        Unreachable failure = catchThrowableOfType(Unreachable.class, client::stats);
        assertThat(failure).isNotNull();
        return failure.kind();
    }

    private static PortcullisClient client(String address) {
        return new PortcullisClient(URI.create(address), "test", Map.of());
    }

    @Test
    void aHostNameWithoutAddressIsNoSuchHost() {
        assertThat(kindOf(client("http://nowhere.invalid:80"))).isEqualTo(Cause.NO_SUCH_HOST);
    }

    @Test
    void aPortWithoutListenerIsRefused() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        assertThat(kindOf(client("http://127.0.0.1:" + port))).isEqualTo(Cause.REFUSED);
    }

    /** Something that says this to whoever asks first, whatever they ask. */
    private static ServerSocket saying(String text) throws IOException {
        ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(() -> {
            try (Socket socket = listener.accept()) {
                assertThat(socket.getInputStream().read()).isNotNegative();
                socket.getOutputStream().write(text.getBytes(US_ASCII));
                socket.shutdownOutput();
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return listener;
    }

    @Test
    void aServerWithoutTlsIsSaidSo() throws IOException {
        try (ServerSocket listener = saying("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            assertThat(kindOf(client("https://127.0.0.1:" + listener.getLocalPort())))
                    .isEqualTo(Cause.NO_TLS);
        }
    }

    @Test
    void garbageInsteadOfHttpIsNotPortcullis() throws IOException {
        try (ServerSocket listener = saying("SSH-2.0-OpenSSH_10.0\r\n\r\n")) {
            assertThat(kindOf(client("http://127.0.0.1:" + listener.getLocalPort())))
                    .isEqualTo(Cause.NOT_PORTCULLIS);
        }
    }

    @Test
    void aWebSiteIsNotPortcullis() throws IOException {
        try (RawServer server = new RawServer(
                answer(200, "text/html", "<h1>Welcome</h1>"),
                answer(404, "text/html", "<h1>Not found</h1>"),
                with("Location", "https://example.com/", answer(302, "text/html", "")),
                answer(200, "application/json", "{\"at\": 3"),
                answer(502, "text/html", "<h1>Bad gateway</h1>"))) {
            try (PortcullisClient client = server.client()) {
                for (int i = 0; i < 5; i++) {
                    assertThat(kindOf(client)).isEqualTo(Cause.NOT_PORTCULLIS);
                }
            }
            assertThat(server.asked()).as("nothing of this is worth a retry").hasSize(5);
        }
    }

    @Test
    void aProblemIsARefusal() throws IOException {
        try (RawServer server =
                new RawServer(answer(503, "application/problem+json; charset=utf-8", problem("unavailable", 503)))) {
            assertThatExceptionOfType(Refused.class)
                    .isThrownBy(server.client()::stats)
                    .satisfies(e -> assertThat(e.type()).contains(ProblemType.UNAVAILABLE));
        }
    }

    @Test
    void theTokenEndpointsErrorIsARefusalToo() throws IOException {
        try (RawServer server = new RawServer(answer(
                400,
                "application/json",
                "{\"error\":\"invalid_grant\",\"error_description\":\"The session has ended\"}"))) {
            assertThatExceptionOfType(Refused.class)
                    .isThrownBy(() -> server.client().refresh("a+b/c="))
                    .withMessage("invalid_grant: The session has ended")
                    .satisfies(e -> assertThat(e.problem().status()).isEqualTo(400));
        }
    }

    @Test
    void aReadOnABrokenConnectionIsAskedOnceMore() throws IOException {
        try (RawServer server = new RawServer(half(), answer(200, "application/json", STATS))) {
            assertThat(server.client().stats().active()).isEqualTo(3);
            assertThat(server.asked()).hasSize(2);
        }
    }

    @Test
    void aWriteOnABrokenConnectionIsNotRepeated() throws IOException {
        try (RawServer server = new RawServer(half())) {
            Unreachable failure = catchThrowableOfType(
                    Unreachable.class, () -> server.client().logIn(new LoginRequest("a@b.example", "secret", null)));
            assertThat(failure.kind()).isEqualTo(Cause.BROKEN);
            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void verifyIsFalseOnlyWhenPortcullisSaysSo() throws IOException {
        try (RawServer server = new RawServer(
                answer(401, "application/problem+json", problem("session-ended", 401)),
                answer(401, "text/html", "Log in to the hotel network"),
                answer(503, "application/problem+json", problem("unavailable", 503)))) {
            PortcullisClient client = server.client();
            assertThat(client.verify()).isFalse();
            assertThatExceptionOfType(Unreachable.class).isThrownBy(client::verify);
            assertThatExceptionOfType(Refused.class).isThrownBy(client::verify);
        }
    }

    @Test
    void eachRequestCarriesTheCookieAndWhoAsks() throws IOException {
        try (RawServer server = new RawServer(
                with(
                        "Set-Cookie",
                        "session=h.s; HttpOnly; SameSite=Lax; Path=/",
                        with("Set-Cookie", "other=1", answer(503, "application/problem+json", problem("busy", 503)))),
                answer(200, "application/json", STATS),
                with("Set-Cookie", "session=; Max-Age=0; Path=/", answer(204, "application/json", "")),
                answer(200, "application/json", STATS))) {
            PortcullisClient client =
                    new PortcullisClient(server.address().resolve("/path"), "test", Map.of("User-Agent", "Teapot/1"));
            assertThatExceptionOfType(Refused.class).isThrownBy(client::stats);
            client.stats();
            client.logOut();
            client.stats();
            assertThat(server.header(0, "Cookie")).isEqualTo("null");
            assertThat(server.header(1, "Cookie")).isEqualTo("session=h.s");
            assertThat(server.header(1, "X-Requested-By")).isEqualTo("test");
            assertThat(server.header(1, "User-Agent")).isEqualTo("Teapot/1");
            assertThat(server.header(3, "Cookie")).isEqualTo("null");
        }
    }

    @Test
    void anInterruptedCallThrowsAndLeavesTheFlagSet() throws IOException {
        try (RawServer server = new RawServer(_ -> {})) {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(Unreachable.class).isThrownBy(server.client()::stats);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void anAddressThatIsNoneIsSaidSo() {
        assertThatIllegalArgumentException().isThrownBy(() -> client("localhost:8080"));
        assertThatIllegalArgumentException().isThrownBy(() -> client("ftp://localhost"));
    }
}
