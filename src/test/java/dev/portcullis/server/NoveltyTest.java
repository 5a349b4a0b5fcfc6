package dev.portcullis.server;

import static dev.portcullis.support.PolicyDesk.networks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.PolicyDocument.Network;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.StepUpRequest;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.support.PolicyDesk;
import dev.portcullis.support.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A login is marked if the account has not been used with this device, or from this network, of late. */
class NoveltyTest {
    private static final String ALICE = "alice@example.com";
    private static final String HOME = "198.51.100.7";
    private static final String FIREFOX = firefox(148);

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @BeforeEach
    void begin() {
        server.clear();
        server.account(ALICE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String firefox(int version) {
        return "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:%d.0) Gecko/20100101 Firefox/%d.0"
                .formatted(version, version);
    }

    /** What is marked about a login. */
    private static String marks(String from, String userAgent) {
        try (PortcullisClient alice = server.client(from, userAgent)) {
            SessionView session = alice.logIn(new LoginRequest(ALICE, TestServer.PASSWORD, null))
                    .session();
            return (session.newDevice() ? "device " : "") + (session.newNetwork() ? "network" : "");
        }
    }

    @Test
    void theFirstLoginOfAnAccountIsNotMarked() {
        assertThat(marks(HOME, FIREFOX)).isEmpty();
        assertThat(marks(HOME, FIREFOX)).isEmpty();
    }

    @Test
    void anotherBrowserOrSystemIsMarkedOnceAndAnotherVersionIsNot() {
        marks(HOME, FIREFOX);
        assertThat(marks(HOME, "curl/8.17.0")).isEqualTo("device ");
        assertThat(marks(HOME, "curl/8.17.0")).isEmpty();
        assertThat(marks(HOME, firefox(149))).isEmpty();
        assertThat(marks(HOME, FIREFOX.replace("Windows NT 10.0; Win64; x64", "X11; Linux x86_64")))
                .isEqualTo("device ");
    }

    @Test
    void anotherNetworkIsMarkedOnceAndAnotherAddressOfItIsNot() {
        marks(HOME, FIREFOX);
        assertThat(marks("198.51.100.200", FIREFOX)).isEmpty();
        assertThat(marks("203.0.113.7", FIREFOX)).isEqualTo("network");
        assertThat(marks("203.0.113.7", FIREFOX)).isEmpty();
        assertThat(marks("2001:db8:1:1::7", FIREFOX)).isEqualTo("network");
        assertThat(marks("2001:db8:1:2::7", FIREFOX))
                .as("the same site, of which each device may have a /64 of its own")
                .isEmpty();
        assertThat(marks("2001:db8:2:1::7", FIREFOX)).isEqualTo("network");
    }

    @Test
    void aNetworkThatHasANameIsOneHoweverManyRangesItHas() {
        try (PolicyDesk desk = new PolicyDesk(server)) {
            desk.change(networks(new Network("office", List.of("203.0.113.0/24", "192.0.2.0/24"), false)));
            marks(HOME, FIREFOX);
            assertThat(marks("203.0.113.7", FIREFOX)).isEqualTo("network");
            assertThat(marks("192.0.2.7", FIREFOX)).isEmpty();
        }
    }

    @Test
    void fromATrustedNetworkNoLoginIsMarkedForIt() {
        try (PolicyDesk desk = new PolicyDesk(server)) {
            desk.change(networks(new Network("vpn", List.of("203.0.113.0/24"), true)));
            marks(HOME, FIREFOX);
            assertThat(marks("203.0.113.7", "curl/8.17.0")).isEqualTo("device ");
        }
    }

    @Test
    void whatWasUsedLongAgoIsNewAgain() {
        marks(HOME, FIREFOX);
        marks(HOME, FIREFOX);
        server.sql("update known_place set seen_at = now() - interval '31 days'");
        assertThat(marks(HOME, FIREFOX)).isEqualTo("device network");
    }

    @Test
    void somebodyElsesDevicesAndNetworksAreNotOnesOwn() {
        server.account("bob@example.com");
        try (PortcullisClient bob = server.client("203.0.113.7", "curl/8.17.0")) {
            bob.logIn(new LoginRequest("bob@example.com", TestServer.PASSWORD, null));
        }
        marks(HOME, FIREFOX);
        assertThat(marks("203.0.113.7", "curl/8.17.0")).isEqualTo("device network");
    }

    /** Whoever proves again who they are has logged in before. */
    @Test
    void aNewProofDoesNotMakeTheDeviceKnown() {
        marks(HOME, FIREFOX);
        try (PortcullisClient alice = server.client("203.0.113.7", "curl/8.17.0")) {
            SessionView session = alice.logIn(new LoginRequest(ALICE, TestServer.PASSWORD, null))
                    .session();
            assertThat(alice.stepUp(new StepUpRequest(TestServer.PASSWORD, null, null))
                            .newDevice())
                    .isEqualTo(session.newDevice())
                    .isTrue();
        }
    }

    @Test
    void onlyKeyedHashesAreKept() {
        marks(HOME, FIREFOX);
        assertThat(server.rows("select distinct length(key)::text from known_place"))
                .containsExactly("17");
    }
}
