package dev.portcullis.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.place.IpRange;
import dev.portcullis.store.Database;
import dev.portcullis.support.Cable;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestDatabase;
import dev.portcullis.support.TestServer;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each gateway's configuration does, shown with the real program before the real server on the real PostgreSQL. Whoever is to pass passes, with a token and
 * without the session; whoever is not does not; and trouble is 503, never a logout.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GatewaySpecification {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALICE = "alice@example.com";
    private static final String CAROL = "carol@example.com";
    private static final String NOBODY = "nobody@example.com";

    /** Needs {@code orders:read} and {@code orders:refund}. */
    private static final String REFUNDS = "/refunds/17";

    private Cable cable;
    private TestServer server;
    private Service service;
    private Certificate certificate;
    private Program program;
    private URI address;
    private HttpClient local;

    /** Starts the program with its configuration. */
    abstract Program start(Place place) throws IOException;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        int port = freePort();
        address = URI.create("https://127.0.0.1:" + port);
        certificate = Certificate.make(folder);
        local = client(InetAddress.getLoopbackAddress());
        service = new Service();
        Database.Address direct = TestDatabase.fresh();
        int database = URI.create(direct.url().substring("jdbc:".length())).getPort();
        cable = new Cable(database);
        server = TestServer.start(
                new Database.Address(
                        direct.url().replace(":" + database + "/", ":" + cable.port() + "/"),
                        direct.user(),
                        direct.password(),
                        8),
                config -> config.withPublicUrl(address)
                        .withTrustedProxies(
                                List.of(IpRange.parse("127.0.0.1/32").orElseThrow())));
        server.account(ALICE, "orders:read");
        server.account(CAROL, "orders:read", "orders:refund");
        server.account(NOBODY);
        program = start(new Place(folder, port, server.uri().getPort(), service.port(), certificate));
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {program, server, cable, service}) {
            if (each != null) {
                each.close();
            }
        }
    }

    @Test
    void withoutASessionItIs401AndTheServiceIsNotAsked() throws Exception {
        int before = service.asked();
        for (String[] headers : new String[][] {
            {},
            {"Cookie", "__Host-session="},
            {"Cookie", "__Host-session=AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
            {"Cookie", alice().replace("__Host-session", "session")},
            {"Authorization", "Bearer abc"},
            {"X-Session-User", ALICE},
            {"If-None-Match", "*"},
        }) {
            assertThat(visitor().get("/orders", headers).statusCode()).isEqualTo(401);
            assertThat(visitor().get(REFUNDS, headers).statusCode()).isEqualTo(401);
        }
        assertThat(service.asked()).isEqualTo(before);
    }

    @Test
    void theServiceSeesWhoItIsWithATokenThatTheKeysVerifyAndNotTheSession() throws Exception {
        String cookie = alice();
        JsonNode seen = seen(visitor().get("/orders?a=b%20c", "Cookie", "a=1; " + cookie + "; b=2"));
        assertThat(seen.get("uri").asText()).isEqualTo("/orders?a=b%20c");
        Claims claims = claims(seen);
        assertThat(claims.getIssuer()).isEqualTo(address.toString());
        assertThat(header(seen, "x-session-account")).containsExactly(claims.getSubject());
        assertThat(header(seen, "x-session-handle")).containsExactly(claims.get("sid", String.class));
        assertThat(header(seen, "x-session-user")).containsExactly(ALICE);
        assertThat(header(seen, "x-session-permissions")).containsExactly("orders:read");
        assertThat(header(seen, "x-forwarded-for")).containsExactly("127.0.0.1");
        assertThat(header(seen, "cookie")).containsExactly("a=1; b=2");
        assertThat(seen.toString()).doesNotContain(cookie.substring(cookie.indexOf('.')));
    }

    @Test
    void onlyTheSessionsCookieIsTakenOut() throws Exception {
        String s = alice();
        String[][] all = {
            {s, ""},
            {s + "; b=2", "b=2"},
            {"a=1; " + s, "a=1"},
            {"a=1;" + s + ";b=2;c=\"x y\"", "a=1; b=2; c=\"x y\""},
            {"__Host-session=old; a=1; " + s + "; b=2", "a=1; b=2"},
            {s + "; " + s + "; a=1; " + s, "a=1"},
            {"a=1;  __Host-session =x; " + s, "a=1"},
            {"x__Host-session=1; session=flask; " + s + "; d=__Host-session=2", null},
        };
        for (String[] each : all) {
            JsonNode seen = seen(visitor().get("/orders", "Cookie", each[0]));
            String cookies = String.join("; ", header(seen, "cookie"));
            if (each[1] != null) {
                assertThat(cookies.replaceAll(";\\s*", "; ")).as(each[0]).isEqualTo(each[1]);
            } else {
                assertThat(cookies).contains("x__Host-session=1", "session=flask", "d=__Host-session=2");
            }
            assertThat(cookies).doesNotContain(s);
        }
    }

    @Test
    void whatAClientForgesNeverReachesTheService() throws Exception {
        for (String cookie : new String[] {alice(), cookie(NOBODY)}) {
            Answer answer = raw(
                    "GET /orders HTTP/1.1",
                    "Host: " + address.getAuthority(),
                    "Cookie: " + cookie,
                    "Authorization: Bearer forged",
                    "X-Session-User: forged",
                    "x-session-user: forged",
                    "X_Session_User: forged",
                    "X-Session_User: forged",
                    "X-Session-Permissions: forged",
                    "X_SESSION_PERMISSIONS: forged",
                    "X-Session-Account: forged",
                    "X-Session-Handle: forged",
                    "X-Request-Id: forged-by-the-client",
                    "X-Forwarded-For: 203.0.113.9",
                    "Connection: close",
                    "",
                    "");
            JsonNode seen = seen(answer);
            claims(seen);
            assertThat(seen.toString()).doesNotContain("forged", "203.0.113.9");
            assertThat(header(seen, "authorization")).hasSize(1);
            assertThat(header(seen, "x-session-user")).hasSize(1);
            assertThat(header(seen, "x-request-id")).hasSize(1);
        }
    }

    /** The server believes its proxy's id: what a client could choose, it could use to hide among the lines of somebody else. */
    @Test
    void aClientCannotChooseTheIdOfItsRequest() throws Exception {
        String[] forged = {"X-Request-Id", "forged-by-the-client"};
        for (HttpResponse<String> refused : List.of(
                visitor().get("/v1/sessions/current", forged),
                visitor().get("/v1/account", forged),
                visitor().get("/admin/v1/sessions", forged),
                visitor().postJson("/v1/sessions", "{", forged))) {
            assertThat(refused.statusCode()).isIn(400, 401);
            assertThat(JSON.readTree(refused.body()).path("instance").asText())
                    .startsWith("urn:portcullis:request:")
                    .doesNotContain("forged");
        }
        HttpResponse<String> token = visitor().postForm("/oauth2/token", "grant_type=none", forged);
        assertThat(token.statusCode()).isEqualTo(400);
        assertThat(token.headers().firstValue("X-Request-Id").orElseThrow()).doesNotContain("forged");
    }

    /** Whether what a client sends under another name that begins as ours do is taken out as well. */
    boolean takesOutByPrefix() {
        return true;
    }

    @Test
    void ofNamesThatBeginAsOursTheServiceSeesThoseFourAlone() throws Exception {
        Answer answer = raw(
                "GET /orders HTTP/1.1",
                "Host: " + address.getAuthority(),
                "Cookie: " + alice(),
                "X-Session-Roles: admin",
                "x-session-factors: otp",
                "X-SESSION-: x",
                "Connection: close",
                "",
                "");
        assertThat(answer.status()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        seen(answer).get("headers").fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .filteredOn(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("x-session"))
                .hasSize(takesOutByPrefix() ? 4 : 7);
    }

    /** Whoever is behind the gateway can set up a second factor, and change their password, there. */
    @Test
    void onesOwnAccountIsPortcullissAndNotTheServices() throws Exception {
        HttpResponse<String> own = visitor().get("/v1/account", "Cookie", alice());
        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(own.body()).get("email").asText()).isEqualTo(ALICE);
        HttpResponse<String> nobody = visitor().get("/v1/account/totp/confirmation");
        assertThat(nobody.statusCode()).isEqualTo(405);
        assertThat(nobody.headers().firstValue("Allow")).hasValue("POST");
    }

    /** RFC 9110 §7.6.1: a proxy takes out what Connection names; but not what it has put in itself. */
    @Test
    void aClientCannotHaveTheGatewaysOwnHeadersTakenOut() throws Exception {
        Answer answer = raw(
                "GET /orders HTTP/1.1",
                "Host: " + address.getAuthority(),
                "Cookie: " + alice(),
                "Connection: close, Cookie, Authorization, X-Session-User, X-Session-Permissions, X-Forwarded-For",
                "",
                "");
        assertThat(answer.status()).isEqualTo(200);
        claims(seen(answer));
        assertThat(header(seen(answer), "x-session-user")).containsExactly(ALICE);
        assertThat(header(seen(answer), "x-forwarded-for")).containsExactly("127.0.0.1");
    }

    @Test
    void aMissingPermissionIs403() throws Exception {
        int before = service.asked();
        HttpResponse<String> refused = visitor().get(REFUNDS, "Cookie", alice());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().map().keySet()).noneMatch(name -> name.startsWith("x-session"));
        assertThat(visitor().get("/refunds", "Cookie", alice()).statusCode()).isEqualTo(403);
        assertThat(service.asked()).isEqualTo(before);
        assertThat(header(seen(visitor().get(REFUNDS, "Cookie", cookie(CAROL))), "x-session-permissions"))
                .containsExactly("orders:read orders:refund");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//refunds/17",
                "/./refunds/17",
                "/orders/../refunds/17",
                "/orders/..//refunds/17",
                "/%72efunds/17",
                "/orders/%2e%2e/refunds/17",
                "/orders/%2E./refunds/17",
                "/refunds?x",
                "/Refunds/17",
                "/REFUNDS",
                "/refunds;x=1/17",
                "/refunds;/17",
                "/refunds%3Bx=1/17",
                "/refunds%3b/17",
                "/;x/refunds/17",
                "/orders/..;/refunds/17",
                "/refunds%2F17",
                "/refunds%2f17",
                "/orders%2f..%2Frefunds/17",
                "/refunds%5C17",
                "/refunds%5c17",
                "/refunds\\17",
                "/orders/..\\refunds\\17",
                "/%%37%32efunds/17",
                "/orders#/../refunds/17",
            })
    void anotherSpellingOfThePathIsNoWayAroundThePermission(String path) throws Exception {
        int before = service.asked();
        Answer answer = raw(
                "GET " + path + " HTTP/1.1",
                "Host: " + address.getAuthority(),
                "Cookie: " + alice(),
                "Connection: close",
                "",
                "");
        assertThat(answer.status()).as(answer.text()).isIn(400, 403);
        assertThat(service.asked()).isEqualTo(before);
    }

    /** Only a path has to be spelled in one way. */
    @Test
    void whatFollowsTheQuestionMarkIsTheServices() throws Exception {
        String uri = "/orders/a%20b?next=%2Frefunds%2f17;x%3By%5C%3b";
        assertThat(seen(visitor().get(uri, "Cookie", alice())).get("uri").asText())
                .isEqualTo(uri);
    }

    @Test
    void anEndedSessionIsRefusedFromTheNextRequestOn() throws Exception {
        String cookie = alice();
        assertThat(visitor().get("/orders", "Cookie", cookie).statusCode()).isEqualTo(200);
        assertThat(visitor()
                        .send("DELETE", "/v1/sessions/current", "", "Cookie", cookie, "X-Requested-By", "test")
                        .statusCode())
                .isEqualTo(204);
        assertThat(visitor().get("/orders", "Cookie", cookie).statusCode()).isEqualTo(401);

        String revoked = alice();
        String handle = header(seen(visitor().get("/orders", "Cookie", revoked)), "x-session-handle")
                .getFirst();
        String admin = Http.cookie(visitor().logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
        assertThat(visitor()
                        .postJson(
                                "/admin/v1/revocations",
                                "{\"handles\":[\"%s\"],\"reason\":\"test\"}".formatted(handle),
                                "Cookie",
                                admin,
                                "X-Requested-By",
                                "test")
                        .statusCode())
                .isEqualTo(201);
        assertThat(visitor().get("/orders", "Cookie", revoked).statusCode()).isEqualTo(401);
    }

    @Test
    void methodsAndBodiesReachTheServiceIntact() throws Exception {
        String cookie = alice();
        String body = "0123456789abcdef".repeat(40_000);
        for (String method : new String[] {"POST", "PUT", "PATCH", "DELETE"}) {
            JsonNode seen =
                    seen(visitor().send(method, "/orders", body, "Cookie", cookie, "Content-Type", "text/plain"));
            assertThat(seen.get("method").asText()).isEqualTo(method);
            assertThat(seen.get("sha256").asText()).isEqualTo(Service.sha256(body.getBytes(StandardCharsets.US_ASCII)));
            assertThat(header(seen, "content-type")).containsExactly("text/plain");
        }
        assertThat(visitor().send("HEAD", "/orders", "", "Cookie", cookie).statusCode())
                .isEqualTo(200);
        assertThat(visitor().send("HEAD", "/orders", "").statusCode()).isEqualTo(401);
        assertThat(visitor().send("POST", "/orders", body.substring(0, 10_000)).statusCode())
                .isEqualTo(401);
    }

    /** None of this is a lost session: 401 is for those without one. */
    @Test
    void oddRequestsAreNot401() throws Exception {
        String cookie = alice();
        String host = "Host: " + address.getAuthority();
        assertThat(raw("GET /orders HTTP/1.0", host, "Cookie: " + cookie, "", "")
                        .status())
                .isEqualTo(200);
        assertThat(raw(
                                "POST /orders HTTP/1.1",
                                host,
                                "Cookie: " + cookie,
                                "Connection: close",
                                "Transfer-Encoding: chunked",
                                "",
                                "5",
                                "hello",
                                "0",
                                "",
                                "")
                        .text())
                .contains(Service.sha256("hello".getBytes(StandardCharsets.US_ASCII)));
        assertThat(raw(
                                "POST /orders HTTP/1.1",
                                host,
                                "Cookie: " + cookie,
                                "Connection: close",
                                "Content-Length: 5",
                                "Expect: 100-continue",
                                "",
                                "hello")
                        .text())
                .contains(Service.sha256("hello".getBytes(StandardCharsets.US_ASCII)));
        assertThat(raw(
                                "GET /orders HTTP/1.1",
                                host,
                                "Cookie: " + cookie,
                                "Connection: close",
                                "Content-Length: 5",
                                "",
                                "hello")
                        .status())
                .isEqualTo(200);
        for (int size : new int[] {7_000, 15_500, 20_000, 40_000}) {
            List<String> lines =
                    new ArrayList<>(List.of("GET /orders HTTP/1.1", host, "Cookie: " + cookie, "Connection: close"));
            for (int i = 0; i * 1_000 < size; i++) {
                lines.add("X-Large-" + i + ": " + "x".repeat(985));
            }
            lines.addAll(List.of("", ""));
            assertThat(raw(lines.toArray(String[]::new)).status())
                    .as(size + " bytes")
                    .isIn(size < 8_000 ? new Object[] {200} : new Object[] {200, 400, 431});
        }
    }

    @Test
    void aPagesConditionIsThePagesAndNotTheSessions() throws Exception {
        String cookie = alice();
        String tag = new Http(server.uri())
                .get("/v1/verify", "Cookie", cookie)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        assertThat(visitor()
                        .get("/page", "Cookie", cookie, "If-None-Match", Service.ETAG)
                        .statusCode())
                .isEqualTo(304);
        for (String condition : new String[] {"*", "\"page-0\"", tag}) {
            HttpResponse<String> page = visitor().get("/page", "Cookie", cookie, "If-None-Match", condition);
            assertThat(header(seen(page), "if-none-match")).containsExactly(condition);
            claims(seen(page));
        }
    }

    @Test
    void aClientWithTokensPassesWithThem() throws Exception {
        JsonNode login = JSON.readTree(
                visitor().logInForTokens(ALICE, TestServer.PASSWORD).body());
        String bearer = "Bearer " + login.get("accessToken").asText();
        JsonNode seen = seen(visitor().get("/orders", "Authorization", bearer));
        assertThat(header(seen, "authorization")).containsExactly(bearer);
        assertThat(header(seen, "x-session-user")).containsExactly(ALICE);
        assertThat(visitor().get(REFUNDS, "Authorization", bearer).statusCode()).isEqualTo(403);
        HttpResponse<String> refreshed = visitor()
                .postForm(
                        "/oauth2/token",
                        "grant_type=refresh_token&refresh_token="
                                + login.get("refreshToken").asText());
        assertThat(refreshed.statusCode()).isEqualTo(200);
    }

    @Test
    void aWebSocketIsVerifiedWhenItIsOpened() throws Exception {
        assertThat(header(JSON.readTree(webSocket(alice())), "x-session-user")).containsExactly(ALICE);
        try {
            webSocket("a=1");
            throw new AssertionError("it was opened");
        } catch (CompletionException refused) {
            assertThat(refused.getCause())
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            e -> assertThat(e.getResponse().statusCode()).isEqualTo(401));
        }
    }

    @Test
    void theAddressThatALoginCameFromIsTheTrueOne() throws Exception {
        try (HttpClient elsewhere = client(InetAddress.getByName("127.0.0.2"))) {
            Http http = Http.through(address, elsewhere);
            String cookie = Http.cookie(http.logIn(
                    ALICE, TestServer.PASSWORD, "X-Forwarded-For", "203.0.113.9", "Forwarded", "for=203.0.113.9"));
            JsonNode session = JSON.readTree(
                    http.get("/v1/sessions/current", "Cookie", cookie).body());
            assertThat(session.get("address").asText()).isEqualTo("127.0.0.2");
        }
    }

    @Test
    void theConsolesRoutesAreForTheOperatorsNetworkAlone() throws Exception {
        String admin = Http.cookie(visitor().logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
        assertThat(visitor().get("/admin/v1/sessions", "Cookie", admin).statusCode())
                .isEqualTo(200);
        assertThat(visitor().get("/admin/v1/sessions;x", "Cookie", admin).statusCode())
                .isEqualTo(400);
        try (HttpClient elsewhere = client(InetAddress.getByName("127.0.0.2"))) {
            for (String path : new String[] {"/admin/v1/sessions", "/%61dmin/v1/sessions", "/admin/v1/accounts"}) {
                assertThat(Http.through(address, elsewhere)
                                .get(path, "Cookie", admin, "X-Forwarded-For", "127.0.0.1")
                                .statusCode())
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void nobodyIsTakenForSomebodyElse() throws Exception {
        String[] users = {ALICE, CAROL, NOBODY};
        String[] cookies = {cookie(ALICE), cookie(CAROL), cookie(NOBODY)};
        List<Future<List<String>>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 300; i++) {
                String cookie = cookies[i % 3];
                answers.add(threads.submit(
                        () -> header(seen(visitor().get("/orders", "Cookie", cookie)), "x-session-user")));
            }
        }
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get()).containsExactly(users[i % 3]);
        }
        assertThat(service.takenForPortcullis()).isZero();
    }

    @Test
    void withoutTheDatabaseItIs503AndAfterwardsEverybodyIsStillIn() throws Exception {
        String cookie = alice();
        cable.pull();
        try {
            for (int i = 0; i < 5; i++) {
                assertUnavailable(visitor().get("/orders", "Cookie", cookie));
                assertUnavailable(visitor().get(REFUNDS, "Cookie", cookie));
                assertUnavailable(visitor().send("POST", "/orders", "x", "Cookie", cookie));
            }
            assertUnavailable(visitor().logIn(ALICE, TestServer.PASSWORD));
        } finally {
            cable.plug();
        }
        assertComesBack(cookie);
    }

    @Test
    void withoutPortcullisItIs503AndAfterwardsEverybodyIsStillIn() throws Exception {
        String cookie = alice();
        server.stop();
        try {
            for (int i = 0; i < 5; i++) {
                assertUnavailable(visitor().get("/orders", "Cookie", cookie));
                assertUnavailable(visitor().get("/orders"));
                assertUnavailable(visitor().send("POST", "/orders", "x", "Cookie", cookie));
                assertUnavailable(visitor().logIn(ALICE, TestServer.PASSWORD));
            }
        } finally {
            server.resume();
        }
        assertComesBack(cookie);
    }

    private void assertComesBack(String cookie) {
        await().atMost(Duration.ofSeconds(5)).until(() -> {
            int status = visitor().get("/orders", "Cookie", cookie).statusCode();
            assertThat(status).isIn(200, 503);
            return status == 200;
        });
    }

    private static void assertUnavailable(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    final Http visitor() {
        return Http.through(address, local);
    }

    /** The cookie of a new session of hers: may read orders. */
    final String alice() throws IOException, InterruptedException {
        return cookie(ALICE);
    }

    private String cookie(String user) throws IOException, InterruptedException {
        HttpResponse<String> login = visitor().logIn(user, TestServer.PASSWORD);
        assertThat(login.statusCode()).as(login.body()).isEqualTo(201);
        return Http.cookie(login);
    }

    private HttpClient client(InetAddress from) {
        return HttpClient.newBuilder()
                .sslContext(certificate.trust())
                .localAddress(from)
                .build();
    }

    private String webSocket(String cookie) throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        WebSocket socket = local.newWebSocketBuilder()
                .header("Cookie", cookie)
                .buildAsync(URI.create("wss://" + address.getAuthority() + "/socket"), new WebSocket.Listener() {
                    private final StringBuilder text = new StringBuilder();

                    @Override
                    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                        text.append(data);
                        if (last) {
                            first.complete(text.toString());
                        }
                        webSocket.request(1);
                        return CompletableFuture.completedStage(null);
                    }
                })
                .join();
        try {
            return first.get(10, TimeUnit.SECONDS);
        } finally {
            socket.abort();
        }
    }

    /** An answer, as it came. */
    private record Answer(String text) {
        /** Of the last answer: "100 Continue" may come before. */
        int status() {
            String head = text.replaceFirst("^HTTP/1.1 100 [^\r]*\r\n\r\n", "");
            return Integer.parseInt(head.split(" ", 3)[1]);
        }
    }

    /** Sends exactly these lines. */
    private Answer raw(String... lines) throws IOException {
        try (Socket socket =
                certificate.trust().getSocketFactory().createSocket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(10_000);
            try {
                socket.getOutputStream().write(String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
            } catch (IOException refusedHalfway) {
                // what it has answered by then counts
            }
            return new Answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static JsonNode seen(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static JsonNode seen(Answer answer) throws IOException {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return JSON.readTree(answer.text().substring(answer.text().indexOf('{')));
    }

    private static List<String> header(JsonNode seen, String name) {
        List<String> values = new ArrayList<>();
        seen.get("headers").path(name).forEach(value -> values.add(value.asText()));
        return values;
    }

    /** Of the token that the service was given, verified as any service would: by the published keys. */
    private Claims claims(JsonNode seen) throws IOException, InterruptedException {
        assertThat(header(seen, "authorization")).hasSize(1);
        String value = header(seen, "authorization").getFirst();
        assertThat(value).startsWith("Bearer ");
        String keys = visitor().get("/.well-known/jwks.json").body();
        Jws<Claims> jws = Jwts.parser()
                .keyLocator(head -> Jwks.setParser().build().parse(keys).getKeys().stream()
                        .filter(key -> key.getId().equals(head.get("kid")))
                        .map(Jwk::toKey)
                        .findFirst()
                        .orElseThrow())
                .build()
                .parseSignedClaims(value.substring("Bearer ".length()));
        assertThat(jws.getHeader().getType()).isEqualTo("at+jwt");
        return jws.getPayload();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
