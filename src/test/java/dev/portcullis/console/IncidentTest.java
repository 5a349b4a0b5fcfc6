package dev.portcullis.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.PolicyDocument.Network;
import dev.portcullis.client.AuditQuery;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.SessionQuery;
import dev.portcullis.support.Operator;
import dev.portcullis.support.PolicyDesk;
import dev.portcullis.support.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the console is for: Alice reports that she gave her password to a page that was not ours. Whoever has it is to be out within a minute, and Alice at
 * her desk in the office is to go on working. Done with the keyboard alone; the pictures of it are left in {@code target/incident}.
 */
class IncidentTest {
    private static final String ALICE = "alice@example.com";
    private static final String BOB = "bob@example.com";
    private static final String FIREFOX =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:138.0) Gecko/20100101 Firefox/138.0";
    private static final String CHROME =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0.0.0 Safari/537.36";

    /** More than are ended without a proof of who one is, and without saying that one means it. */
    private static final int STOLEN = 21;

    private static final String WHY = "credential phishing, incident 4417";

    private final TestServer server = TestServer.start();
    private final List<PortcullisClient> stolen = new ArrayList<>();
    private final List<PortcullisClient> others = new ArrayList<>();

    @TempDir
    Path directory;

    @BeforeEach
    void peopleAreAtWork() {
        server.account(ALICE, "orders:read", "billing");
        server.account(BOB, "orders:read");
        try (PolicyDesk desk = new PolicyDesk(server)) {
            desk.change(PolicyDesk.networks(new Network("office", List.of("203.0.113.0/24"), true)));
        }
        others.add(logIn(ALICE, "203.0.113.17", FIREFOX));
        others.add(logIn(BOB, "203.0.113.18", FIREFOX));
        others.add(logIn(BOB, "192.0.2.44", CHROME));
        for (int i = 0; i < STOLEN; i++) {
            stolen.add(logIn(ALICE, i % 3 == 0 ? "198.51.100." + (20 + i) : "192.0.2." + (20 + i), CHROME));
        }
    }

    @AfterEach
    void close() {
        stolen.forEach(PortcullisClient::close);
        others.forEach(PortcullisClient::close);
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"1440,900", "1000,700"})
    void whoeverHasAlicesPasswordIsOutAndAliceInTheOfficeGoesOn(int width, int height) throws IOException {
        Path pictures = Path.of("target", "incident", width + "x" + height);
        try (Operator operator = Operator.sitDown(directory, width, height)) {
            operator.logIn(server.uri().toString(), TestServer.ADMIN, TestServer.ADMIN_PASSWORD);
            operator.awaitFocus("table");
            operator.awaitWords("#state", "Live");
            operator.picture(pictures.resolve("1-sessions"));

            // Which sessions: Alice's, but for those in the office.
            operator.type("/");
            operator.awaitFocus("search");
            operator.type("user:alice -netw");
            operator.awaitWords(".query-list", "network");
            operator.picture(pictures.resolve("2-query"));
            operator.type("ork:office");
            operator.press(KeyCode.ENTER);
            operator.awaitFocus("table");
            operator.awaitWords("#count", STOLEN + "");
            operator.picture(pictures.resolve("3-found"));

            // Whom it hits.
            operator.press(KeyCode.SHIFT, KeyCode.DELETE);
            operator.awaitFocus("reason");
            operator.awaitWords("#revoke", "End " + STOLEN + " sessions?");
            operator.awaitWords("#revoke .users", ALICE);
            operator.awaitWords("#revoke .networks", "198.51.100.0/24");
            operator.awaitWords("#revoke .devices", "Chrome");
            assertThat(operator.words("#revoke .networks")).doesNotContain("office");
            assertThat(operator.words("#revoke")).contains("billing").doesNotContain(BOB);
            operator.picture(pictures.resolve("4-blast-radius"));

            // Why, and that it is meant.
            operator.press(KeyCode.ENTER);
            operator.awaitShown("#missing");
            assertThat(stolen.getFirst().verify())
                    .as("without a reason nothing is done")
                    .isTrue();
            operator.type(WHY);
            operator.press(KeyCode.ENTER);
            operator.awaitFocus("revoke-phrase");
            operator.type("end " + STOLEN);
            operator.picture(pictures.resolve("5-reason"));

            // Who says so: the operator has been at work for a while, and the server wants to know.
            server.sql("update session set authenticated_at = authenticated_at - interval '1 hour' where account_id ="
                    + " (select id from account where email = '" + TestServer.ADMIN + "')");
            operator.press(KeyCode.ENTER);
            operator.awaitFocus("step-up-password");
            operator.type(TestServer.ADMIN_PASSWORD);
            operator.picture(pictures.resolve("6-step-up"));
            operator.press(KeyCode.ENTER);

            // That it is done.
            operator.awaitShown("#toast");
            operator.awaitWords("#toast", STOLEN + " sessions ended everywhere");
            operator.awaitFocus("table");
            operator.picture(pictures.resolve("7-receipt"));

            // That it is on record: the newest entry is that it is done, and the one before tells why.
            operator.press(KeyCode.CONTROL, KeyCode.DIGIT6);
            operator.awaitFocus("audit-table");
            operator.awaitWords("#audit .audit-lines", "action");
            operator.press(KeyCode.DOWN);
            operator.awaitWords("#audit .audit-lines", WHY);
            operator.awaitWords("#audit", TestServer.ADMIN);
            operator.picture(pictures.resolve("8-audit"));
            theyAreOutAndNobodyElseIs();
            try (PortcullisClient auditor = server.admin()) {
                assertThat(auditor.audit()
                                .page(AuditQuery.newest(1).of("sessions.revoked"))
                                .items())
                        .singleElement()
                        .satisfies(entry -> assertThat(entry.toString()).contains(WHY, TestServer.ADMIN));
            }
        }
    }

    private void theyAreOutAndNobodyElseIs() {
        for (PortcullisClient thief : stolen) {
            assertThatThrownBy(thief::current).isInstanceOfSatisfying(ClientException.Refused.class, refused -> {
                assertThat(refused.problem().status()).isEqualTo(401);
                assertThat(refused.problem().endReason()).isEqualTo(EndReason.REVOKED);
            });
        }
        assertThat(others).allSatisfy(other -> assertThat(other.verify()).isTrue());
        try (PortcullisClient admin = server.admin()) {
            assertThat(admin.sessions(new SessionQuery("user=" + TestServer.ADMIN, null, "-createdAt", null, 10))
                            .total())
                    .as("the operator's own, and this one")
                    .isEqualTo(2);
        }
    }

    private PortcullisClient logIn(String email, String from, String userAgent) {
        PortcullisClient client = server.client(from, userAgent);
        client.logIn(new LoginRequest(email, TestServer.PASSWORD, null));
        return client;
    }
}
