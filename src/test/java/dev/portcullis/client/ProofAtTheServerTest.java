package dev.portcullis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.portcullis.account.Totp;
import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.NewAccount;
import dev.portcullis.api.OwnPasswordChange;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.StepUpRequest;
import dev.portcullis.api.TotpSecret;
import dev.portcullis.client.ClientException.Declined;
import dev.portcullis.client.ClientException.Refused;
import dev.portcullis.support.TestServer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client and the real server understand each other about proofs (ASVS 6.3.3, 7.2.4, 7.5.1). */
class ProofAtTheServerTest {
    private static final NewAccount BOB =
            new NewAccount("bob@example.com", "Bob", "qv7 hummock tallow 93", List.of("billing"));

    private final TestServer server = TestServer.start();
    private final PortcullisClient operator = server.admin();

    @AfterEach
    void stop() {
        operator.close();
        server.close();
    }

    /** What an app would show, so many steps from now. */
    private static String code(TotpSecret secret, int stepsAhead) {
        byte[] bits = new byte[secret.secret().length() * 5 / 8];
        for (int i = 0; i < bits.length * 8; i++) {
            int letter =
                    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(secret.secret().charAt(i / 5));
            bits[i / 8] |= (byte) ((letter >> (4 - i % 5) & 1) << (7 - i % 8));
        }
        return Totp.code(bits, Totp.step(Instant.now()) + stepsAhead);
    }

    @Test
    void aFactorIsSetUpAndFromThenOnALoginNeedsIt() {
        TotpSecret secret = operator.beginTotp();
        List<String> recovery = operator.confirmTotp(code(secret, 0)).recoveryCodes();
        assertThat(operator.account().totp()).isTrue();
        assertThat(operator.account().recoveryCodesLeft()).isEqualTo(recovery.size());
        assertThat(operator.current().factors()).contains("otp");

        PortcullisClient fresh = server.client();
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> fresh.logIn(new LoginRequest(TestServer.ADMIN, TestServer.ADMIN_PASSWORD, null)))
                .satisfies(e -> assertThat(e.type()).contains(ProblemType.SECOND_FACTOR_REQUIRED));
        fresh.logIn(new LoginRequest(TestServer.ADMIN, TestServer.ADMIN_PASSWORD, null, code(secret, 1), null));
        assertThat(fresh.verify()).isTrue();
        PortcullisClient lost = server.client();
        lost.logIn(new LoginRequest(TestServer.ADMIN, TestServer.ADMIN_PASSWORD, null, null, recovery.getFirst()));
        assertThat(lost.account().recoveryCodesLeft()).isEqualTo(recovery.size() - 1);
        assertThat(lost.renewRecoveryCodes().recoveryCodes()).doesNotContainAnyElementsOf(recovery);
    }

    @Test
    void whatWantsAFreshLoginIsDoneAfterItAndTheStreamGoesOn() {
        List<String> heard = new CopyOnWriteArrayList<>();
        String position = operator.sessions(SessionQuery.active()).position();
        try (EventStream _ = operator.events(position, new Listener(heard))) {
            await().until(() -> heard.contains("opened"));
            server.age(
                    operator.current().handle().toString(), "authenticated_at = authenticated_at - interval '1 hour'");
            AtomicInteger asked = new AtomicInteger();
            operator.onProofWanted(_ -> false);
            assertThatExceptionOfType(Declined.class).isThrownBy(() -> operator.createAccount(BOB));
            operator.onProofWanted(wanted -> {
                asked.incrementAndGet();
                operator.stepUp(new StepUpRequest(TestServer.ADMIN_PASSWORD, null, null));
                return wanted == ProblemType.STEP_UP_REQUIRED;
            });

            assertThat(operator.createAccount(BOB).email()).isEqualTo(BOB.email());
            assertThat(asked).hasValue(1);
            await().until(() -> heard.stream().filter("opened"::equals).count() == 2);
        }
        assertThat(heard).doesNotContain("interrupted", "refused");
    }

    @Test
    void onesOwnPasswordIsChangedAndTheOtherSessionsEnd() {
        PortcullisClient other = server.admin();
        operator.changePassword(new OwnPasswordChange(TestServer.ADMIN_PASSWORD, "drizzle 41 pontoon velvet", true));
        assertThat(operator.verify()).isTrue();
        assertThat(other.verify()).isFalse();
    }

    private record Listener(List<String> heard) implements EventListener {
        @Override
        public void opened() {
            heard.add("opened");
        }

        @Override
        public void event(EventType type, EventData data) {}

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
