package dev.portcullis.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ten thousand wrong requests over everything that is offered: each is answered or cut off, none breaks anything, and no answer tells how the server is built. */
class BadRequestsTest {
    private static final int SENDERS = 8;
    private static final int EACH = 1500;
    private static final long SEED = 20_261_124;

    /** What an answer must not show. */
    private static final Pattern INSIDES = Pattern.compile(
            "(?i)exception|dev\\.portcullis|java\\.|jackson|fasterxml|vertx|netty|postgres|jdbc|\\bselect\\b.*\\bfrom\\b|\\bat [a-z]+\\.[a-z]+");

    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

    private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
    private final LongAdder cut = new LongAdder();

    @Test
    void eachIsAnsweredInWordsAndNoneDoesHarm() throws Exception {
        try (TestServer server = TestServer.start();
                ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            Http http = new Http(server.uri());
            server.account("victim@example.com");
            String bystander = Http.cookie(http.logIn("victim@example.com", TestServer.PASSWORD));
            List<Future<Integer>> sent = IntStream.range(0, SENDERS)
                    .mapToObj(i -> senders.submit(() -> send(server, i)))
                    .toList();
            int total = 0;
            for (Future<Integer> each : sent) {
                total += each.get(5, TimeUnit.MINUTES);
            }
            System.out.printf("%d wrong requests: %s, cut off %d%n", total, new TreeMap<>(statuses), cut.sum());

            assertThat(total).isGreaterThanOrEqualTo(10_000);
            assertThat(http.get("/readyz").statusCode()).isEqualTo(204);
            assertThat(http.get("/v1/verify", "Cookie", bystander).statusCode())
                    .as("a session that had no part in it")
                    .isEqualTo(200);
            assertThat(statuses.keySet()).as("all sorts of answers").contains(200, 400, 401, 404, 405, 413, 415);
        }
    }

    private int send(TestServer server, int sender) throws Exception {
        Http http = new Http(server.uri());
        String email = "operator" + sender + "@example.com";
        server.account(email, "sessions:read", "sessions:revoke", "accounts:write", "policy:write", "audit:read");
        Random random = new Random(SEED + sender);
        Garbage garbage = new Garbage(random, List.of(), List.of());
        for (int i = 0; i < EACH; i++) {
            if (i % 100 == 0) {
                // Some of it is right by accident, and logs out who sends it.
                HttpResponse<String> login = http.logIn(email, TestServer.PASSWORD);
                String handle = login.body().replaceAll("(?s).*?\"handle\":\"([^\"]+).*", "$1");
                String cookie = "Cookie: " + Http.cookie(login);
                garbage = new Garbage(random, List.of(cookie, cookie, "Cookie: session=" + handle), List.of(handle));
            }
            check(garbage.next(), server);
        }
        return EACH;
    }

    private void check(Garbage.Request request, TestServer server) throws IOException {
        String answer;
        try {
            answer = exchange(server, request);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no answer in time to\n" + request, e);
        } catch (SocketException reset) {
            cut.increment(); // what is refused before it is read whole may end in a reset
            return;
        }
        if (answer.isEmpty()) {
            assertThat(request.whole())
                    .as("cut off without an answer:\n%s", request)
                    .isFalse();
            cut.increment();
            return;
        }
        int status = Integer.parseInt(answer.substring(9, 12));
        statuses.computeIfAbsent(status, _ -> new LongAdder()).increment();
        if (status == 501) {
            // Vert.x's own, which cannot be changed: a version of HTTP that there is not
            assertThat(request.toString()).contains("HTTP/9.9");
        } else if (status >= 500) {
            assertThat(status).as("%s\n\n%s", request, answer).isEqualTo(503);
        }
        if (status >= 400) {
            assertThat(answer).as("%s", request).doesNotContainPattern(INSIDES);
        }
    }

    private static String exchange(TestServer server, Garbage.Request request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            socket.setSoTimeout(25_000);
            socket.getOutputStream().write(request.bytes());
            socket.getOutputStream().flush();
            if (!request.whole()) {
                socket.shutdownOutput();
            }
            boolean headOnly =
                    request.method().equals("HEAD") || request.target().startsWith("/admin/v1/events");
            return read(socket.getInputStream(), headOnly);
        }
    }

    /** One answer, as far as it says; of a stream, the head. */
    private static String read(InputStream in, boolean headOnly) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        int n = in.read(buffer);
        while (n >= 0) {
            read.write(buffer, 0, n);
            String answer = read.toString(StandardCharsets.ISO_8859_1);
            int head = answer.indexOf("\r\n\r\n");
            if (head > 0 && (headOnly || answer.length() - head - 4 >= bodyLength(answer.substring(0, head + 2)))) {
                return answer;
            }
            n = in.read(buffer);
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    private static int bodyLength(String head) {
        Matcher length = CONTENT_LENGTH.matcher(head);
        boolean none = head.startsWith(" 204", 8) || head.startsWith(" 304", 8);
        return none || !length.find() ? 0 : Integer.parseInt(length.group(1));
    }
}
