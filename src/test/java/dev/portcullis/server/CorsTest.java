package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of origins that the configuration names may use the server with the user's cookie; no others may (ASVS 3.4.2, 3.5.1, 3.5.2). */
class CorsTest {
    private static final String APP = "https://app.example.com";
    private static final String FOREIGN = "https://app.example.com.evil.example";

    private static TestServer server;
    private static TestServer closed;

    @BeforeAll
    static void start() {
        server = TestServer.start(config -> config.withCorsOrigins(List.of(APP)));
        closed = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
        closed.close();
    }

    @Test
    void anAllowedPageReadsTheAnswerWithTheUsersCookieAndCachesKeepPagesApart() throws Exception {
        String answer = raw(server.uri(), "GET", "/v1/sessions/current", "Origin: " + APP);
        assertThat(answer)
                .startsWith("HTTP/1.1 401")
                .containsIgnoringCase("access-control-allow-origin: " + APP)
                .containsIgnoringCase("access-control-allow-credentials: true")
                .containsIgnoringCase("vary: origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FOREIGN,
                "null",
                "http://app.example.com",
                "https://app.example.com:8443",
                "https://APP.example.com"
            })
    void everyOtherPageIsToldNothingButThatItDependsOnThePage(String origin) throws Exception {
        assertThat(raw(server.uri(), "GET", "/livez", "Origin: " + origin))
                .startsWith("HTTP/1.1 204")
                .doesNotContainIgnoringCase("access-control-")
                .containsIgnoringCase("vary: origin");
    }

    @Test
    void aPreflightOfAnAllowedPageIsGrantedAndOfAnyOtherIsNot() throws Exception {
        String[] asks = {
            "Origin: " + APP, "Access-Control-Request-Method: DELETE", "Access-Control-Request-Headers: x-requested-by"
        };
        assertThat(raw(server.uri(), "OPTIONS", "/v1/sessions/current", asks))
                .startsWith("HTTP/1.1 204")
                .containsIgnoringCase("access-control-allow-origin: " + APP)
                .containsIgnoringCase("access-control-allow-methods: GET, HEAD, POST, PUT, PATCH, DELETE")
                .containsIgnoringCase("access-control-allow-headers: Authorization, Content-Type")
                .doesNotContain("*");
        asks[0] = "Origin: " + FOREIGN;
        assertThat(raw(server.uri(), "OPTIONS", "/v1/sessions/current", asks))
                .startsWith("HTTP/1.1 405")
                .doesNotContainIgnoringCase("access-control-");
    }

    /** A gateway hands over what it was asked, preflights too; what opens no session must not pass it. */
    @Test
    void verifyKnowsNoPreflight() throws Exception {
        assertThat(raw(server.uri(), "OPTIONS", "/v1/verify", "Origin: " + APP, "Access-Control-Request-Method: GET"))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void withoutConfigurationNothingIsAllowed() throws Exception {
        assertThat(raw(closed.uri(), "GET", "/livez", "Origin: " + APP))
                .startsWith("HTTP/1.1 204")
                .doesNotContainIgnoringCase("access-control-")
                .doesNotContainIgnoringCase("vary");
        assertThat(raw(
                        closed.uri(),
                        "OPTIONS",
                        "/v1/sessions",
                        "Origin: " + APP,
                        "Access-Control-Request-Method: POST"))
                .startsWith("HTTP/1.1 405");
    }

    /** A configured origin is trusted with writes: that is what its configuration says. */
    @Test
    void anAllowedPageMayWriteWithTheCookieAndLogInAndNoOtherMay() throws Exception {
        for (String site : new String[] {"same-site", "cross-site"}) {
            assertThat(logIn(server, APP, site)).startsWith("HTTP/1.1 201");
            assertThat(logIn(server, FOREIGN, site)).startsWith("HTTP/1.1 403");
            assertThat(logIn(closed, APP, site)).startsWith("HTTP/1.1 403");
        }
        HttpResponse<String> login = new Http(server.uri()).logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD);
        String cookie = "Cookie: " + Http.cookie(login);
        assertThat(raw(server.uri(), "DELETE", "/v1/sessions/current", cookie, "Origin: " + FOREIGN))
                .startsWith("HTTP/1.1 403");
        assertThat(raw(
                        server.uri(),
                        "DELETE",
                        "/v1/sessions/current",
                        cookie,
                        "Origin: " + APP,
                        "Sec-Fetch-Site: same-site"))
                .startsWith("HTTP/1.1 204");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://app.example.com       | https://app.example.com
            HTTPS://App.Example.com:443   |
            https://App.Example.com:443   | https://app.example.com
            https://app.example.com:8443  | https://app.example.com:8443
            http://localhost:3000         | http://localhost:3000
            http://app.example.com        |
            https://*.example.com         |
            *                             |
            null                          |
            https://app.example.com/      |
            https://app.example.com/path  |
            https://u@app.example.com     |
            ftp://app.example.com         |
            """)
    void anOriginIsExact(String text, String origin) {
        assertThat(Origins.parse(text).orElse(null)).isEqualTo(origin);
    }

    private static String logIn(TestServer server, String origin, String site) throws Exception {
        String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(TestServer.ADMIN, TestServer.ADMIN_PASSWORD);
        return raw(
                server.uri(),
                "POST",
                "/v1/sessions",
                "Origin: " + origin,
                "Sec-Fetch-Site: " + site,
                "Content-Type: application/json",
                "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** Java's client decides itself about some of these headers. */
    private static String raw(URI server, String method, String path, String... headers) throws Exception {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(10_000);
            String request = method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + String.join("\r\n", headers) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
