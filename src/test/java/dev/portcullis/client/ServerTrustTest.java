package dev.portcullis.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portcullis.api.LoginRequest;
import dev.portcullis.client.ClientException.Cause;
import dev.portcullis.client.ClientException.Unreachable;
import dev.portcullis.client.UntrustedCertificateException.Reason;
import dev.portcullis.server.TlsFiles;
import dev.portcullis.support.TestCertificate;
import dev.portcullis.support.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By what a server is believed: at the real server, with certificates as they come. */
@SuppressWarnings("NullAway.Init") // JUnit's life cycle sets it
class ServerTrustTest {
    private static final TestCertificate GOOD = TestCertificate.make();
    private static final TestCertificate EXPIRED = TestCertificate.expired();
    private static final TestCertificate ELSEWHERE = TestCertificate.elsewhere("sso.example.com");
    private static final Fingerprint GOODS = Fingerprint.of(GOOD.certificate());

    @TempDir
    private static Path folder;

    private static TestServer plain;
    private static TestServer good;
    private static TestServer expired;
    private static TestServer elsewhere;

    @BeforeAll
    static void start() throws IOException {
        plain = TestServer.start();
        good = server("good", GOOD);
        expired = server("expired", EXPIRED);
        elsewhere = server("elsewhere", ELSEWHERE);
    }

    @AfterAll
    static void stop() {
        plain.close();
        good.close();
        expired.close();
        elsewhere.close();
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefusedAndShown() {
        UntrustedCertificateException seen = refused(good, ServerTrust.PUBLIC);

        assertThat(seen.reasons()).containsExactly(Reason.SELF_SIGNED);
        ServerCertificate shown = seen.certificate();
        assertThat(shown.fingerprint()).isEqualTo(GOODS);
        assertThat(shown.subject()).isEqualTo("CN=localhost");
        assertThat(shown.issuer()).isEqualTo("CN=localhost");
        assertThat(shown.names()).containsExactly("localhost", "127.0.0.1");
        assertThat(shown.validUntil())
                .isEqualTo(GOOD.certificate().getNotAfter().toInstant());
    }

    @Test
    void aKeyStoreThatCannotBeReadIsNamedAndPlainHttpGoesOn() throws IOException {
        String broken = Files.writeString(folder.resolve("broken.p12"), "this is no key store")
                .toString();
        for (String file : List.of(folder.resolve("none.p12").toString(), broken)) {
            System.setProperty("javax.net.ssl.keyStore", file);
            try (PortcullisClient https =
                            new PortcullisClient(good.uri(), "test", Map.of(), ServerTrust.pinned(GOODS));
                    PortcullisClient http = new PortcullisClient(plain.uri(), "test", Map.of())) {
                assertThatThrownBy(https::greet).isInstanceOfSatisfying(Unreachable.class, refused -> {
                    assertThat(refused.kind()).isEqualTo(Cause.OWN_TLS);
                    assertThat(refused.getCause()).hasMessageContaining("javax.net.ssl.keyStore=" + file);
                });
                http.greet();
                System.clearProperty("javax.net.ssl.keyStore");
                https.greet(); // it is tried again
            } finally {
                System.clearProperty("javax.net.ssl.keyStore");
            }
        }
    }

    @Test
    void thePinnedOneIsBelieved() {
        try (PortcullisClient client = client(good.uri(), ServerTrust.pinned(GOODS))) {
            client.greet();
            client.logIn(new LoginRequest(TestServer.ADMIN, TestServer.ADMIN_PASSWORD, null));
            assertThat(client.stats()).isNotNull();
            client.logOut();
        }
    }

    @Test
    void whereOneIsPinnedAnotherIsRefusedAndBothAreNamed() {
        Fingerprint pinned = Fingerprint.of(EXPIRED.certificate());

        UntrustedCertificateException seen = refused(good, ServerTrust.pinned(pinned));

        assertThat(seen.reasons()).containsExactly(Reason.NOT_PINNED);
        assertThat(seen.certificate().fingerprint()).isEqualTo(GOODS);
        assertThat(seen.pins()).containsExactly(CertificatePin.of(pinned));
    }

    @Test
    void afterItsTimeThePinnedOneIsBelievedOnlyIfThatWasAgreed() {
        Fingerprint pinned = Fingerprint.of(EXPIRED.certificate());

        assertThat(refused(expired, ServerTrust.PUBLIC).reasons()).containsExactly(Reason.SELF_SIGNED, Reason.EXPIRED);
        assertThat(refused(expired, ServerTrust.pinned(pinned)).reasons()).containsExactly(Reason.EXPIRED);
        try (PortcullisClient client =
                client(expired.uri(), new ServerTrust(List.of(new CertificatePin(pinned, true))))) {
            client.greet();
        }
    }

    /** Who vouches for it is known here, but it is another host's. */
    @Test
    void withoutAPinTheHostsNameIsChecked() throws Exception {
        assertThat(refused(elsewhere, ServerTrust.PUBLIC).reasons())
                .containsExactly(Reason.SELF_SIGNED, Reason.WRONG_NAME);
        HttpClient trusting =
                HttpClient.newBuilder().sslContext(trusting(GOOD, ELSEWHERE)).build();

        assertThat(trusting.send(request(good), BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
        assertThatThrownBy(() -> trusting.send(request(elsewhere), BodyHandlers.discarding()))
                .hasStackTraceContaining("No subject alternative names matching IP address 127.0.0.1");
    }

    /** One pin may not open what another closes: connections are not shared, and nothing is resumed. */
    @Test
    void oneTrustSaysNothingForAnother() {
        try (PortcullisClient pinned = client(good.uri(), ServerTrust.pinned(GOODS))) {
            pinned.greet();
            assertThat(refused(good, ServerTrust.PUBLIC).reasons()).containsExactly(Reason.SELF_SIGNED);
            pinned.greet();
        }
    }

    @Test
    void whatSpeaksNoTlsIsNotCalledUntrusted() throws IOException {
        try (ServerSocket plain = new ServerSocket(0);
                PortcullisClient client =
                        client(URI.create("https://localhost:" + plain.getLocalPort()), ServerTrust.PUBLIC)) {
            Thread.ofVirtual().start(() -> {
                while (!plain.isClosed()) { // somebody may still look for who was at this port before
                    refuseInPlain(plain);
                }
            });
            assertThat(catchThrowableOfType(Unreachable.class, client::greet).kind())
                    .isEqualTo(Cause.NO_TLS);
        }
    }

    private static void refuseInPlain(ServerSocket plain) {
        try (var connection = plain.accept()) {
            connection.setSoTimeout(1_000);
            connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
            connection.getOutputStream().flush();
            connection.getInputStream().readAllBytes();
        } catch (IOException _) {
            // the other side has heard enough
        }
    }

    @Test
    void whoeverGivesUpWhileTlsIsNegotiatedLeavesNoConnectionOpen() throws Exception {
        try (ServerSocket silent = new ServerSocket(0);
                PortcullisClient client =
                        client(URI.create("https://localhost:" + silent.getLocalPort()), ServerTrust.PUBLIC)) {
            Thread asking = Thread.ofVirtual().start(() -> {
                try {
                    client.greet();
                } catch (Unreachable _) {
                    // given up
                }
            });
            try (var connection = silent.accept()) {
                connection.setSoTimeout(20_000);
                assertThat(connection.getInputStream().read()).as("a handshake").isEqualTo(22);
                asking.interrupt();
                connection.getInputStream().readAllBytes(); // returns when the other side has closed
                asking.join();
            }
        }
    }

    @Test
    void aFingerprintIsReadAsOthersWriteIt() {
        String hex = "3f9a01c7".repeat(8);
        assertThat(Fingerprint.parse("3F:9A:01:C7:".repeat(8).replaceAll(":$", "")))
                .contains(new Fingerprint(hex));
        assertThat(Fingerprint.parse(" " + new Fingerprint(hex).groups())).contains(new Fingerprint(hex));
        assertThat(new Fingerprint(hex).groups()).startsWith("3F9A 01C7 3F9A").hasSize(16 * 5 - 1);
        assertThat(Fingerprint.parse("3F9A")).isEmpty();
        assertThat(Fingerprint.parse("g".repeat(64))).isEmpty();
    }

    @Test
    void aStarStandsForOneLabel() {
        ServerCertificate certificate = new ServerCertificate(
                "CN=x",
                "CN=x",
                List.of("*.example.com", "2001:db8:0:0:0:0:0:7"),
                Instant.EPOCH,
                Instant.EPOCH,
                GOODS,
                true);

        assertThat(certificate.isFor("SSO.example.com")).isTrue();
        assertThat(certificate.isFor("a.sso.example.com")).isFalse();
        assertThat(certificate.isFor("example.com")).isFalse();
        assertThat(certificate.isFor("[2001:db8::7]")).isTrue();
        assertThat(certificate.isFor("10.0.0.1")).isFalse();
    }

    private static UntrustedCertificateException refused(TestServer server, ServerTrust trust) {
        try (PortcullisClient client = client(server.uri(), trust)) {
            Unreachable refused = catchThrowableOfType(Unreachable.class, client::greet);
            assertThat(refused.kind()).isEqualTo(Cause.CERTIFICATE);
            return refused.certificate().orElseThrow();
        }
    }

    private static PortcullisClient client(URI server, ServerTrust trust) {
        return new PortcullisClient(server, "test", Map.of(), trust);
    }

    private static HttpRequest request(TestServer server) {
        return HttpRequest.newBuilder(server.uri().resolve("/.well-known/oauth-authorization-server"))
                .build();
    }

    private static TestServer server(String name, TestCertificate certificate) throws IOException {
        TlsFiles files = new TlsFiles(folder.resolve(name + ".pem"), folder.resolve(name + "-key.pem"));
        Files.writeString(files.certificate(), certificate.certificatePem());
        Files.writeString(files.key(), certificate.keyPem());
        return TestServer.start(config -> config.withTls(files));
    }

    /** A computer that trusts these. */
    private static SSLContext trusting(TestCertificate... certificates) throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore store = TestCertificate.trustStore(certificates);
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                null,
                new TrustManager[] {
                    new PinningTrustManager((X509ExtendedTrustManager) factory.getTrustManagers()[0], List.of())
                },
                null);
        return context;
    }
}
