package dev.portcullis.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.AccountView;
import dev.portcullis.api.ClientChange;
import dev.portcullis.api.ClientSecret;
import dev.portcullis.api.Delivery;
import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.KeyView;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.LoginResponse;
import dev.portcullis.api.NewAccount;
import dev.portcullis.api.NewClient;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.Receipt;
import dev.portcullis.api.SessionPage;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.TokenResponse;
import dev.portcullis.client.ClientException.Refused;
import dev.portcullis.support.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client and the real server understand each other. */
class PortcullisClientTest {
    private static final String ALICE = "alice@example.com";

    private final TestServer server = TestServer.start();
    private final PortcullisClient operator = server.admin();

    @BeforeEach
    void alice() {
        server.account(ALICE, "orders:read");
    }

    @AfterEach
    void stop() {
        operator.close();
        server.close();
    }

    private static ProblemType refused(Runnable call) {
        ProblemType[] type = new ProblemType[1];
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(call::run)
                .satisfies(e -> type[0] = e.type().orElseThrow());
        return type[0];
    }

    @Test
    void aLoginOpensASessionUntilLogout() {
        try (PortcullisClient alice = server.client("198.51.100.7", "curl/8.17.0")) {
            LoginResponse login = alice.logIn(new LoginRequest(ALICE, TestServer.PASSWORD, null));
            assertThat(login.accessToken()).isNull();
            assertThat(login.session().address()).isEqualTo("198.51.100.7");
            assertThat(alice.verify()).isTrue();
            alice.logOut();
            assertThat(alice.verify()).isFalse();
            alice.logOut();
            assertThat(operator.session(login.session().handle()).endReason()).isEqualTo(EndReason.LOGOUT);
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        PortcullisClient alice = server.client();
        assertThat(refused(() -> alice.logIn(new LoginRequest(ALICE, "not her password", null))))
                .isEqualTo(ProblemType.INVALID_CREDENTIALS);
        assertThat(refused(alice::current)).isEqualTo(ProblemType.SESSION_MISSING);
    }

    @Test
    void anUnchangedSessionCrossesTheWireOnce() {
        PortcullisClient alice = server.loggedIn(ALICE);
        SessionView first = alice.current();
        assertThat(alice.current()).as("answered 304").isSameAs(first);
        alice.logIn(new LoginRequest(ALICE, TestServer.PASSWORD, null));
        assertThat(alice.current().handle()).isNotEqualTo(first.handle());
        assertThat(operator.session(first.handle()).endReason()).isEqualTo(EndReason.REPLACED);
    }

    @Test
    void tokensAreRotatedAndASpentOneIsRefusedInOAuthsWords() {
        PortcullisClient app = server.client();
        LoginResponse login = app.logIn(new LoginRequest(ALICE, TestServer.PASSWORD, Delivery.TOKENS));
        assertThat(app.verify()).as("no cookie was kept").isFalse();
        TokenResponse next = app.refresh(Objects.requireNonNull(login.refreshToken()));
        assertThat(next.refreshToken()).isNotEqualTo(login.refreshToken());
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> app.refresh("no such token"))
                .satisfies(e -> assertThat(e.problem().title()).isEqualTo("invalid_grant"));
    }

    @Test
    void aServiceIsRegisteredAsksInItsOwnNameAndIsOutWhenItIsDisabled() {
        OAuthClients clients = operator.clients();
        ClientSecret robot = clients.register(new NewClient("robot", List.of("sessions:read"), true));
        UUID id = robot.client().id();
        ServiceTokens service = server.client().service(id, robot.clientSecret());
        String token = service.token(List.of("sessions:read")).accessToken();
        assertThat(service.introspect(token).scope()).isEqualTo("sessions:read");
        service.revoke(token);
        assertThat(service.introspect(token).active()).isFalse();
        ClientSecret renewed = clients.newSecret(id, Duration.ZERO);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> service.token(List.of()))
                .satisfies(e -> assertThat(e.problem().title()).isEqualTo("invalid_client"));
        String another = server.client()
                .service(id, renewed.clientSecret())
                .token(List.of())
                .accessToken();
        assertThat(another).isNotEmpty();
        assertThat(clients.change(id, new ClientChange(null, null, false)).enabled())
                .isFalse();
        assertThat(clients.client(id).enabled()).isFalse();
        clients.delete(id);
        assertThat(clients.all()).isEmpty();
    }

    @Test
    void keysTokensCountsAndTheAuditAreRead() throws IOException {
        assertThat(operator.keys().all())
                .extracting(KeyView::state)
                .contains(KeyView.State.SIGNING, KeyView.State.NEXT);
        assertThat(operator.keys().rotate(false)).hasSizeGreaterThanOrEqualTo(2);
        SessionView own = operator.current();
        assertThat(operator.tokens(own.handle()).generations()).hasSize(1);
        operator.rebuildStats();
        assertThat(operator.stats().active()).isEqualTo(1);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        operator.audit()
                .export(
                        AuditQuery.newest(1).of("stats.rebuild_requested"),
                        AuditTrail.Format.JSON_LINES,
                        lines::writeBytes);
        assertThat(lines.toString(UTF_8).lines()).singleElement().asString().contains("\"stats.rebuild_requested\"");
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        operator.audit()
                .export(AuditQuery.newest(1).of("stats.rebuild_requested"), AuditTrail.Format.CSV, table::writeBytes);
        assertThat(table.toString(UTF_8)).startsWith("seq,at,").contains("stats.rebuild_requested");
        try (PortcullisClient alice = server.loggedIn(ALICE)) {
            ByteArrayOutputStream nothing = new ByteArrayOutputStream();
            assertThatExceptionOfType(ClientException.Refused.class)
                    .isThrownBy(() -> alice.audit()
                            .export(AuditQuery.newest(1), AuditTrail.Format.JSON_LINES, nothing::writeBytes))
                    .satisfies(why -> assertThat(why.type()).contains(ProblemType.FORBIDDEN));
            assertThat(nothing.size()).isZero();
        }
    }

    @Test
    void sessionsAreListedPageByPage() {
        for (int i = 0; i < 4; i++) {
            server.loggedIn(ALICE);
        }
        SessionQuery query = new SessionQuery("alice", "active", "-createdAt", null, 3);
        SessionPage page = operator.sessions(query);
        assertThat(page.total()).isEqualTo(4);
        assertThat(page.items()).hasSize(3);
        SessionPage rest = operator.sessions(query.after(Objects.requireNonNull(page.next())));
        assertThat(rest.items()).hasSize(1).doesNotContainAnyElementsOf(page.items());
        assertThat(rest.next()).isNull();
        assertThat(operator.stats().active()).isEqualTo(5);
        assertThat(refused(() -> server.loggedIn(ALICE).sessions(SessionQuery.active())))
                .isEqualTo(ProblemType.FORBIDDEN);
    }

    @Test
    void aRevokedSessionIsRefusedAndTheReceiptSaysSo() {
        PortcullisClient alice = server.loggedIn(ALICE);
        UUID handle = alice.current().handle();
        Receipt receipt = operator.revoke(List.of(handle), "left the company");
        assertThat(receipt.ended()).isEqualTo(1);
        assertThat(alice.verify()).isFalse();
        assertThat(refused(alice::current)).isEqualTo(ProblemType.SESSION_ENDED);
        SessionView ended = operator.session(handle);
        assertThat(ended.state()).isEqualTo(SessionState.ENDED);
        assertThat(ended.endNote()).isEqualTo("left the company");
        assertThat(refused(() -> operator.session(UUID.randomUUID()))).isEqualTo(ProblemType.NOT_FOUND);
    }

    @Test
    void accountsAreMadeFoundAndGivenPasswords() {
        NewAccount bob = new NewAccount("bob@example.com", "Bob", TestServer.PASSWORD, List.of("billing"));
        AccountView made = operator.createAccount(bob);
        assertThat(operator.account("bob@example.com")).contains(made);
        assertThat(operator.account("nobody@example.com")).isEmpty();
        assertThat(refused(() -> operator.createAccount(bob))).isEqualTo(ProblemType.CONFLICT);
        operator.setPassword(made.id(), "an entirely different secret phrase");
        assertThat(server.client()
                        .logIn(new LoginRequest("bob@example.com", "an entirely different secret phrase", null))
                        .session()
                        .account()
                        .name())
                .isEqualTo("Bob");
    }

    @Test
    void eventsFollowThePageThatWasReadAndSurviveARestart() {
        String position = operator.sessions(SessionQuery.active()).position();
        server.loggedIn(ALICE);
        Heard heard = new Heard();
        try (EventStream _ = operator.events(position, heard)) {
            await().until(() -> heard.calls.contains("session.started 1"));
            server.stop();
            await().until(() -> heard.calls.contains("interrupted"));
            server.resume();
            server.loggedIn(ALICE);
            await().until(() -> heard.calls.contains("session.started 2"));
            assertThat(heard.calls).doesNotContain("resync", "session.started 3");
        }
        assertThat(operator.clockOffset().abs()).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void aStreamEndsForGoodWithItsSession() {
        Heard heard = new Heard();
        try (EventStream _ = operator.events(null, heard)) {
            await().until(() -> heard.calls.contains("opened"));
            operator.revoke(List.of(operator.current().handle()), "a test");
            await().until(() -> heard.calls.contains("refused SESSION_ENDED"));
        }
    }

    private static final class Heard implements EventListener {
        final List<String> calls = new CopyOnWriteArrayList<>();
        private int started;

        @Override
        public void opened() {
            calls.add("opened");
        }

        @Override
        public void event(EventType type, EventData data) {
            calls.add(type == EventType.SESSION_STARTED ? type.wire() + " " + ++started : type.wire());
        }

        @Override
        public void interrupted(ClientException why) {
            calls.add("interrupted");
        }

        @Override
        public void refused(Refused why) {
            calls.add("refused " + why.type().orElseThrow());
        }
    }
}
