package dev.portcullis.server;

import static dev.portcullis.support.PolicyDesk.networks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.OwnSession;
import dev.portcullis.api.PolicyDocument.Network;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.place.GeoFiles;
import dev.portcullis.support.MmdbFile;
import dev.portcullis.support.PolicyDesk;
import dev.portcullis.support.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session shows from which network, country and autonomous system it was begun. */
class NetworksTest {
    private static final String ALICE = "alice@example.com";
    private static final Network OFFICE = new Network("office", List.of("203.0.113.0/24", "2001:db8::/32"), false);
    private static final Network MEETING = new Network("meeting rooms", List.of("203.0.113.64/26"), false);

    private static TestServer server;
    private PolicyDesk desk;

    @BeforeAll
    static void start(@TempDir Path folder) {
        Path countries = MmdbFile.ofCountries().country("203.0.113.0/24", "DE").to(folder.resolve("country.mmdb"));
        Path systems = MmdbFile.ofSystems()
                .system("203.0.113.0/24", 64_500, "Example Net")
                .to(folder.resolve("asn.mmdb"));
        server = TestServer.start(config -> config.withGeoFiles(new GeoFiles(countries, systems)));
    }

    @BeforeEach
    void begin() {
        server.clear();
        server.account(ALICE);
        desk = new PolicyDesk(server);
    }

    @AfterEach
    void end() {
        desk.close();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static SessionView logIn(String from) {
        try (PortcullisClient alice = server.client(from, "curl/8.17.0")) {
            return alice.logIn(new LoginRequest(ALICE, TestServer.PASSWORD, null))
                    .session();
        }
    }

    @Test
    void aSessionHasItsNetworksNameItsCountryAndItsAutonomousSystem() {
        desk.change(networks(OFFICE, MEETING));
        assertThat(logIn("203.0.113.65"))
                .extracting(
                        SessionView::network,
                        SessionView::country,
                        SessionView::asn,
                        SessionView::asName,
                        SessionView::browser,
                        SessionView::deviceType)
                .containsExactly(
                        "meeting rooms", "DE", 64_500L, "Example Net", "curl", dev.portcullis.api.DeviceType.APP);
        assertThat(logIn("203.0.113.7").network()).isEqualTo("office");
        assertThat(logIn("2001:db8::7").network()).isEqualTo("office");
        assertThat(logIn("198.51.100.7"))
                .extracting(SessionView::network, SessionView::country, SessionView::asn, SessionView::asName)
                .containsOnlyNulls();
    }

    @Test
    void itsUserIsShownThem() {
        desk.change(networks(OFFICE));
        try (PortcullisClient alice = server.client("203.0.113.7", "curl/8.17.0")) {
            alice.logIn(new LoginRequest(ALICE, TestServer.PASSWORD, null));
            assertThat(alice.ownSessions(null).items())
                    .extracting(OwnSession::network, OwnSession::country)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("office", "DE"));
        }
    }

    @Test
    void whenNetworksAreCalledOtherwiseLiveSessionsFollow() {
        SessionView before = logIn("203.0.113.65");
        SessionView elsewhere = logIn("198.51.100.7");
        SessionView over = logIn("203.0.113.66");
        desk.admin().revoke(List.of(over.handle()), "over");
        desk.change(networks(OFFICE, MEETING));
        await().until(() -> desk.admin().policyProgress().renaming() == 0);

        SessionView after = desk.admin().session(before.handle());
        assertThat(after.network()).isEqualTo("meeting rooms");
        assertThat(after.version()).isEqualTo(before.version() + 1);
        assertThat(after.expiresAt()).isEqualTo(before.expiresAt());
        assertThat(after.idleExpiresAt()).isEqualTo(before.idleExpiresAt());
        assertThat(changes(before.handle())).isOne();
        assertThat(desk.admin().session(elsewhere.handle())).isEqualTo(elsewhere);
        assertThat(changes(elsewhere.handle())).isZero();
        assertThat(desk.admin().session(over.handle()).network())
                .as("what has ended keeps the name that it had")
                .isNull();

        desk.change(networks(OFFICE));
        await().until(() ->
                "office".equals(desk.admin().session(before.handle()).network()));
        desk.change(networks());
        await().until(() -> desk.admin().session(before.handle()).network() == null);
        assertThat(changes(before.handle())).isEqualTo(3);
    }

    @Test
    void anotherChangeOfThePolicyNamesNothingAnew() {
        desk.change(networks(OFFICE));
        SessionView before = logIn("203.0.113.7");
        desk.apply(PolicyDesk.limits(600, 3600));
        await().until(() -> desk.admin().policyProgress().older() == 0);
        assertThat(desk.admin().session(before.handle()).network()).isEqualTo("office");
        assertThat(server.isTrue("select networks_version = 1 and version = 2 from policy"))
                .isTrue();
    }

    /** As a login that read the policy before the change, and committed after everything else was done; or a server that died half-way. */
    @Test
    void whatWasLeftBehindIsNamedLater() {
        desk.change(networks(OFFICE));
        SessionView session = logIn("203.0.113.7");
        server.age(session.handle().toString(), "network = null, network_version = 0");
        await().until(() ->
                "office".equals(desk.admin().session(session.handle()).network()));
    }

    @Test
    void severalServersNameEachSessionOnce() {
        UUID one = logIn("203.0.113.7").handle();
        server.sql("""
                insert into session
                select (jsonb_populate_record(s, jsonb_build_object('handle', gen_random_uuid()))).*
                from session s, generate_series(1, 1500) where handle = '%s'
                """.formatted(one));
        try (TestServer _ = TestServer.start(server.databaseAddress())) {
            desk.change(networks(OFFICE));
            await().until(() -> desk.admin().policyProgress().renaming() == 0);
        }
        assertThat(server.rows("select count(*) from session where network = 'office' and version = 2"))
                .containsExactly("1501");
        assertThat(server.rows("select count(*) from event where type = 'session.changed'"))
                .containsExactly("1501");
    }

    @Test
    void theRecordSaysWhichNetworkChangedAndHow() {
        desk.change(networks(OFFICE, MEETING));
        desk.change(networks(MEETING, new Network("office", List.of("2001:db8::/32", "203.0.113.0/24"), true)));
        assertThat(server.rows("select detail->>'changes' from event where type = 'policy.changed' order by seq"))
                .last()
                .isEqualTo("{\"/networks/office/trusted\": {\"to\": true, \"from\": false}}");
    }

    private static long changes(UUID handle) {
        return Long.parseLong(
                server.rows("select count(*) from event where type = 'session.changed' and session_handle = '" + handle
                                + "'")
                        .getFirst());
    }
}
