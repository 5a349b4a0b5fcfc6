package dev.portcullis.console;

import static dev.portcullis.console.Sitting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.Lock;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.NewAccount;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.desk.Failures;
import dev.portcullis.support.TestServer;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks and roles by keyboard, at a real server. */
@SuppressWarnings("NullAway.Init") // JUnit's life cycle sets it
class LocksAndRolesDeskTest {
    private static TestServer server;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        server.account("olga@example.com", "sessions:read", "sessions:revoke");
        server.account("auditor@example.com", "sessions:read", "audit:read");
        server.account("alice@example.com");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whoMayNotSeeAccountsLocksOneAndLiftsItAgain() throws Exception {
        server.loggedIn("alice@example.com").close();
        try (Sitting olga = sit("olga@example.com")) {
            assertThat(olga.isDisabled("#roles-item")).isTrue();
            olga.shortcut(KeyCode.DIGIT7);
            await("that there are none").until(() -> olga.isShown("#locks .empty-state .strong"));
            olga.shortcut(KeyCode.N);
            await("the desk").until(() -> olga.focusIsOn("lock-target"));
            olga.robot.write("alice@example.com");
            olga.fill("#lock-reason", "phished");
            olga.robot.type(KeyCode.ENTER);
            await("the lock").until(() -> !olga.isShown("#lock") && olga.rows("#locks-table") == 1);
            try (PortcullisClient admin = server.admin()) {
                Lock lock = admin.locks().page(null, 10).items().getFirst();
                assertThat(lock.reason()).isEqualTo("phished");
                assertThat(lock.by()).isEqualTo("olga@example.com");
            }
            assertThat(refusal()).matches(why -> Failures.is(why, ProblemType.ACCOUNT_LOCKED));

            olga.select("#locks-table", 0);
            olga.robot.write("r");
            await("the desk").until(() -> olga.isShown("#lift-perform"));
            olga.fire("#lift-perform");
            await("it to be gone").until(() -> !olga.isShown("#lift") && olga.rows("#locks-table") == 0);
            server.loggedIn("alice@example.com").close();
        }
    }

    @Test
    void aRoleIsMadeNarrowedAndDeletedAndAnAuditorOnlyLooks() throws Exception {
        try (Sitting admin = new Sitting(
                        server, TestServer.ADMIN, TestServer.ADMIN_PASSWORD, directory.resolve("settings"));
                PortcullisClient behind = server.admin()) {
            admin.shortcut(KeyCode.DIGIT8);
            await("the desk").until(() -> admin.isShown("#roles-table") && admin.rows("#roles-table") == 3);
            admin.shortcut(KeyCode.N);
            await("the desk").until(() -> admin.focusIsOn("role-name"));
            admin.robot.write("clerk");
            admin.fill("#role-others", "orders:read orders:write");
            admin.robot.type(KeyCode.ENTER);
            await("the role").until(() -> !admin.isShown("#role-form") && admin.rows("#roles-table") == 4);

            behind.createAccount(new NewAccount("carl@example.com", null, TestServer.PASSWORD, null, List.of("clerk")));
            try (PortcullisClient carl = server.loggedIn("carl@example.com")) {
                admin.robot.type(KeyCode.F5);
                await("who has it").until(() -> admin.text("#role-holders").equals("1 account has it"));
                assertThat(admin.isDisabled("#role-delete")).isTrue();
                admin.robot.type(KeyCode.F2);
                await("the desk").until(() -> admin.focusIsOn("role-others"));
                admin.fill("#role-others", "orders:read");
                await("the desk").until(() -> admin.text("#role-save").equals("Save, and change 1 session"));
                assertThat(admin.text("#role-effect"))
                        .isEqualTo("1 account follows at once, with 1 live session, of which 1 loses something.");
                admin.robot.type(KeyCode.ENTER);
                await("the desk").until(() -> !admin.isShown("#role-form"));
                assertThat(carl.current().permissions()).containsExactly("orders:read");
            }
        }
        try (Sitting auditor = sit("auditor@example.com")) {
            auditor.shortcut(KeyCode.DIGIT8);
            await("the desk").until(() -> auditor.isShown("#roles-table") && auditor.rows("#roles-table") == 4);
            auditor.select("#roles-table", 1);
            for (String button : List.of("#role-new", "#role-edit", "#role-delete")) {
                assertThat(auditor.isDisabled(button)).as(button).isTrue();
            }
            auditor.shortcut(KeyCode.DIGIT7);
            await("the desk").until(() -> auditor.isShown("#lock-new"));
            assertThat(auditor.isDisabled("#lock-new")).isTrue();
        }
    }

    private Sitting sit(String email) throws Exception {
        return new Sitting(server, email, TestServer.PASSWORD, directory.resolve("settings"));
    }

    private static Throwable refusal() {
        try (PortcullisClient alice = server.client()) {
            alice.logIn(new LoginRequest("alice@example.com", TestServer.PASSWORD, null));
            throw new AssertionError("somebody logged in to a locked account");
        } catch (ClientException refused) {
            return refused;
        }
    }
}
