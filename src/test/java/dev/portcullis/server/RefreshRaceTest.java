package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A refresh is one statement that waits for nobody, and a longer way when something is in its way: what both of them make of a race. */
class RefreshRaceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USER = "racer@example.com";
    private static TestServer server;
    private static Http http;
    private static PortcullisClient admin;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        server.account(USER, "orders:read");
        http = new Http(server.uri());
        admin = server.admin();
    }

    @AfterAll
    static void stop() {
        admin.close();
        server.close();
    }

    /** Who waited for a session's lock judges it as it is after the wait. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ended_at = now(), end_reason = 'revoked'",
                "idle_expires_at = clock_timestamp()",
                "expires_at = clock_timestamp()",
                "refresh_expires_at = clock_timestamp()"
            })
    void whatHappensToASessionThatIsHeldDecidesTheRefreshThatWaits(String change) throws Exception {
        JsonNode login = logIn();
        String handle = login.at("/session/handle").asText();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection holder = holder();
                Statement sql = holder.createStatement()) {
            sql.execute("select from session where handle = '" + handle + "' for update");
            Future<HttpResponse<String>> refresh =
                    threads.submit(() -> refresh(login.get("refreshToken").asText()));
            Awaitility.await().until(server::waitsForALock);
            sql.execute("update session set " + change + " where handle = '" + handle + "'");
            holder.commit();
            assertThat(refresh.get().statusCode()).isEqualTo(400);
        }
        assertThat(server.isTrue("select refresh_generation = 1 from session where handle = '" + handle + "'"))
                .isTrue();
    }

    @Test
    void aHolderThatChangesNothingOnlyDelaysIt() throws Exception {
        JsonNode login = logIn();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection holder = holder();
                Statement sql = holder.createStatement()) {
            sql.execute("select from session where handle = '"
                    + login.at("/session/handle").asText() + "' for update");
            Future<HttpResponse<String>> refresh =
                    threads.submit(() -> refresh(login.get("refreshToken").asText()));
            Awaitility.await().until(server::waitsForALock);
            holder.rollback();
            assertThat(refresh.get().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aDisabledAccountRefreshesNothing() throws Exception {
        server.account("disabled@example.com");
        JsonNode login = JSON.readTree(
                http.logInForTokens("disabled@example.com", TestServer.PASSWORD).body());
        server.sql("update account set enabled = false where email = 'disabled@example.com'");
        assertThat(refresh(login.get("refreshToken").asText()).statusCode()).isEqualTo(400);
    }

    /** Nobody takes a session's lock with its handle, which is public, alone. */
    @Test
    void aWrongSecretNeitherWaitsForTheSessionNorHoldsIt() throws Exception {
        JsonNode login = logIn();
        String token = login.get("refreshToken").asText();
        try (Connection holder = holder();
                Statement sql = holder.createStatement()) {
            sql.execute("select from session where handle = '"
                    + login.at("/session/handle").asText() + "' for update");
            String wrong = token.substring(0, token.length() - 4) + "AAAA";
            assertThat(refresh(wrong).statusCode()).isEqualTo(400);
            holder.rollback();
        }
        assertThat(refresh(token).statusCode()).isEqualTo(200);
    }

    /** Refreshes of each token from 63 clients at once, and an operator who ends the session among them. */
    @Test
    void sixtyFourAtOnceNeverMakeTwoSuccessorsNorOutliveARevocation() throws Exception {
        long end = System.nanoTime() + 3_000_000_000L;
        int rounds = 0;
        do {
            race(rounds++ % 8);
        } while (System.nanoTime() < end);
        assertThat(rounds).isGreaterThan(1);
    }

    private static void race(int refreshesBeforeTheEnd) throws Exception {
        JsonNode login = logIn();
        UUID handle = UUID.fromString(login.at("/session/handle").asText());
        Map<String, Set<String>> successors = new ConcurrentHashMap<>();
        Set<String> accessTokens = ConcurrentHashMap.newKeySet();
        AtomicLong acknowledged = new AtomicLong(Long.MAX_VALUE);
        List<Callable<Boolean>> racers = new ArrayList<>();
        for (int i = 0; i < 63; i++) {
            racers.add(() -> {
                String token = login.get("refreshToken").asText();
                while (true) {
                    long begun = System.nanoTime();
                    HttpResponse<String> answer = refresh(token);
                    if (answer.statusCode() == 400) {
                        return true;
                    }
                    if (answer.statusCode() == 503) {
                        continue; // no connection was free in time; says nothing about the token
                    }
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(begun).as("nothing is refreshed after the end").isLessThan(acknowledged.get());
                    JsonNode body = JSON.readTree(answer.body());
                    String next = body.get("refresh_token").asText();
                    successors
                            .computeIfAbsent(token, _ -> ConcurrentHashMap.newKeySet())
                            .add(next);
                    accessTokens.add(body.get("access_token").asText());
                    token = next;
                }
            });
        }
        racers.add(() -> {
            Awaitility.await().until(() -> successors.size() >= refreshesBeforeTheEnd);
            admin.revoke(List.of(handle), "race");
            acknowledged.set(System.nanoTime());
            return true;
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> racer : threads.invokeAll(racers)) {
                assertThat(racer.get()).isTrue();
            }
        }
        assertThat(successors.values()).allSatisfy(each -> assertThat(each).hasSize(1));
        SessionView session = admin.session(handle);
        assertThat(session.state()).isEqualTo(SessionState.ENDED);
        assertThat(session.endReason()).isEqualTo(EndReason.REVOKED);
        for (String token : accessTokens) {
            assertThat(http.get("/v1/verify", "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(401);
        }
        assertFamily(handle, successors.size());
    }

    /** One token of each generation, all but the last one spent, one event of each rotation and one of the end. */
    private static void assertFamily(UUID handle, int rotations) {
        assertThat(server.isTrue("""
                select s.refresh_generation = %d
                    and (select array_agg(generation order by generation) from refresh_token where session_handle = s.handle)
                        = (select array_agg(g) from generate_series(1, s.refresh_generation) g)
                    and (select array_agg(generation) from refresh_token where session_handle = s.handle and spent_at is null)
                        = array[s.refresh_generation]
                    and (select count(*) from event where session_handle = s.handle and type = 'token.refreshed') = %d
                    and (select count(*) from event where session_handle = s.handle and type = 'session.ended') = 1
                    and s.version = s.refresh_generation + 1
                from session s where s.handle = '%s'
                """.formatted(rotations + 1, rotations, handle)))
                .isTrue();
    }

    private static Connection holder() throws Exception {
        var address = server.databaseAddress();
        Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
        connection.setAutoCommit(false);
        return connection;
    }

    private static JsonNode logIn() throws Exception {
        return JSON.readTree(http.logInForTokens(USER, TestServer.PASSWORD).body());
    }

    private static HttpResponse<String> refresh(String token) throws Exception {
        return http.postForm("/oauth2/token", "grant_type=refresh_token&refresh_token=" + token);
    }
}
