package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.LoginResponse;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.SessionEvent;
import dev.portcullis.api.SessionEvent.Type;
import dev.portcullis.api.SessionEventPage;
import dev.portcullis.api.SessionPatch;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.StepUpRequest;
import dev.portcullis.api.Suspension;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.support.TestServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happened to one session, as an operator reads it. */
@SuppressWarnings("NullAway.Init") // JUnit's life cycle sets them
class SessionHistoryTest {
    private static TestServer server;
    private static PortcullisClient admin;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        server.account("alice@example.com", "billing", "orders:read");
        admin = server.admin();
    }

    @AfterAll
    static void stop() {
        admin.close();
        server.close();
    }

    @Test
    void itTellsOfTheLoginEachRefreshEachChangeAndTheEndTheNewestFirst() {
        try (PortcullisClient app = server.client("203.0.113.44", "curl/8")) {
            LoginResponse login = logIn(app);
            UUID handle = login.session().handle();
            app.refresh(Objects.requireNonNull(login.refreshToken()));
            SessionView changed = admin.change(admin.session(handle), SessionPatch.permissions(List.of("orders:read")));
            Instant sooner = changed.expiresAt().minusSeconds(600);
            admin.change(changed, new SessionPatch(Map.of("tenant", "acme"), null, 60L, sooner));
            Receipt receipt = admin.revoke(List.of(handle), "stolen laptop");
            SessionEventPage page = admin.history(handle, null, 50);
            assertThat(page.items())
                    .extracting(SessionEvent::type)
                    .containsExactly(Type.ENDED, Type.CHANGED, Type.CHANGED, Type.REFRESHED, Type.STARTED);
            assertThat(page.next()).isNull();
            assertThat(page.changesSince()).isNull();
            SessionEvent ended = page.items().getFirst();
            assertThat(ended.reason()).isEqualTo(EndReason.REVOKED);
            assertThat(ended.by()).isEqualTo(TestServer.ADMIN);
            assertThat(ended.note()).isEqualTo("stolen laptop");
            assertThat(ended.revocation()).isEqualTo(receipt.id());
            SessionEvent limits = page.items().get(1);
            assertThat(limits.by()).isEqualTo(TestServer.ADMIN);
            assertThat(limits.detail()).isNotNull();
            assertThat(Objects.requireNonNull(limits.detail()).toString())
                    .contains("\"tenant\"", "\"idleTtlSeconds\":60", sooner.toString())
                    .doesNotContain("acme");
            assertThat(Objects.requireNonNull(page.items().get(2).detail())
                            .at("/permissionsRemoved/0")
                            .asText())
                    .isEqualTo("billing");
            assertThat(page.items().get(3).generation()).isEqualTo(2);
            assertThat(page.items().get(4).address()).isEqualTo("203.0.113.44");
            assertThat(page.items().get(4).by()).isEqualTo("alice@example.com");
        }
    }

    @Test
    void aTokenThatComesBackIsToldWithFromWhereAndHowOften() {
        try (PortcullisClient app = server.client("203.0.113.44", "curl/8");
                PortcullisClient thief = server.client("198.51.100.66", "curl/8")) {
            LoginResponse login = logIn(app);
            UUID handle = login.session().handle();
            String first = Objects.requireNonNull(login.refreshToken());
            app.refresh(first);
            app.refresh(first);
            app.refresh(first);
            SessionEvent race = admin.history(handle, null, 50).items().getFirst();
            assertThat(race.type()).isEqualTo(Type.RACED);
            assertThat(race.times()).isEqualTo(2);
            assertThat(race.generation()).isEqualTo(1);
            assertThat(race.address()).isEqualTo("203.0.113.44");
            server.sql("update refresh_token set spent_at = spent_at - interval '1 h' where session_handle = '" + handle
                    + "' and generation = 1");
            assertThatExceptionOfType(ClientException.Refused.class).isThrownBy(() -> thief.refresh(first));
            List<SessionEvent> events = admin.history(handle, null, 50).items();
            assertThat(events)
                    .extracting(SessionEvent::type)
                    .containsExactly(Type.ENDED, Type.REUSED, Type.REFRESHED, Type.STARTED);
            assertThat(events.getFirst().reason()).isEqualTo(EndReason.REUSE);
            assertThat(events.getFirst().revocation()).isNull();
            assertThat(events.get(1).address()).isEqualTo("198.51.100.66");
            assertThat(events.get(1).times()).isEqualTo(3);
            assertThat(admin.tokens(handle).generations().getLast().reusedAddress())
                    .isEqualTo("198.51.100.66");
        }
    }

    @Test
    void suspensionsNameTheirRevocationAndAProofIsNoRefresh() {
        try (PortcullisClient alice = server.loggedIn("alice@example.com")) {
            UUID handle = alice.current().handle();
            alice.stepUp(new StepUpRequest(TestServer.PASSWORD, null, null));
            Receipt suspended = admin.revocations()
                    .revoke(RevocationRequest.suspend(List.of(handle), 10, Suspension.Then.RELEASE)
                            .because("checking"));
            List<SessionEvent> events = admin.history(handle, null, 50).items();
            assertThat(events).extracting(SessionEvent::type).containsExactly(Type.CHANGED, Type.CHANGED, Type.STARTED);
            assertThat(events.getFirst().revocation()).isEqualTo(suspended.id());
            assertThat(events.getFirst().by()).isEqualTo(TestServer.ADMIN);
            assertThat(Objects.requireNonNull(events.get(1).detail())
                            .get("reauthenticated")
                            .asBoolean())
                    .isTrue();
            assertThat(events.get(1).by()).isNull();
            assertThat(admin.tokens(handle).generations().getLast().superseded())
                    .isTrue();
            server.sql("update session set suspended_until = now() - interval '1 s' where handle = '" + handle + "'");
            org.awaitility.Awaitility.await()
                    .until(() -> admin.history(handle, null, 50).items().size() == 4);
            SessionEvent released = admin.history(handle, null, 50).items().getFirst();
            assertThat(released.by()).isNull();
            assertThat(Objects.requireNonNull(released.detail()).get("released").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void pagesAreWithoutGapAndWithoutRepetitionEvenWhereTimesAreTheSame() {
        try (PortcullisClient app = server.client("203.0.113.44", "curl/8")) {
            LoginResponse login = logIn(app);
            UUID handle = login.session().handle();
            String token = Objects.requireNonNull(login.refreshToken());
            for (int i = 0; i < 7; i++) {
                token = Objects.requireNonNull(app.refresh(token).refreshToken());
            }
            server.sql("update refresh_token set issued_at = (select created_at from session where handle = '" + handle
                    + "') where session_handle = '" + handle + "' and generation < 6");
            List<String> ids = new ArrayList<>();
            String before = null;
            do {
                SessionEventPage page = admin.history(handle, before, 2);
                assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
                page.items().forEach(event -> ids.add(event.id()));
                before = page.next();
            } while (before != null);
            assertThat(ids).hasSize(8).doesNotHaveDuplicates();
            assertThat(admin.history(handle, null, 50).items())
                    .extracting(SessionEvent::id)
                    .containsExactlyElementsOf(ids);
        }
    }

    @Test
    void whatIsNoLongerKeptIsSaid() {
        try (PortcullisClient alice = server.loggedIn("alice@example.com")) {
            UUID handle = alice.current().handle();
            server.age(handle.toString(), "created_at = now() - interval '31 days'");
            SessionEventPage page = admin.history(handle, null, 50);
            assertThat(page.changesSince())
                    .isNotNull()
                    .isAfter(page.items().getLast().at());
        }
    }

    @Test
    void aPlaceThatIsNoneAndASessionThatIsNoneAreRefused() {
        try (PortcullisClient alice = server.loggedIn("alice@example.com")) {
            UUID handle = alice.current().handle();
            assertThatExceptionOfType(ClientException.Refused.class)
                    .isThrownBy(() -> admin.history(handle, "99999999999999999999-1-1", 50))
                    .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(400));
            assertThatExceptionOfType(ClientException.Refused.class)
                    .isThrownBy(() -> admin.history(handle, "12-9-1", 50))
                    .satisfies(refused -> assertThat(refused.problem().detail()).contains("\"before\""));
            assertThatExceptionOfType(ClientException.Refused.class)
                    .isThrownBy(() -> admin.history(UUID.randomUUID(), null, 50))
                    .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(404));
            assertThatExceptionOfType(ClientException.Refused.class)
                    .isThrownBy(() -> alice.history(handle, null, 50))
                    .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(403));
        }
    }

    private static LoginResponse logIn(PortcullisClient app) {
        return app.logIn(new LoginRequest("alice@example.com", TestServer.PASSWORD, Delivery.TOKENS));
    }
}
