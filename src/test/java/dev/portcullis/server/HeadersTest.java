package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.support.Http;
import dev.portcullis.support.TestCertificate;
import dev.portcullis.support.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The headers that keep answers out of caches, frames and guesses, on every kind of answer (ASVS 3.4.1, 3.4.3–3.4.6, 14.3.2; 13.4.6 for what it does not say). */
class HeadersTest {
    private record Kind(int status, String method, String path, String body, String... headers) {}

    private static Stream<Kind> kinds(String cookie, String etag, String service) {
        String json = "application/json";
        return Stream.of(
                new Kind(204, "GET", "/livez", ""),
                new Kind(204, "GET", "/readyz", ""),
                new Kind(200, "GET", "/.well-known/jwks.json", ""),
                new Kind(200, "HEAD", "/.well-known/jwks.json", ""),
                new Kind(200, "GET", "/v1/verify", "", "Cookie", cookie),
                new Kind(304, "GET", "/v1/verify", "", "Cookie", cookie, "If-None-Match", etag),
                new Kind(401, "GET", "/v1/verify", ""),
                new Kind(200, "GET", "/v1/sessions/current", "", "Cookie", cookie),
                new Kind(200, "GET", "/admin/v1/sessions", "", "Cookie", cookie),
                new Kind(200, "GET", "/admin/v1/events", "", "Cookie", cookie),
                new Kind(401, "GET", "/admin/v1/events", ""),
                new Kind(200, "GET", "/metrics", "", "Cookie", cookie),
                new Kind(403, "DELETE", "/v1/sessions/current", "", "Cookie", cookie),
                new Kind(403, "GET", "/admin/v1/sessions", "", "Cookie", service),
                new Kind(404, "GET", "/nowhere", ""),
                new Kind(400, "GET", "/admin/v1/sessions?limit=1&limit=2", "", "Cookie", cookie),
                new Kind(405, "PATCH", "/livez", ""),
                new Kind(400, "POST", "/v1/sessions", "{", "Content-Type", json),
                new Kind(401, "POST", "/v1/sessions", "{\"email\":\"a@b\",\"password\":\"x\"}", "Content-Type", json),
                new Kind(415, "POST", "/v1/sessions", "a=b", "Content-Type", "application/x-www-form-urlencoded"),
                new Kind(413, "POST", "/v1/sessions", "x".repeat(600 * 1024), "Content-Type", json),
                new Kind(400, "POST", "/oauth2/token", "a=b", "Content-Type", "application/x-www-form-urlencoded"));
    }

    @Test
    void everyAnswerOverPlainHttpHasThem() throws Exception {
        try (TestServer server = TestServer.start()) {
            all(
                    server.uri(),
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                    server,
                    false);
        }
    }

    @Test
    void everyAnswerOverHttp2HasThemAndSaysThatTlsStays(@TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.make();
        TlsFiles files = new TlsFiles(folder.resolve("cert"), folder.resolve("key"));
        Files.writeString(files.certificate(), certificate.certificatePem());
        Files.writeString(files.key(), certificate.keyPem());
        try (TestServer server = TestServer.start(config -> config.withTls(files))) {
            all(
                    server.uri(),
                    HttpClient.newBuilder()
                            .sslContext(TestCertificate.trusting(certificate))
                            .version(HttpClient.Version.HTTP_2)
                            .build(),
                    server,
                    true);
        }
    }

    private static void all(URI uri, HttpClient client, TestServer server, boolean https) throws Exception {
        server.account("nobody@example.com");
        Http http = new Http(uri, client);
        String cookie = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
        String nobody = Http.cookie(http.logIn("nobody@example.com", TestServer.PASSWORD));
        String etag = http.get("/v1/verify", "Cookie", cookie)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        for (Kind kind : kinds(cookie, etag, nobody).toList()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri.resolve(kind.path()))
                    .method(
                            kind.method(),
                            kind.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(kind.body()));
            if (kind.headers().length > 0) {
                request.headers(kind.headers());
            }
            HttpResponse<java.io.InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
            try (java.io.InputStream _ = answer.body()) {
                assertThat(answer.statusCode()).as(kind.toString()).isEqualTo(kind.status());
                check(answer.headers(), https, kind.toString());
            }
        }
    }

    private static void check(HttpHeaders headers, boolean https, String kind) {
        assertThat(headers.firstValue("X-Content-Type-Options")).as(kind).hasValue("nosniff");
        assertThat(headers.firstValue("Content-Security-Policy"))
                .as(kind)
                .hasValue("default-src 'none'; frame-ancestors 'none'");
        assertThat(headers.firstValue("Referrer-Policy")).as(kind).hasValue("no-referrer");
        assertThat(headers.firstValue("X-Request-Id")).as(kind).isPresent();
        assertThat(headers.firstValue("Date")).as(kind).isPresent();
        assertThat(headers.firstValue("Cache-Control"))
                .as(kind)
                .hasValueSatisfying(value ->
                        assertThat(value).isEqualTo(kind.contains("jwks") ? "public, max-age=300" : "no-store"));
        assertThat(headers.firstValue("Server")).as(kind).isEmpty();
        assertThat(headers.firstValue("X-Powered-By")).as(kind).isEmpty();
        assertThat(headers.firstValue("Strict-Transport-Security").isPresent())
                .as(kind)
                .isEqualTo(https);
    }

    /** Also what could not be read at all. */
    @Test
    void whatIsNoHttpIsAnsweredWithThemToo() throws Exception {
        try (TestServer server = TestServer.start()) {
            for (String request : new String[] {
                "\0\1\2 what is this\r\n\r\n",
                "GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n"
            }) {
                assertThat(raw(server.uri(), request))
                        .containsIgnoringCase("x-content-type-options: nosniff")
                        .containsIgnoringCase("content-security-policy: default-src 'none'")
                        .containsIgnoringCase("referrer-policy: no-referrer")
                        .containsIgnoringCase("cache-control: no-store")
                        .containsIgnoringCase("x-request-id: ");
            }
        }
    }

    private static String raw(URI server, String request) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
