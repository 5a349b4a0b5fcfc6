package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portcullis.support.Http;
import dev.portcullis.support.TestCertificate;
import dev.portcullis.support.TestServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS 1.3 and 1.2 and nothing older (ASVS 12.1.1, 12.1.2), HTTP/2 within the limits of HTTP/1.1, and certificates that change while the server runs. */
class TlsTest {
    private static final TestCertificate FIRST = TestCertificate.make();
    private static final TestCertificate SECOND = TestCertificate.make("RSA", "-keysize", "2048");
    private static final SSLContext TRUSTING = TestCertificate.trusting(FIRST, SECOND);

    @TempDir
    private static Path folder;

    private static TlsFiles files;
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        files = new TlsFiles(folder.resolve("cert.pem"), folder.resolve("key.pem"));
        write(FIRST);
        server = TestServer.start(
                config -> config.withTls(files).withManagement(new ServerConfig.Management("127.0.0.1", 0)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void itIsSpokenWithForwardSecrecyAndAuthenticatedEncryption(String version) throws Exception {
        try (SSLSocket socket = socket()) {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(socket.getSession().getCipherSuite())
                    .matches("TLS_(ECDHE_.*|AES_.*|CHACHA20_.*)(GCM|POLY1305)_SHA\\d+");
        }
    }

    /** A client that offers 1.1 at the most is told so by the alert "protocol_version" (RFC 8446 §6.2). The JDK's own client no longer offers it. */
    @Test
    void whatIsOlderIsRefused() throws Exception {
        String hello = "0302" + "00".repeat(32) + "00" + "0004" + "c009c013" + "0100"; // random, no session, two suites
        String message = "01" + "%06x".formatted(hello.length() / 2) + hello;
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(HexFormat.of().parseHex("160301" + "%04x".formatted(message.length() / 2) + message));
            byte[] alert = socket.getInputStream().readNBytes(7);
            assertThat(alert[0]).as("an alert").isEqualTo((byte) 21);
            assertThat(alert[5]).as("fatal").isEqualTo((byte) 2);
            assertThat(alert[6]).as("protocol_version").isEqualTo((byte) 70);
        }
    }

    @Test
    void aSuiteWithoutAuthenticatedEncryptionIsRefused() throws Exception {
        try (SSLSocket socket = socket()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    /** ASVS 3.3.1, 3.4.1. */
    @Test
    void theCookieIsSecureAndBrowsersAreToldToStayWithTls() throws Exception {
        HttpResponse<String> login =
                http(HttpClient.Version.HTTP_1_1).logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD);
        assertThat(login.headers().allValues("Set-Cookie"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .matches(
                        "__Host-session=[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax; Secure");
        assertThat(login.headers().firstValue("Strict-Transport-Security").orElseThrow())
                .startsWith("max-age=31536000");
        assertThat(server.uri().getScheme()).isEqualTo("https");
    }

    @Test
    void http2IsSpokenWithWhoeverAsksForItAndHttp11WithTheRest() throws Exception {
        assertThat(http(HttpClient.Version.HTTP_2).get("/livez").version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(http(HttpClient.Version.HTTP_1_1).get("/livez").version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    @Test
    void theLimitsHoldOverHttp2AndOnlyTheRequestThatBreaksThemSuffers() throws Exception {
        Http http = http(HttpClient.Version.HTTP_2);
        assertThat(http.postJson("/v1/sessions", "x".repeat(600 * 1024)).statusCode())
                .isEqualTo(413);
        assertThat(http.get("/" + "x".repeat(5_000)).statusCode()).isEqualTo(414);
        assertThat(http.get("/livez", "X-Long", "x".repeat(15_000)).statusCode())
                .isEqualTo(204);
        assertThat(http.get("/livez").statusCode()).isEqualTo(204);
    }

    @Test
    void aHeadBeyondTheLimitIsRefusedOverHttp2() throws Exception {
        Http http = http(HttpClient.Version.HTTP_2);
        try {
            assertThat(http.get("/livez", "X-Long", "x".repeat(20_000)).statusCode())
                    .isEqualTo(431);
        } catch (IOException cutOff) {
            // also an answer: beyond a quarter more, the connection itself ends
        }
        assertThat(http(HttpClient.Version.HTTP_2).get("/livez").statusCode()).isEqualTo(204);
    }

    /** A body that does not come ends its stream after 20 s, and the others on the connection go on. */
    @Test
    void aBodyThatDoesNotComeIsGivenUpOverHttp2() throws Exception {
        HttpClient client = client(HttpClient.Version.HTTP_2);
        HttpRequest never = HttpRequest.newBuilder(server.uri().resolve("/v1/sessions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.fromPublisher(new Silence(), 100))
                .build();
        var pending = client.sendAsync(never, BodyHandlers.ofString());
        await().atMost(Duration.ofSeconds(30)).until(pending::isDone);
        assertThat(pending).isCompletedExceptionally();
        assertThat(new Http(server.uri(), client).get("/livez").statusCode()).isEqualTo(204);
    }

    /** CVE-2023-44487: work asked for in order to throw it away. */
    @Test
    void whoResetsStreamAfterStreamIsCutOff() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            io.vertx.core.http.HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                    .setSsl(true)
                    .setTrustAll(true)
                    .setVerifyHost(false)
                    .setUseAlpn(true)
                    .setProtocolVersion(HttpVersion.HTTP_2));
            AtomicBoolean cut = new AtomicBoolean();
            HttpClientRequest first = request(client);
            first.connection().closeHandler(_ -> cut.set(true));
            first.connection().goAwayHandler(_ -> cut.set(true));
            first.send();
            for (int i = 0; i < 1_000 && !cut.get(); i++) {
                try {
                    HttpClientRequest request = request(client).exceptionHandler(_ -> {}); // it is what we do
                    request.writeHead()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS);
                    request.reset();
                } catch (java.util.concurrent.ExecutionException e) {
                    break;
                }
            }
            await().atMost(Duration.ofSeconds(10)).untilTrue(cut);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
        assertThat(http(HttpClient.Version.HTTP_2).get("/livez").statusCode()).isEqualTo(204);
    }

    private static HttpClientRequest request(io.vertx.core.http.HttpClient client) throws Exception {
        return client.request(HttpMethod.GET, server.uri().getPort(), "localhost", "/livez")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void aNewCertificateIsShownToNewConnectionsWhileARequestOnAnOldOneCompletes() throws Exception {
        write(FIRST);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> serial().equals(FIRST.certificate().getSerialNumber()));
        try (SSLSocket old = socket()) {
            String body =
                    "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(TestServer.ADMIN, TestServer.ADMIN_PASSWORD);
            send(
                    old,
                    "POST /v1/sessions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + body.length() + "\r\n\r\n" + body.substring(0, 10));

            write(SECOND);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> serial().equals(SECOND.certificate().getSerialNumber()));

            send(old, body.substring(10));
            assertThat(new String(old.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 201 ");
        }
        assertThat(metric("portcullis_tls_certificate_expiry_timestamp_seconds"))
                .isEqualTo(
                        (double) SECOND.certificate().getNotAfter().toInstant().getEpochSecond());
    }

    @Test
    void aBrokenNewFileLeavesTheOldCertificateAndShowsInTheMetrics() throws Exception {
        write(FIRST);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> serial().equals(FIRST.certificate().getSerialNumber()));
        for (String broken :
                new String[] {"", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", SECOND.keyPem()}) {
            Files.writeString(files.key(), broken);
            await().atMost(Duration.ofSeconds(20)).until(() -> metric("portcullis_tls_reload_failed") == 1);
            assertThat(serial()).isEqualTo(FIRST.certificate().getSerialNumber());
            write(FIRST);
            await().atMost(Duration.ofSeconds(20)).until(() -> metric("portcullis_tls_reload_failed") == 0);
        }
    }

    private static double metric(String name) throws Exception {
        return new Http(server.management())
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static BigInteger serial() throws IOException {
        try (SSLSocket socket = socket()) {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    private static void write(TestCertificate certificate) throws IOException {
        Files.writeString(files.certificate(), certificate.certificatePem());
        Files.writeString(files.key(), certificate.keyPem());
    }

    private static SSLSocket socket() throws IOException {
        SSLSocket socket = (SSLSocket) TestCertificate.trusting(FIRST, SECOND)
                .getSocketFactory()
                .createSocket("localhost", server.uri().getPort());
        socket.setSoTimeout(15_000);
        return socket;
    }

    private static void send(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static Http http(HttpClient.Version version) {
        return new Http(server.uri(), client(version));
    }

    private static HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder().sslContext(TRUSTING).version(version).build();
    }

    /** A body of which nothing comes. */
    private static final class Silence implements Flow.Publisher<java.nio.ByteBuffer> {
        @Override
        public void subscribe(Flow.Subscriber<? super java.nio.ByteBuffer> subscriber) {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {}
            });
        }
    }
}
