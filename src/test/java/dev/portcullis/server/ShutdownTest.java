package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.support.Http;
import dev.portcullis.support.TestCertificate;
import dev.portcullis.support.TestServer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that stops drops no request that it has taken on. */
class ShutdownTest {
    private static final int CLIENTS = 50;

    /** How a client's connection came to its end. */
    private enum End {
        /** The last answer said so. */
        TOLD,
        /** It was closed between two requests, or before anything of an answer came: the request was not taken on. */
        CLOSED
    }

    @Test
    void everyRequestThatIsTakenOnGetsAWholeAnswer() throws Exception {
        assertThat(stopUnderLoad(Duration.ZERO)).hasSize(CLIENTS);
    }

    /** With a delay, nobody who is at work even finds a connection closed: each is told in an answer, and takes the next request elsewhere. */
    @Test
    void withADelayEachClientIsToldInTimeToGoElsewhere() throws Exception {
        assertThat(stopUnderLoad(Duration.ofSeconds(1))).hasSize(CLIENTS).containsOnly(End.TOLD);
    }

    private static List<End> stopUnderLoad(Duration delay) throws Exception {
        try (TestServer server = TestServer.start(config -> config.withShutdownDelay(delay));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String cookie = Http.cookie(new Http(server.uri()).logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
            AtomicInteger answered = new AtomicInteger();
            List<Future<End>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(() -> ask(server.uri(), cookie, answered)));
            }
            await().until(() -> answered.get() > 20 * CLIENTS);
            server.stop();
            List<End> ends = new ArrayList<>();
            for (Future<End> client : clients) {
                ends.add(client.get());
            }
            server.resume();
            return ends;
        }
    }

    @Test
    void balancersAreToldFirstWhileEverythingIsAnsweredAsEver() throws Exception {
        try (TestServer server = TestServer.start(config -> config.withShutdownDelay(Duration.ofSeconds(3)))) {
            Http http = new Http(server.uri());
            String cookie = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
            Thread stopping = Thread.ofVirtual().start(server::stop);
            await().until(() -> http.get("/readyz").statusCode() == 503);
            assertThat(http.get("/livez").statusCode()).isEqualTo(204);
            assertThat(http.get("/v1/verify", "Cookie", cookie).statusCode()).isEqualTo(200);
            stopping.join();
            server.resume();
        }
    }

    /** Idle connections and open event streams are ended at once, over either version of HTTP. */
    @Test
    void whoIsIdleOrOnlyListensHoldsNobodyUp(@TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.make();
        TlsFiles files = new TlsFiles(folder.resolve("cert"), folder.resolve("key"));
        Files.writeString(files.certificate(), certificate.certificatePem());
        Files.writeString(files.key(), certificate.keyPem());
        try (TestServer server = TestServer.start(config -> config.withTls(files))) {
            List<HttpClient> clients = new ArrayList<>();
            for (HttpClient.Version version : List.of(HttpClient.Version.HTTP_1_1, HttpClient.Version.HTTP_2)) {
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(TestCertificate.trusting(certificate))
                        .version(version)
                        .build();
                clients.add(client);
                Http http = new Http(server.uri(), client);
                String cookie = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
                HttpResponse<InputStream> stream = client.send(
                        HttpRequest.newBuilder(server.uri().resolve("/admin/v1/events"))
                                .header("Cookie", cookie)
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
                assertThat(stream.statusCode()).isEqualTo(200);
            }
            long began = System.nanoTime();
            server.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
            clients.forEach(HttpClient::shutdownNow);
            server.resume();
        }
    }

    /** Asks on one connection, again and again, until it ends. An answer that breaks off is a failure. */
    private static End ask(URI server, String cookie, AtomicInteger answered) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(20_000);
            InputStream in = socket.getInputStream();
            while (true) {
                String head;
                try {
                    socket.getOutputStream()
                            .write(("GET /v1/sessions/current HTTP/1.1\r\nHost: x\r\nCookie: " + cookie + "\r\n\r\n")
                                    .getBytes(StandardCharsets.UTF_8));
                    head = head(in);
                } catch (IOException e) {
                    if (e instanceof EOFException) {
                        throw e;
                    }
                    return End.CLOSED;
                }
                if (head.isEmpty()) {
                    return End.CLOSED;
                }
                assertThat(head).startsWith("HTTP/1.1 200 ");
                int length = Integer.parseInt(head.replaceFirst("(?is).*content-length: (\\d+).*", "$1"));
                assertThat(in.readNBytes(length)).as("a whole body").hasSize(length);
                answered.incrementAndGet();
                if (head.toLowerCase(java.util.Locale.ROOT).contains("connection: close")) {
                    assertThat(in.read()).as("then the connection ends").isEqualTo(-1);
                    return End.TOLD;
                }
            }
        }
    }

    /** The head of an answer; empty if the connection ends before it begins. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                if (head.isEmpty()) {
                    return "";
                }
                throw new EOFException("an answer broke off: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
