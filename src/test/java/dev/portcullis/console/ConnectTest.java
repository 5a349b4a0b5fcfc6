package dev.portcullis.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.Permission;
import dev.portcullis.client.CertificatePin;
import dev.portcullis.client.Fingerprint;
import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.connection.Connection;
import dev.portcullis.console.connection.Connections;
import dev.portcullis.console.connection.Mark;
import dev.portcullis.console.login.ServerConnector;
import dev.portcullis.console.settings.Settings;
import dev.portcullis.console.settings.SettingsFile;
import dev.portcullis.server.TlsFiles;
import dev.portcullis.support.FastRobot;
import dev.portcullis.support.TestCertificate;
import dev.portcullis.support.TestServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Saved connections and pinned certificates, by keyboard, at a real server that nobody vouches for. */
@SuppressWarnings("NullAway.Init") // JUnit's life cycle sets it
class ConnectTest {
    private static final TestCertificate CERTIFICATE = TestCertificate.make();

    @TempDir
    private static Path certificates;

    private static TestServer server;

    private final FxRobot robot = new FastRobot();

    @TempDir
    Path directory;

    private @Nullable ConsoleWindow window;
    private @Nullable Stage stage;

    @BeforeAll
    static void start() throws IOException, TimeoutException {
        FxToolkit.registerPrimaryStage();
        TlsFiles files = new TlsFiles(certificates.resolve("cert.pem"), certificates.resolve("key.pem"));
        Files.writeString(files.certificate(), CERTIFICATE.certificatePem());
        Files.writeString(files.key(), CERTIFICATE.keyPem());
        server = TestServer.start(config -> config.withTls(files));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void close() throws InterruptedException {
        ConsoleWindow open = window();
        fx(() -> {
            open.close();
            return true;
        });
        open.awaitLogOut();
    }

    @Test
    void aServerThatNobodyVouchesForIsPinnedNamedAndFoundAgain() throws InterruptedException {
        open();
        fill("#login-server", server.uri().toString());
        fill("#login-email", TestServer.ADMIN);
        fill("#login-password", TestServer.ADMIN_PASSWORD);
        robot.type(KeyCode.ENTER);

        await("the certificate, and no as the answer").until(() -> focusIsOn("certificate-refuse"));
        robot.type(KeyCode.ENTER);
        await("no").until(() -> !isShown("#certificate"));
        assertThat(text("#serverProblem")).contains("is not trusted").contains("Your password was not sent");
        assertThat(isShown("#login-failure-code")).isTrue();

        press("#login-button");
        await().until(() -> isShown("#certificate"));
        assertThat(fx(() -> find("#certificate-pin").isDisabled())).isTrue();
        String hex = Fingerprint.of(CERTIFICATE.certificate()).hex();
        fill("#certificate-typed", hex.substring(60));
        robot.type(KeyCode.ENTER);
        await("the desk").until(() -> isShown("#table"));
        assertThat(text("#connection")).isEqualTo(server.uri().getAuthority());
        assertThat(text("#connection-mark")).isEqualTo("local");

        close();
        open();
        await().until(() -> focusIsOn("login-password"));
        assertThat(typed("#login-email")).isEqualTo(TestServer.ADMIN);
        fx(() -> {
            find("#connections-list").requestFocus();
            return true;
        });
        robot.type(KeyCode.F2);
        await().until(() -> focusIsOn("connection-name"));
        fill("#connection-name", "Spare");
        press("#connection-mark-staging");
        press("#connection-save");
        await().until(() -> !isShown("#connection-form"));
        fill("#login-password", TestServer.ADMIN_PASSWORD);
        robot.type(KeyCode.ENTER);
        await("the desk, unasked").until(() -> isShown("#table"));
        assertThat(text("#connection")).isEqualTo("Spare");
        assertThat(text("#connection-mark")).isEqualTo("staging");
        assertThat(fx(this::title)).isEqualTo("Spare · staging – Portcullis");
        assertThat(directory.resolve("settings")).content().doesNotContain(TestServer.ADMIN_PASSWORD);
    }

    @Test
    void anotherCertificateThanThePinnedOneIsRefusedWithBothFingerprints() {
        Fingerprint old = new Fingerprint("ab".repeat(32));
        remember(
                new Connection(
                        "Elsewhere", URI.create("https://sso.example.com"), Mark.TEST, Optional.empty(), List.of()),
                new Connection("Spare", server.uri(), Mark.PRODUCTION, Optional.of(TestServer.ADMIN), List.of())
                        .pinning(CertificatePin.of(old)));
        open();
        fx(() -> {
            find("#connections-list").requestFocus();
            return true;
        });
        robot.type(KeyCode.DOWN);
        await().until(() -> typed("#login-email").equals(TestServer.ADMIN));
        robot.type(KeyCode.ENTER);
        await().until(() -> focusIsOn("login-password"));
        robot.write(TestServer.ADMIN_PASSWORD).type(KeyCode.ENTER);

        await().until(() -> isShown("#certificate"));
        List<String> said = fx(() -> find("#certificate-facts").lookupAll(".fingerprint").stream()
                .map(each -> ((Labeled) each).getText())
                .toList());
        assertThat(said)
                .containsExactlyInAnyOrder(
                        Fingerprint.of(CERTIFICATE.certificate()).lines(), old.lines());
        assertThat(isShown("#certificate-pin")).isFalse();

        press("#certificate-edit");
        await().until(() -> isShown("#connection-form"));
        press(".connection-pin-remove");
        await().until(() -> !isShown(".connection-pin-remove"));
        press("#connection-save");
        await().until(() -> !isShown("#connection-form"));
        press("#login-button");
        await("to be asked as at first").until(() -> isShown("#certificate-pin"));
        robot.type(KeyCode.ESCAPE);
        await().until(() -> !isShown("#certificate"));

        fx(() -> {
            find("#connections-list").requestFocus();
            return true;
        });
        robot.type(KeyCode.DELETE);
        await().until(() -> focusIsOn("connections-keep"));
        press("#connections-really-delete");
        await().until(() ->
                fx(() -> ((ListView<?>) find("#connections-list")).getItems().size() == 1));
    }

    @Test
    void aCertificateThatTheCommandLineNamesIsTakenWithoutAsking() throws InterruptedException {
        remember(new Connection("Spare", server.uri(), Mark.TEST, Optional.of(TestServer.ADMIN), List.of())
                .pinning(CertificatePin.of(new Fingerprint("ab".repeat(32)))));
        CertificatePin shown = CertificatePin.of(Fingerprint.of(CERTIFICATE.certificate()));
        open(new ConsoleOptions(
                server.uri().toString(),
                null,
                TestServer.ADMIN_PASSWORD,
                ThemeChoice.DARK,
                new ConsoleOptions.Size(1000, 700),
                List.of(shown)));
        press("#login-button");
        await("the desk, unasked").until(() -> isShown("#table"));
        assertThat(text("#connection")).isEqualTo("Spare");

        close();
        assertThat(new SettingsFile(directory.resolve("settings"))
                        .load()
                        .connections()
                        .all())
                .as("and is known by it from now on")
                .extracting(Connection::pins)
                .containsExactly(List.of(shown));
        open();
    }

    /** The server hashes, and waits for a row: whoever gives up leaves no session behind. */
    @Test
    void whoGivesUpWhileTheServerHesitatesLeavesNoSession() throws Exception {
        server.account("late@example.com", Permission.SESSIONS_READ);
        remember(new Connection("Spare", server.uri(), Mark.TEST, Optional.of("late@example.com"), List.of())
                .pinning(CertificatePin.of(Fingerprint.of(CERTIFICATE.certificate()))));
        open();
        try (var _ = server.holding("select from account where email = 'late@example.com' for update")) {
            await().until(() -> focusIsOn("login-password"));
            robot.write(TestServer.PASSWORD).type(KeyCode.ENTER);
            await("the server to wait").until(server::waitsForALock);
            robot.type(KeyCode.ESCAPE);
            await("the fields").until(() -> fx(() -> !find("#login-password").isDisabled()));
        }
        await("a session, and its end")
                .until(() -> server.isTrue("select exists (select from session s join account a on a.id = s.account_id"
                        + " where a.email = 'late@example.com' and s.ended_at is not null)"));
        assertThat(server.isTrue("select exists (select from session s join account a on a.id = s.account_id"
                        + " where a.email = 'late@example.com' and s.ended_at is null)"))
                .isFalse();
        assertThat(isShown("#table")).isFalse();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(40));
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(40));
    }

    private void remember(Connection... connections) {
        new SettingsFile(directory.resolve("settings"))
                .save(Settings.NONE.withConnections(new Connections(List.of(connections))));
    }

    private void open() {
        open(new ConsoleOptions(null, null, null, ThemeChoice.DARK, new ConsoleOptions.Size(1000, 700)));
    }

    private void open(ConsoleOptions options) {
        window = fx(() -> {
            stage = new Stage();
            ConsoleWindow fresh = new ConsoleWindow(
                    stage, options, null, null, new SettingsFile(directory.resolve("settings")), new ServerConnector());
            fresh.open();
            return fresh;
        });
        await().until(() -> isShown("#login-button"));
    }

    private String title() {
        return stage == null ? "" : stage.getTitle();
    }

    private void press(String button) {
        fx(() -> {
            ((ButtonBase) find(button)).fire();
            return true;
        });
    }

    private void fill(String field, String text) {
        fx(() -> {
            TextInputControl input = (TextInputControl) find(field);
            input.requestFocus();
            input.selectAll();
            return true;
        });
        robot.write(text);
    }

    private String typed(String field) {
        return fx(() -> ((TextInputControl) find(field)).getText());
    }

    private String text(String selector) {
        return fx(() -> find(selector) instanceof Labeled label ? label.getText() : "");
    }

    private boolean focusIsOn(String id) {
        return fx(() -> window().scene().getFocusOwner() != null
                && id.equals(window().scene().getFocusOwner().getId()));
    }

    private boolean isShown(String selector) {
        return fx(() -> {
            for (Node node : window().scene().getRoot().lookupAll(selector)) {
                if (isVisible(node)) {
                    return true;
                }
            }
            return false;
        });
    }

    private static boolean isVisible(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private Node find(String selector) {
        return Objects.requireNonNull(window().scene().lookup(selector), selector);
    }

    private ConsoleWindow window() {
        return Objects.requireNonNull(window);
    }

    private static <T> T fx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, work);
    }
}
