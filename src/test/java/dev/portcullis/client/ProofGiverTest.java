package dev.portcullis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpHandler;
import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.OwnPasswordChange;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.StepUpRequest;
import dev.portcullis.client.ClientException.Declined;
import dev.portcullis.client.ClientException.Refused;
import dev.portcullis.support.ProofServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the client does when the server wants more proof, and gives the session a new cookie for it (ASVS 7.2.4, 7.5.3). */
class ProofGiverTest {
    private static final StepUpRequest PROOF = new StepUpRequest(ProofServer.PASSWORD, null, null);

    private final ProofServer server = ProofServer.start();
    private final PortcullisClient client = new PortcullisClient(server.uri(), "test", Map.of());

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private void logIn() {
        client.logIn(new LoginRequest(ProofServer.EMAIL, ProofServer.PASSWORD, null));
    }

    @Test
    void aLoginWithoutTheCodeIsToldThatOneIsWanted() {
        server.enrolled = true;

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(this::logIn)
                .satisfies(e -> assertThat(e.type()).contains(ProblemType.SECOND_FACTOR_REQUIRED));
        client.logIn(new LoginRequest(ProofServer.EMAIL, ProofServer.PASSWORD, null, ProofServer.CODE, null));
        assertThat(client.current().factors()).containsExactly("pwd", "otp");
    }

    @Test
    void howLongToWaitIsReadFromRetryAfter() {
        server.retryAfter = 299;

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(this::logIn)
                .satisfies(e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(299)));
    }

    @Test
    void withNobodyToAskTheRefusalIsTheAnswer() {
        logIn();
        server.fresh = false;

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> client.revoke(List.of(ProofServer.OTHER), "phishing"))
                .satisfies(e -> assertThat(e.type()).contains(ProblemType.STEP_UP_REQUIRED));
    }

    @Test
    void whatWantedProofIsAskedAgainWhenItIsGiven() {
        logIn();
        server.fresh = false;
        AtomicInteger asked = new AtomicInteger();
        client.onProofWanted(wanted -> {
            asked.incrementAndGet();
            client.stepUp(PROOF);
            return wanted == ProblemType.STEP_UP_REQUIRED;
        });

        assertThat(client.revoke(List.of(ProofServer.OTHER), "phishing").ended())
                .isEqualTo(1);
        assertThat(asked).hasValue(1);
        assertThat(Objects.requireNonNull(server.revoked).reason()).isEqualTo("phishing");
    }

    @Test
    void whoDeclinesHasDoneNothing() {
        logIn();
        server.fresh = false;
        client.onProofWanted(_ -> false);

        assertThatExceptionOfType(Declined.class)
                .isThrownBy(() -> client.revoke(List.of(ProofServer.OTHER), "phishing"));
        assertThat(server.revoked).isNull();
        assertThat(client.current().handle()).as("the session goes on").isNotNull();
    }

    @Test
    void aServerThatIsNeverContentIsNotAskedForEver() {
        logIn();
        AtomicInteger asked = new AtomicInteger();
        client.onProofWanted(_ -> {
            asked.incrementAndGet();
            server.fresh = false;
            return true;
        });
        server.fresh = false;

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> client.revoke(List.of(ProofServer.OTHER), "phishing"));
        assertThat(asked).hasValueLessThan(10);
    }

    @Test
    void aWrongProofLeavesTheCookieAsItIs() {
        logIn();

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> client.stepUp(new StepUpRequest("not the password", null, null)))
                .satisfies(e -> assertThat(e.type()).contains(ProblemType.INVALID_CREDENTIALS));
        assertThat(client.current().handle()).isNotNull();
    }

    /** The server has exchanged the cookie, and its answer is still on the way: a call that it refuses meanwhile waits, and is made again with the new one. */
    @Test
    void aCallWithTheOldCookieWaitsForTheNewOne() throws Exception {
        CountDownLatch exchanged = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        HttpHandler session =
                RawServer.answer(200, "application/json", "{\"handle\":\"0199f3a2-71c4-7d0e-9b1f-4c0000000001\"}");
        HttpHandler missing =
                RawServer.answer(401, "application/problem+json", RawServer.problem("session-missing", 401));
        HttpHandler all = exchange -> {
            String cookie = exchange.getRequestHeaders().getFirst("Cookie");
            if (exchange.getRequestURI().getPath().endsWith("/authentication")) {
                exchanged.countDown();
                waitFor(refused);
                RawServer.with("Set-Cookie", "session=h.new; Path=/", session).handle(exchange);
            } else if (exchange.getRequestMethod().equals("POST")) {
                RawServer.with("Set-Cookie", "session=h.old; Path=/", RawServer.answer(201, "application/json", "{}"))
                        .handle(exchange);
            } else if ("session=h.new".equals(cookie)) {
                session.handle(exchange);
            } else {
                RawServer.with("Set-Cookie", "session=; Max-Age=0; Path=/", missing)
                        .handle(exchange);
                refused.countDown();
            }
        };
        try (RawServer raw = new RawServer(all);
                PortcullisClient old = raw.client()) {
            old.logIn(new LoginRequest("a@b.example", "secret", null));
            CompletableFuture<?> proof = CompletableFuture.runAsync(() -> old.stepUp(PROOF));
            waitFor(exchanged);

            assertThat(old.current().handle()).isNotNull();

            proof.get(10, TimeUnit.SECONDS);
            assertThat(old.current().handle())
                    .as("what the refusal deleted was the old cookie")
                    .isNotNull();
        }
    }

    private static void waitFor(CountDownLatch latch) throws IOException {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void theEventStreamGoesOnWithTheNewCookieAndNobodyHearsOfIt() {
        logIn();
        List<String> heard = new CopyOnWriteArrayList<>();
        try (EventStream _ = client.events("1", new Listener(heard))) {
            await().until(() -> heard.contains("opened"));
            client.stepUp(PROOF);
            await().until(() -> heard.stream().filter("opened"::equals).count() == 2);
        }
        assertThat(heard).doesNotContain("interrupted", "refused");
    }

    @Test
    void aSessionThatIsOverIsNotAskedForAgain() {
        logIn();
        server.exchangeCookie();
        int before = server.calls().size();

        assertThatExceptionOfType(Refused.class).isThrownBy(client::current);
        assertThat(server.calls()).hasSize(before + 1);
    }

    @Test
    void theAccountIsReadEnrolledAndGivenAPassword() {
        logIn();
        assertThat(client.account().totp()).isFalse();
        assertThat(client.beginTotp().secret()).isEqualTo(ProofServer.SECRET.secret());
        assertThat(client.confirmTotp(ProofServer.CODE).recoveryCodes()).hasSize(10);
        assertThat(client.account().recoveryCodesLeft()).isEqualTo(9);
        client.removeTotp();
        client.changePassword(new OwnPasswordChange(ProofServer.PASSWORD, "another password of enough", true));
        assertThat(Objects.requireNonNull(server.changed).endOthers()).isTrue();
    }

    @Test
    void noSecretIsInTheWordsOfARequest() {
        assertThat(new LoginRequest("a@b.example", "s3cret", null, "314159", "r3covery") + " "
                        + new StepUpRequest("s3cret", "314159", "r3covery") + " "
                        + new OwnPasswordChange("s3cret", "s3cret", true) + " " + ProofServer.SECRET)
                .doesNotContain("s3cret", "314159", "r3covery", ProofServer.SECRET.secret());
    }

    private record Listener(List<String> heard) implements EventListener {
        @Override
        public void opened() {
            heard.add("opened");
        }

        @Override
        public void event(EventType type, EventData data) {
            heard.add(type.wire());
        }

        @Override
        public void interrupted(ClientException why) {
            heard.add("interrupted");
        }

        @Override
        public void refused(Refused why) {
            heard.add("refused");
        }
    }
}
