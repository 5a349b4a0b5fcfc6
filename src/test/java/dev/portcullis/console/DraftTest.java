package dev.portcullis.console;

import static dev.portcullis.console.Sitting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Text;
import dev.portcullis.support.TestServer;
import java.nio.file.Path;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy that was changed and not saved is still there in another language, on the screen that comes after the one that it was typed at. */
class DraftTest {
    private static final String IDLE = "#policy-idleTtlSeconds";

    private final TestServer server = TestServer.start();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        server.close();
        Text.speak(Language.ENGLISH);
    }

    @Test
    void itIsSavedInTheOtherLanguage() throws Exception {
        try (Sitting ada =
                new Sitting(server, TestServer.ADMIN, TestServer.ADMIN_PASSWORD, directory.resolve("settings"))) {
            ada.shortcut(KeyCode.DIGIT4);
            await("the policy").until(() -> ada.isShown(IDLE) && !typed(ada).isEmpty());
            ada.fill(IDLE, "20m");
            ada.shortcut(KeyCode.COMMA);
            await("the settings").until(() -> ada.isShown("#language-german"));
            Sitting.fx(() -> {
                ((ToggleButton) ada.find("#language-german")).fire();
                return true;
            });
            await("German").until(() -> Text.get("policy.title").equals("Richtlinie"));

            ada.shortcut(KeyCode.DIGIT4);
            await("what was typed").until(() -> ada.isShown(IDLE) && typed(ada).equals("20m"));
            await("what it would do").until(() -> !ada.isDisabled("#policy-save"));
            assertThat(ada.text("#policy-discard")).isEqualTo(Text.get("policy.action.discard"));
            ada.fire("#policy-save");
            await("it to be saved").until(() -> !ada.isShown("#policy-discard"));
            assertThat(typed(ada)).isEqualTo("20m");
        }
    }

    private static String typed(Sitting sitting) {
        return Sitting.fx(() -> ((TextInputControl) sitting.find(IDLE)).getText());
    }
}
