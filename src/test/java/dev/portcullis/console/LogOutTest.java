package dev.portcullis.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.frame.Whereabouts;
import dev.portcullis.console.login.LoggedIn;
import dev.portcullis.console.policy.PolicyDraft;
import dev.portcullis.support.TestServer;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogOutTest {
    @Test
    void aSessionThatTheServerEndedIsOver() {
        try (TestServer server = TestServer.start()) {
            LogOut.Outcome outcome = LogOut.of(loggedIn(server));

            assertThat(outcome).isEqualTo(new LogOut.Outcome(true, "You are logged out."));
        }
    }

    @Test
    void aServerThatIsNotReachedLeavesTheSessionOpenAndThatIsSaid() {
        SessionView own;
        try (TestServer server = TestServer.start()) {
            own = loggedIn(server).own();
        }

        // Nobody listens there.
        LogOut.Outcome outcome = LogOut.of(new LoggedIn(client(URI.create("http://127.0.0.1:1")), own));

        assertThat(outcome)
                .isEqualTo(new LogOut.Outcome(
                        false,
                        "The server could not be reached: your session stays open until it is idle ("
                                + own.idleTtlSeconds() / 60
                                + " min)."));
    }

    @Test
    void onlyTheSameOperatorGoesOnWhereTheyWere() {
        try (TestServer server = TestServer.start()) {
            server.account("tomas@example.com");
            LoggedIn admin = loggedIn(server);
            EndedStay stay = EndedStay.of(admin, Whereabouts.START, new PolicyDraft());

            assertThat(stay.isOf(loggedIn(server))).isTrue();
            assertThat(stay.isOf(loggedIn(server, "tomas@example.com", TestServer.PASSWORD)))
                    .isFalse();
            assertThat(stay.isOf(new LoggedIn(client(URI.create("http://127.0.0.1:1")), admin.own())))
                    .isFalse();
        }
    }

    private static LoggedIn loggedIn(TestServer server) {
        return loggedIn(server, TestServer.ADMIN, TestServer.ADMIN_PASSWORD);
    }

    private static LoggedIn loggedIn(TestServer server, String email, String password) {
        PortcullisClient client = client(server.uri());
        return new LoggedIn(
                client, client.logIn(new LoginRequest(email, password, null)).session());
    }

    private static PortcullisClient client(URI server) {
        return new PortcullisClient(server, "test", Map.of());
    }
}
