package dev.portcullis.support.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.console.common.Background;
import dev.portcullis.console.settings.Settings;
import dev.portcullis.console.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.control.Label;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** What makes the JavaFX thread wait is heard, and nothing else. */
class BlockingCallsTest {
    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void aFileThatTheConsoleReadsOrWritesOnTheJavaFxThreadIsHeard() throws IOException {
        SettingsFile file = new SettingsFile(directory.resolve("settings"));
        assertThat(heard(() -> {
                    file.save(Settings.NONE);
                    return file.load();
                }))
                .contains(SettingsFile.class.getName() + ".save", SettingsFile.class.getName() + ".read");
    }

    @Test
    void onAnotherThreadItIsNoFault() throws IOException {
        SettingsFile file = new SettingsFile(directory.resolve("settings"));
        AtomicReference<Settings> loaded = new AtomicReference<>();
        Background background = new Background();
        assertThat(heard(() -> background.run(file::load, loaded::set, _ -> {}))).isEmpty();
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void whatATestOrJavaFxDoesIsNoFault() throws IOException {
        assertThat(heard(() -> {
                    Thread.sleep(1);
                    return new Label("text").getSkin();
                }))
                .isEmpty();
    }

    @Test
    void whatIsLoadedAtFirstUseAndWhatIsNoneOfOursIsNoFault() {
        assertThat(BlockingCalls.isOurs(List.of(
                        "java.io.FileInputStream.read:1",
                        "jdk.internal.loader.Resource.getBytes:1",
                        "dev.portcullis.console.ConsoleWindow.open:1")))
                .isFalse();
        assertThat(BlockingCalls.isOurs(List.of("java.lang.Object.wait0:1", "com.sun.glass.ui.Application.x:1")))
                .isFalse();
        assertThat(BlockingCalls.isOurs(List.of(
                        "java.lang.Thread.sleep0:1",
                        "dev.portcullis.console.ConsoleWindow.open:1",
                        "javafx.event.Event.fireEvent:1")))
                .isTrue();
    }

    private static List<String> heard(Callable<?> deed) throws IOException {
        try (BlockingCalls calls = BlockingCalls.listen()) {
            WaitForAsyncUtils.waitForAsyncFx(20_000, deed);
            return calls.heard().stream()
                    .map(fault -> fault.place().substring(0, fault.place().indexOf(':')))
                    .distinct()
                    .toList();
        }
    }
}
