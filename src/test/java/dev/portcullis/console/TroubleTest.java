package dev.portcullis.console;

import static dev.portcullis.console.Sitting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.AccountChange;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.sessions.Row;
import dev.portcullis.support.Cable;
import dev.portcullis.support.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator meets in the middle of their work, and how they go on: a lost line, a server that starts anew or hesitates, a permission that is withdrawn, a session that is over. */
@SuppressWarnings("NullAway.Init") // JUnit's life cycle sets it
class TroubleTest {
    private static final String OLGA = "olga@example.com";

    private final TestServer server = TestServer.start();
    private Cable cable;

    @TempDir
    Path directory;

    @BeforeEach
    void connect() throws IOException {
        server.account(OLGA, "sessions:read", "sessions:revoke");
        server.account("alice@example.com");
        cable = new Cable(server.uri().getPort());
    }

    @AfterEach
    void stop() throws IOException {
        cable.close();
        server.close();
    }

    @Test
    void whileTheLineIsLostNothingIsCalledLiveAndWhatWasWrittenStaysUntilItIsBack() throws Exception {
        try (Sitting olga = sit();
                PortcullisClient alice = server.loggedIn("alice@example.com")) {
            await("alice").until(() -> olga.rows("#table") == 2);
            select(olga, alice);
            olga.robot.type(KeyCode.DELETE);
            await("the reason").until(() -> olga.focusIsOn("reason"));
            cable.pull();
            olga.robot.write("Left open").type(KeyCode.ENTER);
            await("that nobody knows").until(() -> olga.isShown("#failure"));
            await("that it is lost").until(() -> olga.isShown("#banner"));
            assertThat(olga.text("#state")).startsWith("Interrupted");
            assertThat(alice.verify()).as("it did not get there").isTrue();

            cable.plug();
            await("that it is back")
                    .until(() -> !olga.isShown("#banner") && olga.text("#state").equals("Live"));
            assertThat(Sitting.fx(() -> ((TextInputControl) olga.find("#reason")).getText()))
                    .as("the reason, which was written already")
                    .isEqualTo("Left open");
            olga.robot.type(KeyCode.ENTER);
            await("the receipt").until(() -> olga.isShown("#toast"));
            assertThat(alice.verify()).isFalse();
        }
    }

    @Test
    void whatCouldNotBeReadWhileTheLineWasLostIsReadWhenItIsBackWithoutAnybodyAskingForIt() throws Exception {
        server.account("ada@example.com", "sessions:read", "audit:read");
        try (Sitting ada = sit("ada@example.com")) {
            cable.pull();
            await("that it is lost").until(() -> ada.isShown("#banner"));
            ada.shortcut(KeyCode.DIGIT3);
            await("that they cannot be read").until(() -> ada.isShown("#accounts .empty-state"));
            cable.plug();
            await("the accounts")
                    .until(() -> !ada.isShown("#banner") && ada.isShown("#accounts-table .table-cell .label"));
            assertThat(ada.isShown("#accounts .empty-state")).isFalse();
        }
    }

    @Test
    void aServerThatStartsAnewKnowsTheOperatorStillAndTellsWhatHasBegunMeanwhile() throws Exception {
        try (Sitting olga = sit()) {
            server.stop();
            await("that it is lost").until(() -> olga.isShown("#banner"));
            server.resume();
            server.loggedIn("alice@example.com").close();
            await("all that is there").until(() -> !olga.isShown("#banner") && olga.rows("#table") == 2);
            assertThat(olga.isShown("#frame")).isTrue();
        }
    }

    @Test
    void whatIsAskedOfAServerThatHesitatesIsAwaitedAndHoldsUpNothingElse() throws Exception {
        try (Sitting olga = sit();
                PortcullisClient alice = server.loggedIn("alice@example.com")) {
            await("alice").until(() -> olga.rows("#table") == 2);
            cable.hold();
            olga.shortcut(KeyCode.DIGIT7);
            await("that it is being read").until(() -> olga.isShown("#locks .empty-state"));
            olga.shortcut(KeyCode.DIGIT2);
            cable.release();
            select(olga, alice);
            olga.robot.type(KeyCode.DELETE);
            await("the reason").until(() -> olga.focusIsOn("reason"));
            olga.robot.write("Left open");
            await("how many it would end").until(() -> !olga.isDisabled("#revoke-execute"));
            cable.hold();
            olga.robot.type(KeyCode.ENTER).type(KeyCode.ESCAPE);
            assertThat(olga.isShown("#revoke"))
                    .as("what cannot be called back is awaited")
                    .isTrue();
            cable.release();
            await("the receipt").until(() -> olga.isShown("#toast"));
            assertThat(alice.verify()).isFalse();
        }
    }

    @Test
    void whoMayNotEndSessionsAnyMoreIsToldSoAndWhoMayNotSeeThemIsAtTheLogin() throws Exception {
        try (Sitting olga = sit();
                PortcullisClient alice = server.loggedIn("alice@example.com");
                PortcullisClient admin = server.admin()) {
            await("alice").until(() -> olga.rows("#table") == 3);
            admin.administration()
                    .change(admin.account(OLGA).orElseThrow(), AccountChange.toPermissions(List.of("sessions:read")));
            select(olga, alice);
            olga.robot.type(KeyCode.DELETE);
            await("the reason").until(() -> olga.focusIsOn("reason"));
            await("that it is refused").until(() -> olga.isShown("#revoke-plan-failure") || olga.isShown("#failure"));
            olga.robot.write("Left open").type(KeyCode.ENTER);
            assertThat(alice.verify()).isTrue();
            olga.robot.type(KeyCode.ESCAPE);
            await("the desk").until(() -> !olga.isShown("#revoke") && olga.isShown("#table"));
            assertThat(olga.text("#state")).isEqualTo("Live");

            admin.administration()
                    .change(admin.account(OLGA).orElseThrow(), AccountChange.toPermissions(List.of("orders:read")));
            await("the login").until(() -> olga.isShown("#login-notice"));
            assertThat(olga.text("#login-notice"))
                    .isEqualTo(
                            "Your account may not watch sessions any more: the permission sessions:read is missing.");
        }
    }

    @Test
    void whoseSessionHasReachedItsLimitIsToldSoAndGoesOnAfterALogin() throws Exception {
        try (Sitting olga = sit();
                PortcullisClient alice = server.loggedIn("alice@example.com")) {
            await("alice").until(() -> olga.rows("#table") == 2);
            olga.robot.write("/").write("alice");
            await("what was searched for").until(() -> olga.rows("#table") == 1);
            server.sql(
                    "update session set expires_at = now() where account_id = (select id from account where email = '"
                            + OLGA + "')");
            await("the login").until(() -> olga.isShown("#login-notice"));
            assertThat(olga.text("#login-notice")).startsWith("Your session reached its time limit.");
            olga.fill("#login-password", TestServer.PASSWORD);
            olga.robot.type(KeyCode.ENTER);
            await("where one was").until(() -> olga.isShown("#table") && olga.rows("#table") == 1);
            assertThat(alice.verify()).isTrue();
        }
    }

    private static void select(Sitting sitting, PortcullisClient whose) {
        String handle = whose.current().handle().toString();
        int row = Sitting.fx(() -> {
            var rows = ((TableView<?>) sitting.find("#table")).getItems();
            for (int i = 0; i < rows.size(); i++) {
                if (((Row) rows.get(i)).handle().toString().equals(handle)) {
                    return i;
                }
            }
            throw new IllegalStateException(handle + " is not there");
        });
        sitting.select("#table", row);
    }

    private Sitting sit() throws Exception {
        return sit(OLGA);
    }

    private Sitting sit(String email) throws Exception {
        return new Sitting(
                "http://127.0.0.1:" + cable.port(),
                email,
                TestServer.PASSWORD,
                directory.resolve("settings"),
                FileChoice.DESKTOP);
    }
}
