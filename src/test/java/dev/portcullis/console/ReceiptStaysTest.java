package dev.portcullis.console;

import static dev.portcullis.console.Sitting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Text;
import dev.portcullis.support.TestServer;
import java.nio.file.Path;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newest receipt is still there in another language, on the screen that comes after the one that asked. */
class ReceiptStaysTest {
    private static final String ALICE = "alice@example.com";

    private final TestServer server = TestServer.start();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        server.close();
        Text.speak(Language.ENGLISH);
    }

    @Test
    void itIsShownInTheOtherLanguage() throws Exception {
        server.account(ALICE, "orders:read");
        try (PortcullisClient alice = server.loggedIn(ALICE);
                Sitting ada = new Sitting(
                        server, TestServer.ADMIN, TestServer.ADMIN_PASSWORD, directory.resolve("settings"))) {
            await("alice").until(() -> ada.rows("#table") == 2);
            ada.select("#table", LeaveTest.rowOf(ada, alice));
            ada.robot.type(KeyCode.DELETE);
            await("the reason").until(() -> ada.focusIsOn("reason"));
            ada.robot.write("Left open");
            await("how many it would end").until(() -> !ada.isDisabled("#revoke-execute"));
            ada.robot.type(KeyCode.ENTER);
            await("the receipt").until(() -> ada.isShown("#toast"));
            assertThat(alice.verify()).isFalse();

            ada.shortcut(KeyCode.COMMA);
            await("the settings").until(() -> ada.isShown("#language-german"));
            Sitting.fx(() -> {
                ((ToggleButton) ada.find("#language-german")).fire();
                return true;
            });
            await("German").until(() -> Text.get("policy.title").equals("Richtlinie"));
            ada.shortcut(KeyCode.DIGIT2);
            await("the desk made anew").until(() -> ada.isShown("#table") && ada.focusIsOn("table"));
            ada.shortcut(KeyCode.R);
            await("the receipt, whole").until(() -> ada.isShown("#receipt-details"));
            assertThat(ada.text("#receipt-details #title")).isEqualTo("1 Sitzung überall beendet");
        }
    }
}
