package dev.portcullis.console;

import static dev.portcullis.console.Sitting.await;
import static dev.portcullis.console.Sitting.fx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.console.common.Density;
import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.LanguageChoice;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.login.ServerConnector;
import dev.portcullis.console.settings.Settings;
import dev.portcullis.console.settings.SettingsFile;
import dev.portcullis.support.FastRobot;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** What the command line says of theme, language and size of text holds for this time; what the operator changes is remembered. */
class ForThisTimeTest {
    private static final Settings CHOSEN = Settings.NONE
            .withTheme(ThemeChoice.LIGHT)
            .withLanguage(LanguageChoice.ENGLISH)
            .withSizes(110, Density.DENSE);

    private final FxRobot robot = new FastRobot();

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @BeforeEach
    void choose() {
        file().save(CHOSEN);
    }

    @AfterEach
    void speakAsBefore() {
        Text.speak(Language.ENGLISH);
    }

    @Test
    void whatTheCommandLineSaysIsNotWhatWasChosen() throws InterruptedException {
        ConsoleWindow window = open();
        assertThat(Text.locale().getLanguage()).isEqualTo("de");
        assertThat(fx(() -> window.appearance().choiceProperty().get())).isEqualTo(ThemeChoice.DARK);
        close(window);
        assertThat(file().load())
                .usingRecursiveComparison()
                .comparingOnlyFields("theme", "language", "textSize", "density")
                .isEqualTo(CHOSEN);
    }

    @Test
    void whatTheOperatorChangesIsRemembered() throws InterruptedException {
        ConsoleWindow window = open();
        robot.press(KeyCode.CONTROL).type(KeyCode.MINUS).release(KeyCode.CONTROL);
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT).type(KeyCode.T).release(KeyCode.SHIFT, KeyCode.CONTROL);
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT).type(KeyCode.T).release(KeyCode.SHIFT, KeyCode.CONTROL);
        await("a smaller text").until(() -> fx(() -> Measures.textSizeProperty().get() == 125));
        close(window);
        Settings now = file().load();
        assertThat(now.textSize()).isEqualTo(125);
        assertThat(now.theme()).as("changed, and changed back").isEqualTo(ThemeChoice.DARK);
        assertThat(now.language()).isEqualTo(LanguageChoice.ENGLISH);
    }

    private ConsoleWindow open() {
        ConsoleOptions options = new ConsoleOptions(
                null,
                null,
                null,
                ThemeChoice.DARK,
                new ConsoleOptions.Size(1000, 700),
                List.of(),
                LanguageChoice.GERMAN,
                150);
        ConsoleWindow window = fx(() -> {
            ConsoleWindow fresh = new ConsoleWindow(new Stage(), options, null, null, file(), new ServerConnector());
            fresh.open();
            return fresh;
        });
        await("the login").until(() -> fx(() -> window.scene().lookup("#login-button") != null));
        return window;
    }

    private static void close(ConsoleWindow window) throws InterruptedException {
        fx(() -> {
            window.close();
            return true;
        });
        window.awaitLogOut();
    }

    private SettingsFile file() {
        return new SettingsFile(directory.resolve("settings"));
    }
}
