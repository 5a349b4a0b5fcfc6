package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.LoginResponse;
import dev.portcullis.api.Permission;
import dev.portcullis.api.SessionPatch;
import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Theme;
import dev.portcullis.support.Gallery;
import dev.portcullis.support.TestServer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The details on the real server: a stolen token is seen in the tree, a session is changed while somebody else changes it. */
@SuppressWarnings("NullAway.Init") // each test begins with open
class DetailScreenTest {
    private static final String AUDITOR = "olga@example.com";
    private static TestServer server;

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private PortcullisClient operator;
    private SessionsModel model;
    private SessionsScreen screen;
    private Stage stage;

    @BeforeAll
    static void startServer() {
        server = TestServer.start();
        server.account("alice@example.com", "billing", "orders:read", "reports");
        server.account(AUDITOR, Permission.SESSIONS_READ, Permission.AUDIT_READ);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void close() {
        fx(() -> {
            screen.close();
            model.close();
            stage.close();
            return true;
        });
        operator.logOut();
        operator.close();
        assertThat(failures).isEmpty();
    }

    @Test
    void aStolenTokenIsSeenInTheTreeFromWhereItCameAndInWhatHappened() throws Exception {
        open(server.admin());
        try (PortcullisClient app = server.client("203.0.113.44", "curl/8");
                PortcullisClient thief = server.client("198.51.100.66", "curl/8")) {
            LoginResponse login =
                    app.logIn(new LoginRequest("alice@example.com", TestServer.PASSWORD, Delivery.TOKENS));
            SessionView session = login.session();
            String first = Objects.requireNonNull(login.refreshToken());
            app.refresh(first);
            select(session);
            await().until(() -> words(".tree-title").equals(List.of("gen 2", "gen 1")));
            app.refresh(first);
            app.refresh(Objects.requireNonNull(app.refresh(first).refreshToken()));
            await().until(() -> words(".tree-word").contains("came back 2 times"));
            assertThat(words(".tree .tag")).contains("current", "race");
            server.sql("update refresh_token set spent_at = spent_at - interval '1 h' where session_handle = '"
                    + session.handle() + "' and generation = 1");
            try {
                thief.refresh(first);
            } catch (ClientException refused) {
                // that it was presented is what counts
            }
            await().until(() -> words(".tree .tag").contains("stale"));
            assertThat(words(".tree-story"))
                    .anyMatch(story -> story.contains("198.51.100.66") && story.contains("two hands"));
            await().until(() -> words(".timeline .tree-word").contains("A spent token came back"));
            assertThat(words(".timeline .tree-word"))
                    .containsSubsequence("Ended", "A spent token came back", "Logged in");
            // By key: down the tree, and the line is copied.
            Node top = node(".tree-row");
            press(top, KeyCode.DOWN, false);
            Node second = fx(() -> stage.getScene().getFocusOwner());
            press(second, KeyCode.C, true);
            assertThat(fx(() -> Clipboard.getSystemClipboard().getString())).startsWith("gen 2");
        }
    }

    @Test
    void aChangeThatSomebodyElseOvertakesShowsBothAndIsAppliedAgain() throws Exception {
        open(server.admin());
        try (PortcullisClient alice = server.loggedIn("alice@example.com");
                PortcullisClient colleague = server.admin()) {
            SessionView session = alice.current();
            select(session);
            press(table(), KeyCode.F2, false);
            await("the form, which comes with the pane that it changes").until(() -> shown("#session-edit"));
            CheckBox reports =
                    fx(() -> (CheckBox) stage.getScene().getRoot().lookupAll("#edit-permissions .check-box").stream()
                            .filter(box -> ((CheckBox) box).getText().equals("reports"))
                            .findFirst()
                            .orElseThrow());
            fx(() -> {
                reports.fire();
                ((TextField) node("#edit-idle")).setText("10m");
                return true;
            });
            colleague.change(
                    colleague.session(session.handle()), SessionPatch.permissions(List.of("orders:read", "reports")));
            press(node("#edit-idle"), KeyCode.S, true);
            await().until(() -> shown("#edit-conflict"));
            assertThat(words(".clash-value"))
                    .containsExactly(
                            "billing, orders:read, reports",
                            "orders:read, reports",
                            "orders:read",
                            "30m",
                            "30m",
                            "10m");
            assertThat(colleague.session(session.handle()).permissions()).contains("reports");
            fx(() -> {
                ((Button) node("#edit-again")).fire();
                return true;
            });
            await().until(() -> !shown("#session-edit"));
            SessionView changed = colleague.session(session.handle());
            assertThat(changed.permissions()).containsExactly("orders:read");
            assertThat(changed.idleTtlSeconds()).isEqualTo(600);
            assertThat(changed.state()).isEqualTo(SessionState.ACTIVE);
            await().until(() -> words(".timeline .tree-story").contains("may no longer: reports"));
            assertThat(words(".timeline .tree-story"))
                    .contains("may no longer: billing", "idle limit 10m", "by " + TestServer.ADMIN);
        }
    }

    @Test
    void whatEndedASessionLeadsToItsReceipt() throws Exception {
        open(server.admin());
        try (PortcullisClient alice = server.loggedIn("alice@example.com");
                PortcullisClient colleague = server.admin()) {
            SessionView session = alice.current();
            select(session);
            colleague.revoke(List.of(session.handle()), "stolen laptop");
            await().until(() -> shown(".tree-link"));
            assertThat(words(".timeline .tree-story")).contains("“stolen laptop”");
            fx(() -> {
                ((Hyperlink) node(".tree-link")).fire();
                return true;
            });
            await().until(() -> shown(".receipt-results"));
        }
    }

    @Test
    void anAuditorSeesAllOfItAndIsToldWhyNothingCanBeChanged() throws Exception {
        open(server.loggedIn(AUDITOR));
        try (PortcullisClient alice = server.loggedIn("alice@example.com")) {
            SessionView session = alice.current();
            select(session);
            await().until(() -> words(".tree-title").contains("gen 1"));
            await().until(() -> words(".timeline .tree-word").contains("Logged in"));
            Button edit = (Button) node("#detail-edit");
            assertThat(fx(edit::isDisabled)).isTrue();
            press(table(), KeyCode.F2, false);
            assertThat(shown("#session-edit")).isFalse();
            assertThat(fx(() -> screen.actions().stream()
                            .filter(action -> action.words().get().equals("Change…"))
                            .findFirst()
                            .orElseThrow()
                            .hindrance()
                            .get()))
                    .contains("sessions:revoke");
        }
    }

    @Test
    void othersOfTheSameUserLeadToTheTable() throws Exception {
        open(server.admin());
        try (PortcullisClient one = server.loggedIn("alice@example.com");
                PortcullisClient two = server.loggedIn("alice@example.com")) {
            SessionView session = one.current();
            two.current();
            select(session);
            await().until(() -> words(".others .quiet-button").contains("1 other"));
            fx(() -> {
                ((Button) node(".others .quiet-button")).fire();
                return true;
            });
            assertThat(fx(() -> model.searchProperty().get())).isEqualTo("user=alice@example.com");
            await().until(() -> fx(() -> model.matchedProperty().get()).equals("user=alice@example.com"));
        }
    }

    private void open(PortcullisClient as) throws Exception {
        FxToolkit.registerPrimaryStage();
        operator = as;
        SessionView own = operator.current();
        fx(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((_, failure) -> failures.add(failure));
            model = new SessionsModel(operator, own);
            screen = new SessionsScreen(model, operator, own, null);
            Scene scene = new Scene(new StackPane(screen.root()), 1440, 900);
            Theme.DARK.dress(scene);
            stage = new Stage();
            stage.setScene(scene);
            stage.show();
            return true;
        });
        Gallery.awaitWhole();
        fx(() -> {
            screen.focusTable();
            return true;
        });
        await().until(() -> fx(() -> model.liveProperty().get()) == LiveState.LIVE);
    }

    private void select(SessionView session) {
        await().until(() -> fx(() -> SessionsModel.handles(model.rows()).contains(session.handle())));
        fx(() -> {
            model.selection().set(List.of(session.handle()));
            return true;
        });
    }

    private TableView<?> table() {
        return (TableView<?>) node(".sessions-table");
    }

    private Node node(String selector) {
        return Objects.requireNonNull(fx(() -> stage.getScene().getRoot().lookup(selector)), selector);
    }

    private boolean shown(String selector) {
        return fx(() -> {
            Node node = stage.getScene().getRoot().lookup(selector);
            while (node != null && node.isVisible()) {
                node = node.getParent();
            }
            return node == null && stage.getScene().getRoot().lookup(selector) != null;
        });
    }

    private List<String> words(String selector) {
        return fx(() -> stage.getScene().getRoot().lookupAll(selector).stream()
                .map(node -> node instanceof Label label
                        ? label.getText()
                        : node instanceof Button button ? button.getText() : "")
                .toList());
    }

    private static void press(Node node, KeyCode code, boolean control) {
        fx(() -> {
            Event.fireEvent(node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, control, false, false));
            return true;
        });
    }

    private static <T> T fx(Callable<T> task) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, task);
    }
}
