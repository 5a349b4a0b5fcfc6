package dev.portcullis.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.SessionQuery;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.login.ServerConnector;
import dev.portcullis.console.settings.SettingsFile;
import dev.portcullis.support.FastRobot;
import dev.portcullis.support.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** All of the desk by keyboard: the screens, the palette, the keys, the languages; accounts and the policy, at a real server. */
@SuppressWarnings("NullAway.Init") // JUnit's life cycle sets it
class DeskTest {
    private static TestServer server;

    private final FxRobot robot = new FastRobot();

    @TempDir
    Path directory;

    private final List<Path> revealed = new CopyOnWriteArrayList<>();
    private final FileChoice files = new FileChoice() {
        @Override
        public Optional<Path> toSave(Window owner, String title, String name) {
            return Optional.of(directory.resolve(name));
        }

        @Override
        public void reveal(Path file) {
            revealed.add(file);
        }
    };

    private @Nullable ConsoleWindow window;

    @BeforeAll
    static void start() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        server = TestServer.start();
        server.account("auditor@example.com", "sessions:read", "audit:read");
        server.account("watcher@example.com", "sessions:read");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void close() throws InterruptedException {
        fx(() -> {
            window().close();
            return true;
        });
        window().awaitLogOut();
        Text.speak(Language.ENGLISH);
    }

    @Test
    void everythingIsReachedByKeyboard() {
        enter(TestServer.ADMIN, TestServer.ADMIN_PASSWORD);

        shortcut(KeyCode.K);
        await("the palette").until(() -> focusIsOn("palette-asked"));
        robot.write("acc").type(KeyCode.ENTER);
        await("the accounts").until(() -> isShown("#accounts-table") && !isShown("#palette"));
        await().until(() -> focusIsOn("accounts-table"));

        shortcut(KeyCode.DIGIT2);
        await().until(() -> isShown("#table") && focusIsOn("table"));
        robot.write("?");
        await("the keys").until(() -> isShown("#help"));
        robot.type(KeyCode.ESCAPE);
        await().until(() -> !isShown("#help") && focusIsOn("table"));

        double row = fx(() -> ((TableView<?>) find("#table")).getFixedCellSize());
        shortcut(KeyCode.PLUS);
        await().until(() -> fx(() -> Measures.textSizeProperty().get() == 110));
        assertThat(fx(() -> ((TableView<?>) find("#table")).getFixedCellSize())).isGreaterThan(row);
        shortcut(KeyCode.DIGIT0);
        await().until(() -> fx(() -> Measures.textSizeProperty().get() == Measures.NORMAL));
    }

    @Test
    void whatNothingInThePaletteFitsIsSaidAndIsNoMistake() {
        enter(TestServer.ADMIN, TestServer.ADMIN_PASSWORD);
        List<Throwable> mistakes = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler before = fx(() -> Thread.currentThread().getUncaughtExceptionHandler());
        heard((_, why) -> mistakes.add(why));
        try {
            shortcut(KeyCode.K);
            await("the palette").until(() -> focusIsOn("palette-asked"));
            robot.write("zzz");
            await("that nothing fits")
                    .until(() -> fx(() ->
                            ((ListView<?>) find("#palette-list")).getItems().isEmpty()));
            robot.type(KeyCode.BACK_SPACE, 3).write("acc").type(KeyCode.ENTER);
            await("the accounts").until(() -> isShown("#accounts-table") && !isShown("#palette"));
        } finally {
            heard(before);
        }
        assertThat(mistakes).isEmpty();
    }

    private static void heard(Thread.UncaughtExceptionHandler handler) {
        fx(() -> {
            Thread.currentThread().setUncaughtExceptionHandler(handler);
            return true;
        });
    }

    @Test
    void whatWasAskedOfTheSessionsIsNotInTheBoxWhereItNarrowsNothing() {
        enter(TestServer.ADMIN, TestServer.ADMIN_PASSWORD);
        fill("#search", "state:active");
        await("the table").until(() -> isShown("#table") && search().equals("state:active"));
        shortcut(KeyCode.DIGIT1);
        await("the overview").until(() -> isShown("#overview"));
        assertThat(search()).isEmpty();
        assertThat(fx(() -> ((TextInputControl) find("#search")).getPromptText()))
                .startsWith("Search sessions");
        shortcut(KeyCode.DIGIT2);
        await("the question as it was").until(() -> isShown("#table") && search().equals("state:active"));

        shortcut(KeyCode.COMMA);
        await("the settings").until(() -> isShown("#settings"));
        fx(() -> {
            find("#search").requestFocus();
            return true;
        });
        robot.write("ann");
        await("another question").until(() -> isShown("#table") && search().equals("ann"));
        robot.write("a");
        await().until(() -> search().equals("anna"));
        fx(() -> {
            ((TextInputControl) find("#search")).clear();
            return true;
        });
    }

    private String search() {
        return fx(() -> ((TextInputControl) find("#search")).getText());
    }

    @Test
    void theOverviewLeadsToTheSessionsThatItCounts() {
        enter(TestServer.ADMIN, TestServer.ADMIN_PASSWORD);
        shortcut(KeyCode.DIGIT1);
        await("the figures").until(() -> isShown("#overview .chart-pane"));
        await("the first chart").until(() -> fx(() -> find(".time-chart").isFocused()));
        robot.type(KeyCode.HOME, KeyCode.ENTER);
        await("the table").until(() -> isShown("#table"));
        assertThat(fx(() -> ((TextInputControl) find("#search")).getText())).startsWith("created<=20");
        fx(() -> {
            ((TextInputControl) find("#search")).clear();
            return true;
        });
    }

    @Test
    void anAccountIsMadeAndDeletedAgain() {
        enter(TestServer.ADMIN, TestServer.ADMIN_PASSWORD);
        shortcut(KeyCode.DIGIT3);
        await().until(() -> isShown("#accounts-table") && rows("#accounts-table") >= 2);
        await().until(() -> focusIsOn("accounts-table"));

        shortcut(KeyCode.N);
        await().until(() -> focusIsOn("account-email"));
        robot.write("zoe@example.com");
        fill("#account-password", TestServer.PASSWORD.substring(0, 3));
        press("#account-form .in-field");
        await("what is typed, to be read")
                .until(() -> fx(() -> !find("#account-password").isVisible()
                        && find("#account-form .text-field.mono").isFocused()));
        robot.write(TestServer.PASSWORD.substring(3)).type(KeyCode.ENTER);
        await("the new account").until(() -> !isShown("#account-form") && rows("#accounts-table") == 4);

        try (PortcullisClient zoe = server.loggedIn("zoe@example.com")) {
            await().until(() -> focusIsOn("accounts-table"));
            robot.type(KeyCode.F2);
            await("the form, by its key").until(() -> focusIsOn("account-email"));
            robot.type(KeyCode.ESCAPE);
            await().until(() -> !isShown("#account-form") && focusIsOn("accounts-table"));
            robot.type(KeyCode.DELETE);
            await().until(() -> focusIsOn("deed-typed"));
            await().until(() -> text("#deed-reach").equals("1 live session ends"));
            assertThat(fx(() -> find("#deed-perform").isDisabled())).isTrue();
            robot.write("zoe@example.com").type(KeyCode.ENTER);
            await("it to be gone").until(() -> rows("#accounts-table") == 3);
            assertThat(zoe.verify()).isFalse();
        }
    }

    @Test
    void aNetworkIsGivenItsNameAtThePolicyAndFoundByIt() {
        enter(TestServer.ADMIN, TestServer.ADMIN_PASSWORD);
        shortcut(KeyCode.DIGIT4);
        await().until(() -> isShown("#policy-add-network"));
        press("#policy-add-network");
        await("the new line").until(() -> focusIsOn("policy-network-name-1"));
        robot.write("office\t127.0.0.1/8");
        await("what is wrong")
                .until(() -> fx(() ->
                        !find("#policy-networks").lookupAll(".field-problem").isEmpty()));
        fill("#policy-network-ranges-1", "127.0.0.0/8");
        await().until(() -> fx(() -> !find("#policy-save").isDisabled()));
        press("#policy-save");
        try (PortcullisClient other = server.admin()) {
            await("it to be saved")
                    .until(() -> other.policy().view().policy().networks().stream()
                            .anyMatch(network -> network.name().equals("office")
                                    && network.ranges().equals(List.of("127.0.0.0/8"))));
        }
        try (PortcullisClient fromThere = server.admin()) {
            assertThat(fromThere
                            .sessions(new SessionQuery("network:office", null, "-createdAt", null, 10))
                            .items())
                    .isNotEmpty();
        }
    }

    @Test
    void theRailIsOneStopOfTheTabKeyAndArrowsLeadAlongIt() {
        enter(TestServer.ADMIN, TestServer.ADMIN_PASSWORD);
        shortcut(KeyCode.DIGIT4);
        await().until(() -> focusIsOn("policy-item") && isShown("#policy-idleTtlSeconds"));
        robot.type(KeyCode.DOWN);
        await().until(() -> focusIsOn("nodes-item"));
        robot.type(KeyCode.END).type(KeyCode.DOWN);
        await().until(() -> focusIsOn("settings-item"));
        robot.type(KeyCode.HOME).type(KeyCode.UP);
        await().until(() -> focusIsOn("overview-item"));
        robot.type(KeyCode.TAB);
        await("the screen, and none of the other items").until(() -> focusIsOn("policy-add-role"));
        robot.press(KeyCode.SHIFT).type(KeyCode.TAB).release(KeyCode.SHIFT);
        await("where one is").until(() -> focusIsOn("policy-item"));
    }

    @Test
    void aPolicyIsSavedAfterItsEffectWasSeen() {
        enter(TestServer.ADMIN, TestServer.ADMIN_PASSWORD);
        shortcut(KeyCode.DIGIT4);
        await().until(() -> isShown("#policy-idleTtlSeconds"));
        assertThat(fx(() -> find("#policy-save").isDisabled())).isTrue();

        fill("#policy-idleTtlSeconds", "20m");
        await("the effect")
                .until(() -> isShown("#policy-effect")
                        && !fx(() -> find("#policy-save").isDisabled()));
        shortcut(KeyCode.S);

        try (PortcullisClient other = server.admin()) {
            await().until(() ->
                    Objects.equals(other.policy().view().policy().lifetime().idleTtlSeconds(), 1200));
        }
        await().until(() -> fx(() -> find("#policy-save").isDisabled()));
    }

    @Test
    void whatIsNotPermittedIsDisabledAndSaysWhy() {
        enter("auditor@example.com", TestServer.PASSWORD);
        shortcut(KeyCode.DIGIT3);
        await().until(() -> isShown("#accounts-table") && rows("#accounts-table") >= 2);
        assertThat(fx(() -> find("#account-new").isDisabled())).isTrue();

        shortcut(KeyCode.K);
        await().until(() -> focusIsOn("palette-asked"));
        robot.write("new acc");
        await().until(() -> text("#palette-why").contains("accounts:write"));
        robot.type(KeyCode.ENTER);
        assertThat(isShown("#palette")).as("nothing happens").isTrue();
        robot.type(KeyCode.ESCAPE);
    }

    @Test
    void theAuditIsReadVerifiedAndClosedToWhoMayNotReadIt() throws InterruptedException {
        enter("auditor@example.com", TestServer.PASSWORD);
        shortcut(KeyCode.DIGIT6);
        await().until(() -> isShown("#audit-table") && rows("#audit-table") >= 1);
        fx(() -> {
            ((Button) find("#audit-verify")).fire();
            return true;
        });
        await("what came of it").until(() -> text("#audit-notices .alert-head").equals("The chain holds"));
        close();

        enter("watcher@example.com", TestServer.PASSWORD);
        assertThat(fx(() -> find("#audit-item").isDisabled())).isTrue();
        shortcut(KeyCode.DIGIT6);
        assertThat(isShown("#audit")).isFalse();
    }

    private static Set<UUID> active(PortcullisClient client) {
        return client.sessions(SessionQuery.active()).items().stream()
                .map(SessionView::handle)
                .collect(Collectors.toSet());
    }

    @Test
    void theLanguageChangesWhereOneIsAndWhatWasBegunStays() {
        enter(TestServer.ADMIN, TestServer.ADMIN_PASSWORD);
        PortcullisClient other = server.admin();
        Set<UUID> before = active(other);
        shortcut(KeyCode.E);
        await("the file").until(() -> isShown("#session-exports .alert.ok"));
        shortcut(KeyCode.COMMA);
        await().until(() -> isShown("#language-german"));
        fx(() -> {
            ((ToggleButton) find("#language-german")).fire();
            return true;
        });

        await("the settings in German")
                .until(() -> isShown("#settings")
                        && fx(() -> ((TextInputControl) find("#search")).getPromptText())
                                .startsWith("Sitzungen suchen"));
        assertThat(before).as("it is the same session").containsAll(active(other));
        other.close();
        shortcut(KeyCode.DIGIT2);
        await("what was exported before")
                .until(() -> isShown("#session-exports .alert.ok")
                        && text("#session-exports .alert-head").endsWith("exportiert"));
        assertThat(isShown(".notice-card")).as("it is no news").isFalse();
        fx(() -> {
            ((Button) find("#session-exports .written-show")).fire();
            return true;
        });
        await("the folder").until(() -> revealed.size() == 1);
        assertThat(revealed.getFirst()).exists().hasParent(directory);
    }

    private void enter(String email, String password) {
        window = fx(() -> {
            ConsoleOptions options = new ConsoleOptions(
                    server.uri().toString(), email, password, ThemeChoice.DARK, new ConsoleOptions.Size(1440, 900));
            ConsoleWindow fresh = new ConsoleWindow(
                    new Stage(),
                    options,
                    null,
                    null,
                    new SettingsFile(directory.resolve("settings")),
                    new ServerConnector(),
                    files);
            fresh.open();
            return fresh;
        });
        await().until(() -> isShown("#login-button"));
        fx(() -> {
            ((Button) find("#login-button")).fire();
            return true;
        });
        await().until(() -> isShown("#table") && rows("#table") >= 1);
    }

    private void shortcut(KeyCode code) {
        robot.press(KeyCode.CONTROL).type(code).release(KeyCode.CONTROL);
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

    private int rows(String table) {
        return fx(() -> ((TableView<?>) find(table)).getItems().size());
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
            Node found = window().scene().lookup(selector);
            Node node = found;
            while (node != null && node.isVisible()) {
                node = node.getParent();
            }
            return found != null && node == null;
        });
    }

    private Node find(String selector) {
        return Objects.requireNonNull(window().scene().lookup(selector), selector);
    }

    private ConsoleWindow window() {
        return Objects.requireNonNull(window);
    }

    private static <T> T fx(Callable<T> call) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, call);
    }
}
