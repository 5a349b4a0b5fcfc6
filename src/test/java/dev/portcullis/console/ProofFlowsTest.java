package dev.portcullis.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.login.ServerConnector;
import dev.portcullis.console.mishap.Mishaps;
import dev.portcullis.console.settings.SettingsFile;
import dev.portcullis.support.FastRobot;
import dev.portcullis.support.Pictures;
import dev.portcullis.support.ProofServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The console at a server that wants more proof, with the keyboard alone. */
class ProofFlowsTest {
    private final ProofServer server = ProofServer.start();
    private final FxRobot robot = new FastRobot();
    private final Thread.@Nullable UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();

    @TempDir
    Path directory;

    private @Nullable ConsoleWindow window;

    @BeforeEach
    void open() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        window = fx(() -> {
            ConsoleOptions options = new ConsoleOptions(
                    server.uri().toString(),
                    ProofServer.EMAIL,
                    null,
                    ThemeChoice.DARK,
                    new ConsoleOptions.Size(1440, 900));
            ConsoleWindow fresh = new ConsoleWindow(
                    new Stage(),
                    options,
                    null,
                    null,
                    new SettingsFile(directory.resolve("settings")),
                    new ServerConnector(),
                    (_, _, name) -> Optional.of(directory.resolve(name)));
            fresh.open();
            return fresh;
        });
    }

    @AfterEach
    void close() throws InterruptedException {
        fx(() -> {
            window().close();
            return true;
        });
        window().awaitLogOut();
        server.close();
        Thread.setDefaultUncaughtExceptionHandler(handler);
    }

    @Test
    void theSixthDigitSendsTheCode() {
        server.enrolled = true;
        password(ProofServer.PASSWORD);
        await("the cursor in the code").until(() -> focusIsOn("code-input"));

        robot.write("000000");
        await().until(() -> isShown("#code-problem"));
        assertThat(text("#code-problem")).startsWith("This code is not right");
        await("room for another")
                .until(() -> focusIsOn("code-input") && input("#code-input").isEmpty());
        robot.write(ProofServer.CODE);

        await("the way in").until(() -> isShown("#frame"));
        assertThat(server.calls()).containsOnlyOnce("POST /v1/sessions 201");
    }

    @Test
    void aCodeIsPastedWithItsSpaces() {
        server.enrolled = true;
        password(ProofServer.PASSWORD);
        await().until(() -> focusIsOn("code-input"));
        fx(() -> Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, " 123 456\n")));

        robot.press(KeyCode.CONTROL).type(KeyCode.V).release(KeyCode.CONTROL);

        await("the way in").until(() -> isShown("#frame"));
    }

    @Test
    void aRecoveryCodeOpensTooAndEscapeLeadsBack() {
        server.enrolled = true;
        password(ProofServer.PASSWORD);
        await().until(() -> focusIsOn("code-input"));
        robot.type(KeyCode.ESCAPE);
        await("the password, forgotten")
                .until(() ->
                        focusIsOn("login-password") && input("#login-password").isEmpty());

        password(ProofServer.PASSWORD);
        await().until(() -> focusIsOn("code-input"));
        robot.type(KeyCode.TAB).type(KeyCode.SPACE);
        await().until(() -> focusIsOn("code-input"));
        robot.write(ProofServer.RECOVERY).type(KeyCode.ENTER);

        await("the way in").until(() -> isShown("#frame"));
    }

    @Test
    void howLongToWaitIsCountedDown() {
        server.enrolled = true;
        password(ProofServer.PASSWORD);
        await().until(() -> focusIsOn("code-input"));
        server.retryAfter = 2;
        robot.write("000000");
        await().until(() -> isShown("#login-code-trouble"));
        assertThat(text("#login-code-trouble")).startsWith("Too many attempts. You can try again in 0:0");

        server.retryAfter = 0;
        await("the end of it").until(() -> !isShown("#login-code-trouble"));
        robot.write(ProofServer.CODE);
        await("the way in").until(() -> isShown("#frame"));
    }

    /** ASVS 7.5.3. */
    @Test
    void whatWantsAFreshLoginGoesOnByItselfWithItsReason() {
        enter();
        server.fresh = false;
        server.enrolled = true;
        askToEnd();
        robot.write("Laptop reported stolen").type(KeyCode.ENTER);
        await("the question who it is").until(() -> isShown("#step-up") && focusIsOn("step-up-password"));
        await("the code, which the account has by now").until(() -> isShown("#step-up #code-input"));

        robot.write(ProofServer.PASSWORD).type(KeyCode.ENTER);
        await().until(() -> focusIsOn("code-input"));
        robot.write(ProofServer.CODE);

        await("the receipt").until(() -> isShown("#toast"));
        assertThat(Objects.requireNonNull(server.revoked).reason()).isEqualTo("Laptop reported stolen");
        assertThat(isShown("#step-up")).isFalse();
        await("the stream, with the new cookie")
                .until(() -> server.calls().stream()
                                .filter("GET /admin/v1/events"::equals)
                                .count()
                        == 2);
        await().until(() -> text("#state").equals("Live"));
        assertThat(isShown("#frame")).isTrue();
    }

    @Test
    void whoCancelsFindsEverythingAsItWas() {
        enter();
        server.fresh = false;
        askToEnd();
        robot.write("Laptop reported stolen").type(KeyCode.ENTER);
        await().until(() -> isShown("#step-up") && focusIsOn("step-up-password"));
        robot.write("half a pass").type(KeyCode.ESCAPE);

        await("the reason again").until(() -> !isShown("#step-up") && focusIsOn("reason"));
        assertThat(input("#reason")).isEqualTo("Laptop reported stolen");
        assertThat(isShown("#failure")).isFalse();
        assertThat(server.revoked).isNull();

        robot.type(KeyCode.ENTER);
        await().until(() -> isShown("#step-up") && focusIsOn("step-up-password"));
        assertThat(input("#step-up-password"))
                .as("nothing is left of the first try")
                .isEmpty();
        robot.write("not the password").type(KeyCode.ENTER);
        await().until(() -> isShown("#step-up-problem"));
        assertThat(text("#step-up-problem")).isEqualTo("This is not your password.");
        robot.write(ProofServer.PASSWORD).type(KeyCode.ENTER);
        await("the receipt").until(() -> isShown("#toast"));
    }

    @Test
    void aServerThatInsistsOnASecondFactorIsGivenOneBeforeTheSessionsAreRead() throws Exception {
        server.enrolmentRequired = true;
        server.fresh = false;
        password(ProofServer.PASSWORD);
        await("a fresh login, over the enrolment").until(() -> isShown("#step-up") && focusIsOn("step-up-password"));
        robot.write(ProofServer.PASSWORD).type(KeyCode.ENTER);
        await("the QR code").until(() -> isShown("#enrol .qr-modules") && focusIsOn("code-input"));
        assertThat(scanned()).isEqualTo(ProofServer.SECRET.uri());
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT).type(KeyCode.T).release(KeyCode.SHIFT, KeyCode.CONTROL);
        assertThat(scanned()).as("in the light theme too").isEqualTo(ProofServer.SECRET.uri());

        robot.write(ProofServer.CODE);
        await("the recovery codes").until(() -> isShown("#recovery-codes") && focusIsOn("enrol-kept"));
        robot.type(KeyCode.ESCAPE);
        assertThat(isShown("#recovery-codes")).as("they are not lost by a key").isTrue();
        fx(() -> {
            button("#enrol-save").fire();
            return true;
        });
        Path file = directory.resolve("portcullis-recovery-codes.txt");
        await().until(() -> Files.exists(file));
        assertThat(file).content().contains(ProofServer.RECOVERY);
        robot.type(KeyCode.SPACE);
        await().until(() -> !fx(() -> button("#enrol-done").isDisabled()));
        fx(() -> {
            button("#enrol-done").fire();
            return true;
        });

        await("the sessions").until(() -> !isShown("#enrol") && rows() == 2);
        assertThat(fx(() -> window().scene().getRoot().lookupAll(".recovery-code")))
                .isEmpty();
    }

    @Test
    void whoDoesNotSetItUpIsLedBackToTheLoginWithAReason() {
        server.enrolmentRequired = true;
        password(ProofServer.PASSWORD);
        await().until(() -> isShown("#enrol .qr-modules"));
        robot.type(KeyCode.ESCAPE);

        await("the login").until(() -> isShown("#login-notice"));
        assertThat(text("#login-notice"))
                .isEqualTo("This server lets you in only with two-step login. Log in, and set it up.");
        assertThat(server.calls()).contains("DELETE /v1/sessions/current 204");
    }

    @Test
    void theSettingsTurnItOffAndChangeThePassword() {
        server.enrolled = true;
        password(ProofServer.PASSWORD);
        await().until(() -> focusIsOn("code-input"));
        robot.write(ProofServer.CODE);
        await().until(() -> rows() == 2);

        robot.press(KeyCode.CONTROL).type(KeyCode.COMMA).release(KeyCode.CONTROL);
        await().until(() -> isShown("#factor-turn-off"));
        assertThat(text("#factor-state")).isEqualTo("on");
        assertThat(text("#factor-codes")).startsWith("9 recovery codes are left");
        picture("settings-on");
        fx(() -> {
            button("#factor-turn-off").fire();
            return true;
        });
        picture("settings-sure");
        fx(() -> {
            button("#factor-really-off").fire();
            return true;
        });
        await().until(() -> text("#factor-state").equals("off"));
        assertThat(server.enrolled).isFalse();

        fx(() -> {
            window().scene().lookup("#password-current").requestFocus();
            return true;
        });
        robot.write(ProofServer.PASSWORD)
                .type(KeyCode.TAB)
                .write("another password of enough")
                .type(KeyCode.TAB)
                .write("another password of enough")
                .type(KeyCode.ENTER);
        await().until(() -> isShown("#password-done"));
        assertThat(Objects.requireNonNull(server.changed).newPassword()).isEqualTo("another password of enough");
        picture("settings-done");

        robot.type(KeyCode.ESCAPE);
        await("the table again").until(() -> isShown("#table") && focusIsOn("table"));
    }

    @Test
    void aMistakeOfTheConsoleIsToldWithItsCode() {
        Mishaps.install();
        // TestFX puts a handler of its own before it.
        Thread.UncaughtExceptionHandler before = fx(() -> {
            Thread.UncaughtExceptionHandler theirs = Thread.currentThread().getUncaughtExceptionHandler();
            Thread.currentThread()
                    .setUncaughtExceptionHandler(Objects.requireNonNull(Thread.getDefaultUncaughtExceptionHandler()));
            return theirs;
        });
        Platform.runLater(() -> {
            throw new IllegalStateException("a mistake made on purpose, about nadia@example.com");
        });

        await().until(() -> isShown("#mishap"));
        fx(() -> {
            Thread.currentThread().setUncaughtExceptionHandler(before);
            return true;
        });
        assertThat(text("#mishap-code")).matches("[0-9A-F]{4}-[0-9A-F]{4}");
        picture("mishap");
        fx(() -> {
            button("#copy").fire();
            return true;
        });
        assertThat(fx(() -> Clipboard.getSystemClipboard().getString()))
                .contains(text("#mishap-code"), "IllegalStateException", "ProofFlowsTest")
                .doesNotContain("nadia@example.com");
        fx(() -> {
            button("#mishap-dismiss").fire();
            return true;
        });
        await().until(() -> !isShown("#mishap"));
    }

    private void enter() {
        password(ProofServer.PASSWORD);
        await("the sessions").until(() -> rows() == 2);
        await().until(() -> text("#state").equals("Live"));
    }

    private void askToEnd() {
        robot.type(KeyCode.HOME);
        await().until(() -> fx(() -> table().getSelectionModel().getSelectedItem() != null));
        robot.type(KeyCode.DELETE);
        await("the cursor in the reason").until(() -> focusIsOn("reason"));
    }

    private void password(String text) {
        await().until(() -> focusIsOn("login-password"));
        robot.write(text).type(KeyCode.ENTER);
    }

    /** What a phone sees in the window. */
    private String scanned() throws Exception {
        WritableImage image = fx(() -> window().scene().snapshot(null));
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BinaryBitmap bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
        return new MultiFormatReader()
                .decode(bitmap, Map.of(DecodeHintType.POSSIBLE_FORMATS, List.of(BarcodeFormat.QR_CODE)))
                .getText();
    }

    private void picture(String name) {
        try {
            Pictures.write(fx(() -> window().scene().snapshot(null)), Path.of("target", "gallery", name + ".png"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int rows() {
        return isShown("#table") ? fx(() -> table().getItems().size()) : -1;
    }

    private TableView<?> table() {
        return (TableView<?>) window().scene().lookup("#table");
    }

    private Button button(String selector) {
        return (Button) window().scene().lookup(selector);
    }

    private String input(String selector) {
        return fx(() -> ((TextInputControl) window().scene().lookup(selector)).getText());
    }

    private String text(String selector) {
        return fx(() -> window().scene().lookup(selector) instanceof Labeled label ? label.getText() : "");
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

    private ConsoleWindow window() {
        return Objects.requireNonNull(window);
    }

    private static <T> T fx(Callable<T> call) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, call);
    }
}
