package dev.portcullis.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.RevocationRequest;
import dev.portcullis.api.SessionPage;
import dev.portcullis.api.SessionPatch;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.Suspension;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.SessionQuery;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who was in at 02:13, and what they might do then. */
class AsOfTest {
    private static TestServer server;
    private PortcullisClient admin;

    @BeforeAll
    static void start() {
        server = TestServer.start(config -> config.withRetention(Duration.ofDays(2)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void logIn() {
        server.clear();
        server.account("alice@example.com", "billing", "orders:read");
        admin = server.admin();
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void whoHadLoggedInAndWasNotOutIsListedAsActive() {
        Instant before = now();
        UUID alice = from("alice@example.com");
        Instant during = now();
        admin.revoke(List.of(alice), "out");
        Instant after = now();
        assertThat(in(before, "user:alice")).isEmpty();
        assertThat(in(after, "user:alice")).isEmpty();
        SessionView then = in(during, "user:alice").getFirst();
        assertThat(then.handle()).isEqualTo(alice);
        assertThat(then.state()).isEqualTo(SessionState.ACTIVE);
        assertThat(then.endReason()).isNull();
        assertThat(then.endedBy()).isNull();
        assertThat(in(during, "reason:revoked")).as("nobody knew then").isEmpty();
        assertThat(in(during, "state:active user:alice")).hasSize(1);
    }

    @Test
    void whoseTimeHadPassedWasOutWhetherOrNotThatIsWrittenDown() {
        UUID alice = from("alice@example.com");
        server.age(
                alice.toString(),
                "created_at = now() - interval '3 hours', idle_expires_at = now() - interval '1 hour'");
        Instant now = now();
        assertThat(in(now.minus(Duration.ofHours(4)), "user:alice")).isEmpty();
        assertThat(in(now.minus(Duration.ofHours(2)), "user:alice")).hasSize(1);
        assertThat(in(now.minus(Duration.ofMinutes(30)), "user:alice")).isEmpty();
        server.sql("update session set ended_at = idle_expires_at, end_reason = 'idle' where handle = '" + alice + "'");
        assertThat(in(now.minus(Duration.ofHours(2)), "user:alice")).hasSize(1);
        assertThat(in(now.minus(Duration.ofMinutes(30)), "user:alice")).isEmpty();
    }

    @Test
    void permissionsAreThoseOfThen() {
        UUID alice = from("alice@example.com");
        Instant first = now();
        admin.change(admin.session(alice), SessionPatch.permissions(List.of("orders:read")));
        Instant second = now();
        admin.change(admin.session(alice), SessionPatch.permissions(List.of("billing", "orders:read")));
        admin.change(admin.session(alice), SessionPatch.permissions(List.of("billing")));
        Instant third = now();
        assertThat(in(first, "user:alice").getFirst().permissions()).containsExactly("billing", "orders:read");
        assertThat(in(second, "user:alice").getFirst().permissions()).containsExactly("orders:read");
        assertThat(in(third, "user:alice").getFirst().permissions()).containsExactly("billing");
        assertThat(in(second, "permission:billing user:alice")).isEmpty();
        assertThat(in(first, "permission:billing permissions:2 user:alice")).hasSize(1);
    }

    @Test
    void whatARoleGaveLaterWasNotHeldThen() {
        var role = admin.administration().makeRole("clerk", List.of("stock:read"));
        var account = admin.account("alice@example.com").orElseThrow();
        from("alice@example.com");
        Instant before = now();
        admin.administration()
                .change(account, new dev.portcullis.api.AccountChange(null, null, null, null, List.of("clerk")));
        Instant given = now();
        admin.administration().change(admin.administration().role(role.name()), List.of("stock:write"));
        Instant changed = now();
        assertThat(in(before, "user:alice").getFirst().permissions()).containsExactly("billing", "orders:read");
        assertThat(in(given, "user:alice").getFirst().permissions())
                .containsExactly("billing", "orders:read", "stock:read");
        assertThat(in(changed, "user:alice").getFirst().permissions())
                .containsExactly("billing", "orders:read", "stock:write");
    }

    @Test
    void relativeTimesCountFromThen() {
        UUID alice = from("alice@example.com");
        server.age(
                alice.toString(),
                "created_at = now() - interval '5 hours', last_seen_at = now() - interval '4 hours',"
                        + " idle_expires_at = now() + interval '1 hour'");
        Instant then = now().minus(Duration.ofHours(2));
        assertThat(in(then, "user:alice age>150m age<210m idle>110m idle<130m")).hasSize(1);
        assertThat(in(then, "user:alice expires>150m expires<210m")).hasSize(1);
        assertThat(admin.sessions(query("").asOf(then)).asOf()).isEqualTo(then);
    }

    @Test
    void whatWasSuspendedLaterWasNotSuspendedThen() {
        UUID alice = from("alice@example.com");
        Instant before = now();
        admin.revocations()
                .revoke(RevocationRequest.suspend(List.of(alice), 10, Suspension.Then.RELEASE)
                        .because("for a while"));
        Instant after = now();
        assertThat(in(before, "user:alice").getFirst().state()).isEqualTo(SessionState.ACTIVE);
        assertThat(in(before, "state:active user:alice")).hasSize(1);
        assertThat(in(after, "state:suspended user:alice").getFirst().state()).isEqualTo(SessionState.SUSPENDED);
    }

    @Test
    void pagesOfThePastLeadForwardAndBack() {
        for (int i = 0; i < 5; i++) {
            from("alice@example.com");
        }
        Instant then = now();
        from("alice@example.com");
        SessionQuery query = new SessionQuery("user:alice", null, "-permissions", null, 3).asOf(then);
        SessionPage first = admin.sessions(query);
        assertThat(first.total()).isEqualTo(5);
        SessionPage second = admin.sessions(query.after(requireNonNull(first.next())));
        assertThat(second.items()).hasSize(2);
        assertThat(admin.sessions(query.before(requireNonNull(second.previous())))
                        .items())
                .extracting(SessionView::handle)
                .containsExactlyElementsOf(
                        first.items().stream().map(SessionView::handle).toList());
    }

    @Test
    void whatIsToComeAndWhatIsForgottenIsRefused() throws Exception {
        Http http = new Http(server.uri());
        String cookie = Http.cookie(http.logIn(TestServer.ADMIN, TestServer.ADMIN_PASSWORD));
        Instant now = now();
        for (String[] wrong : new String[][] {
            {now.plusSeconds(60).toString(), "lies in the future"},
            {now.minus(Duration.ofDays(3)).toString(), "lies before what is kept, which begins at"},
            {"yesterday", "must be an instant"},
            {now + "&state=ended", "leave \"state\" out"},
        }) {
            HttpResponse<String> refused = http.get("/admin/v1/sessions?asOf=" + wrong[0], "Cookie", cookie);
            assertThat(refused.statusCode()).as(wrong[0]).isEqualTo(400);
            assertThat(new ObjectMapper().readTree(refused.body()).get("detail").asText())
                    .contains(wrong[1]);
        }
        HttpResponse<String> past = http.get("/admin/v1/sessions?asOf=" + now, "Cookie", cookie);
        assertThat(past.statusCode()).isEqualTo(200);
        assertThat(past.headers().firstValue("ETag")).isEmpty();
    }

    private Instant now() {
        return admin.sessions(query("")).asOf();
    }

    private List<SessionView> in(Instant then, String query) {
        SessionPage page = admin.sessions(query(query).asOf(then));
        assertThat(page.total()).isEqualTo(page.items().size());
        return page.items();
    }

    private static SessionQuery query(String query) {
        return new SessionQuery(query, null, "createdAt", null, 100);
    }

    private static UUID from(String email) {
        try (PortcullisClient client = server.client()) {
            return client.logIn(new LoginRequest(email, TestServer.PASSWORD, null))
                    .session()
                    .handle();
        }
    }
}
