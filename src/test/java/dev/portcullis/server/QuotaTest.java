package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.PolicyDocument.AtLimit;
import dev.portcullis.session.Credential;
import dev.portcullis.support.Http;
import dev.portcullis.support.PolicyDesk;
import dev.portcullis.support.TestServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many sessions an account may have at once, and what happens at one more (ASVS 7.1.2). */
class QuotaTest {
    private static final String ALICE = "alice@example.com";
    private static TestServer server;
    private static Http http;
    private PolicyDesk desk;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        http = new Http(server.uri());
    }

    @BeforeEach
    void begin() {
        server.clear();
        desk = new PolicyDesk(server);
        server.account(ALICE);
    }

    @AfterEach
    void end() {
        desk.close();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void withoutAQuotaThereIsNoLimit() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(logIn().statusCode()).isEqualTo(201);
        }
        assertThat(active()).isEqualTo(10);
    }

    @Test
    void rejectRefusesTheLoginThatWouldBeOneTooMany() throws Exception {
        desk.change(PolicyDesk.quota(2, AtLimit.REJECT));
        logIn();
        HttpResponse<String> second = logIn();
        HttpResponse<String> third = logIn();
        assertThat(third.statusCode()).isEqualTo(409);
        assertThat(third.body()).contains("urn:portcullis:problem:session-limit-reached");
        assertThat(third.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(active()).isEqualTo(2);
        http.send("DELETE", "/v1/sessions/current", "", "Cookie", Http.cookie(second), "X-Requested-By", "test");
        assertThat(logIn().statusCode()).isEqualTo(201);
    }

    /** Whoever does not know the password does not learn how many sessions there are. */
    @Test
    void aWrongPasswordIsAWrongPasswordWhateverTheQuota() throws Exception {
        desk.change(PolicyDesk.quota(1, AtLimit.REJECT));
        logIn();
        assertThat(http.logIn(ALICE, "wrong wrong wrong").statusCode()).isEqualTo(401);
    }

    @Test
    void endOldestEndsTheOneThatWasBegunFirst() throws Exception {
        desk.change(PolicyDesk.quota(2, AtLimit.END_OLDEST));
        String first = Http.cookie(logIn());
        String second = Http.cookie(logIn());
        server.age(handle(second), "idle_expires_at = now() + interval '1 min'");
        assertThat(logIn().statusCode()).isEqualTo(201);
        assertThat(endReason(first)).isEqualTo("quota");
        assertThat(status(second)).isEqualTo(200);
        assertThat(server.isTrue("select count(*) = 1 from event where type = 'session.ended' and session_handle = '"
                        + handle(first) + "'"))
                .isTrue();
    }

    @Test
    void endNextToExpireEndsTheOneThatWouldEndFirstByItself() throws Exception {
        desk.change(PolicyDesk.quota(2, AtLimit.END_NEXT_TO_EXPIRE));
        String first = Http.cookie(logIn());
        String second = Http.cookie(logIn());
        server.age(handle(second), "idle_expires_at = now() + interval '1 min'");
        assertThat(logIn().statusCode()).isEqualTo(201);
        assertThat(endReason(second)).isEqualTo("quota");
        assertThat(status(first)).isEqualTo(200);
    }

    @Test
    void theSessionWhoseCookieComesAlongFreesItsPlaceFirst() throws Exception {
        desk.change(PolicyDesk.quota(1, AtLimit.REJECT));
        String old = Http.cookie(logIn());
        assertThat(http.logIn(ALICE, TestServer.PASSWORD, "Cookie", old).statusCode())
                .isEqualTo(201);
        assertThat(endReason(old)).isEqualTo("replaced");
        assertThat(active()).isEqualTo(1);
    }

    @Test
    void aRefusedLoginEndsNothing() throws Exception {
        String one = Http.cookie(logIn());
        String two = Http.cookie(logIn());
        String three = Http.cookie(logIn());
        desk.change(PolicyDesk.quota(2, AtLimit.REJECT));
        assertThat(http.logIn(ALICE, TestServer.PASSWORD, "Cookie", one).statusCode())
                .isEqualTo(409);
        assertThat(List.of(status(one), status(two), status(three))).containsOnly(200);
    }

    @Test
    void aSessionWhoseTimeHasPassedDoesNotCount() throws Exception {
        desk.change(PolicyDesk.quota(1, AtLimit.REJECT));
        server.age(handle(Http.cookie(logIn())), "idle_expires_at = now()");
        assertThat(logIn().statusCode()).isEqualTo(201);
    }

    @Test
    void aQuotaThatWasLoweredIsKeptFromTheNextLoginOn() throws Exception {
        for (int i = 0; i < 5; i++) {
            logIn();
        }
        desk.change(PolicyDesk.quota(2, AtLimit.END_OLDEST));
        assertThat(active()).isEqualTo(5);
        logIn();
        assertThat(active()).isEqualTo(2);
        assertThat(server.isTrue("select count(*) = 4 from session where end_reason = 'quota'"))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(AtLimit.class)
    void sixtyFourLoginsAtOnceLeaveNoMoreThanTheQuota(AtLimit atLimit) throws Exception {
        desk.change(PolicyDesk.quota(3, atLimit));
        String before = Http.cookie(logIn());
        List<Callable<HttpResponse<String>>> logins = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            boolean presenting = i % 8 == 0; // these also replace a session, of which the others may be ending
            logins.add(() -> presenting ? http.logIn(ALICE, TestServer.PASSWORD, "Cookie", before) : logIn());
        }
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<HttpResponse<String>> login : threads.invokeAll(logins)) {
                statuses.add(login.get().statusCode());
            }
        }
        assertThat(active()).isEqualTo(3);
        assertThat(statuses).containsOnly(atLimit == AtLimit.REJECT ? new Integer[] {201, 409} : new Integer[] {201});
        assertThat(server.isTrue("""
                select count(*) = count(distinct session_handle) from event where type = 'session.ended'
                """)).isTrue();
    }

    private static HttpResponse<String> logIn() throws Exception {
        return http.logIn(ALICE, TestServer.PASSWORD);
    }

    private static int active() {
        for (int n = 0; n < 100; n++) {
            if (server.isTrue("select count(*) = " + n + " from session_now where email = '" + ALICE
                    + "' and over_reason is null")) {
                return n;
            }
        }
        throw new AssertionError("more than 99");
    }

    private static String handle(String cookie) {
        UUID handle = Credential.parse(cookie.substring(cookie.indexOf('=') + 1))
                .orElseThrow()
                .handle();
        return handle.toString();
    }

    private static int status(String cookie) throws Exception {
        return http.get("/v1/verify", "Cookie", cookie).statusCode();
    }

    private static String endReason(String cookie) throws Exception {
        return new ObjectMapper()
                .readTree(http.get("/v1/verify", "Cookie", cookie).body())
                .path("endReason")
                .asText();
    }
}
