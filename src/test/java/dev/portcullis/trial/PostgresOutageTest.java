package dev.portcullis.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.store.Database;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL is stopped and started again under 200 requests a second: nobody is logged out, trouble is told only while there is some, and what was acknowledged
 * is there afterwards.
 */
class PostgresOutageTest {
    private static final int PER_SECOND = 200;
    private static final Duration BEFORE = Duration.ofSeconds(4);
    private static final Duration AWAY = Duration.ofSeconds(4);
    private static final Duration AFTER = Duration.ofSeconds(8);
    private static final Duration RECOVERY = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One answer.
     *
     * @param sent, answered {@link System#nanoTime()}
     */
    private record Answer(String what, long sent, long answered, int status, boolean retryAfter) {}

    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();

    /** Acknowledged cookies of live sessions. */
    private final ConcurrentLinkedQueue<String> cookies = new ConcurrentLinkedQueue<>();

    /** The last refresh token that each chain was given. */
    private final Map<Integer, String> chains = new ConcurrentHashMap<>();

    @Test
    void nobodyIsLoggedOutAndNothingAcknowledgedIsLost(@TempDir Path folder) throws Exception {
        int port = freePort();
        EmbeddedPostgres postgres = postgres(folder, port);
        try (TestServer server = TestServer.start(
                new Database.Address(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "", 16))) {
            Http http = new Http(server.uri());
            for (int i = 0; i < 20; i++) {
                cookies.add(Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD)));
                chains.put(i, tokens(http.logInForTokens(TestServer.ADMIN, TestServer.ADMIN_PASSWORD)));
            }

            AtomicBoolean done = new AtomicBoolean();
            long stopped;
            long back;
            try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> load = load(http, people, done);
                LockSupport.parkNanos(BEFORE.toNanos());
                stopped = System.nanoTime();
                postgres.close();
                LockSupport.parkNanos(AWAY.toNanos());
                postgres = postgres(folder, port);
                back = System.nanoTime();
                LockSupport.parkNanos(AFTER.toNanos());
                done.set(true);
                for (Future<?> each : load) {
                    each.get(30, TimeUnit.SECONDS);
                }
            }

            judge(stopped, back);
            for (String cookie : cookies) {
                assertThat(http.get("/v1/verify", "Cookie", cookie).statusCode())
                        .as("an acknowledged session")
                        .isEqualTo(200);
            }
            for (String token : chains.values()) {
                assertThat(refresh(http, token).statusCode())
                        .as("an acknowledged refresh token")
                        .isEqualTo(200);
            }
        } finally {
            postgres.close();
        }
    }

    private void judge(long stopped, long back) {
        assertThat(answers).noneMatch(answer -> answer.status() == 401 || answer.status() == 400);
        assertThat(answers.stream().map(Answer::status).distinct()).isSubsetOf(200, 201, 503);
        List<Answer> trouble =
                answers.stream().filter(answer -> answer.status() == 503).toList();
        assertThat(trouble).as("told while it was away").isNotEmpty().allMatch(Answer::retryAfter);
        assertThat(trouble).as("told only while it was away").allSatisfy(answer -> {
            assertThat(answer.answered()).isGreaterThan(stopped);
            assertThat(answer.sent()).isLessThan(back + RECOVERY.toNanos());
        });
        long last = trouble.stream().mapToLong(Answer::answered).max().orElse(back);
        long seconds =
                Math.round((answers.stream().mapToLong(Answer::answered).max().orElseThrow()
                                - answers.stream().mapToLong(Answer::sent).min().orElseThrow())
                        / 1e9);
        System.out.printf(
                "%d requests in %d s, %d of them 503; the last 503 came %d ms after PostgreSQL was back%n",
                answers.size(), seconds, trouble.size(), TimeUnit.NANOSECONDS.toMillis(last - back));
        assertThat(answers.size() / Math.max(1, seconds))
                .as("requests a second")
                .isGreaterThan(PER_SECOND / 2);
    }

    /** Twenty who ask for their sessions, twenty who refresh, and one who logs in: ten, or a few less, each second each. */
    private List<Future<?>> load(Http http, ExecutorService people, AtomicBoolean done) {
        List<Future<?>> load = new ArrayList<>();
        List<String> live = List.copyOf(cookies);
        IntStream.range(0, 20).forEach(i -> {
            load.add(people.submit(() -> each(Duration.ofMillis(140), done, () -> {
                ask("verify", () -> http.get("/v1/verify", "Cookie", live.get(i)));
            })));
            load.add(people.submit(() -> each(Duration.ofMillis(500), done, () -> {
                HttpResponse<String> answer = ask("refresh", () -> refresh(http, chains.getOrDefault(i, "")));
                if (answer.statusCode() == 200) {
                    chains.put(i, tokens(answer));
                }
            })));
        });
        load.add(people.submit(() -> each(Duration.ofMillis(50), done, () -> {
            HttpResponse<String> answer = ask("log in", () -> http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
            if (answer.statusCode() == 201) {
                cookies.add(Http.cookie(answer));
            }
        })));
        return load;
    }

    private interface Step<T> {
        T take() throws IOException, InterruptedException;
    }

    private interface Turn {
        void take() throws IOException, InterruptedException;
    }

    private static Void each(Duration pause, AtomicBoolean done, Turn turn) throws IOException, InterruptedException {
        long next = System.nanoTime();
        while (!done.get()) {
            turn.take();
            next += pause.toNanos();
            LockSupport.parkNanos(next - System.nanoTime());
        }
        return null;
    }

    private HttpResponse<String> ask(String what, Step<HttpResponse<String>> step)
            throws IOException, InterruptedException {
        long sent = System.nanoTime();
        HttpResponse<String> response = step.take();
        answers.add(new Answer(
                what,
                sent,
                System.nanoTime(),
                response.statusCode(),
                response.headers().firstValue("Retry-After").isPresent()));
        return response;
    }

    private static HttpResponse<String> refresh(Http http, String token) throws IOException, InterruptedException {
        return http.postForm("/oauth2/token", "grant_type=refresh_token&refresh_token=" + token);
    }

    private static String tokens(HttpResponse<String> answer) throws IOException {
        JsonNode json = JSON.readTree(answer.body());
        return json.path("refreshToken").asText(json.path("refresh_token").asText());
    }

    private static EmbeddedPostgres postgres(Path folder, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("data"))
                .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                .setCleanDataDirectory(false)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
