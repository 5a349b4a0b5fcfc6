package dev.portcullis.console;

import static dev.portcullis.console.Sitting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.sessions.Row;
import dev.portcullis.support.Cable;
import dev.portcullis.support.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who leaves while a file is being written, a revocation is under way, or a policy is not saved, is asked, for something would be lost; who has begun nothing is not. */
@SuppressWarnings("NullAway.Init") // JUnit's life cycle sets them
class LeaveTest {
    private final TestServer server = TestServer.start();
    private Cable cable;

    @TempDir
    Path directory;

    @TempDir
    Path exports;

    @BeforeEach
    void connect() throws IOException {
        cable = new Cable(server.uri().getPort());
    }

    @AfterEach
    void stop() throws IOException {
        cable.close();
        server.close();
        Text.speak(Language.ENGLISH);
    }

    @Test
    void whoLogsOutIsAskedAndMayStayUntilTheFileIsThere() throws Exception {
        try (Sitting ada = sit()) {
            export(ada);
            ada.shortcut(KeyCode.L);
            await("the question").until(() -> ada.focusIsOn("leave-stay"));
            assertThat(ada.text("#leave-title")).isEqualTo("An export is running");
            assertThat(ada.text("#leave-perform")).isEqualTo("Log out and give up");
            ada.robot.type(KeyCode.ESCAPE);
            await("the desk").until(() -> !ada.isShown("#leave") && ada.isShown("#frame"));

            ada.shortcut(KeyCode.L);
            await("the question again").until(() -> ada.focusIsOn("leave-stay"));
            cable.release();
            await("that it is written").until(() -> ada.text("#leave-perform").equals("Log out"));
            assertThat(ada.text("#leave-title")).isEqualTo("Nothing would be lost any more");
            ada.robot.type(KeyCode.ENTER);
            await("the desk").until(() -> !ada.isShown("#leave") && ada.isShown("#session-exports .alert.ok"));
            assertThat(written()).as("the file and its manifest").hasSize(2);

            ada.shortcut(KeyCode.L);
            await("the login, unasked").until(() -> ada.isShown("#login-notice"));
        }
    }

    @Test
    void whoGivesItUpLeavesNoFile() throws Exception {
        try (Sitting ada = sit()) {
            export(ada);
            ada.shortcut(KeyCode.L);
            await("the question").until(() -> ada.focusIsOn("leave-stay"));
            ada.robot.type(KeyCode.TAB).type(KeyCode.SPACE);
            await("the login").until(() -> ada.isShown("#login-notice"));
            assertThat(ada.isShown("#leave")).isFalse();
            cable.release();
            await("nothing half done").until(() -> written().isEmpty());
        }
    }

    @Test
    void whoClosesTheWindowIsAskedInTheirLanguage() throws Exception {
        try (Sitting ada = sit()) {
            ada.shortcut(KeyCode.COMMA);
            await("the settings").until(() -> ada.isShown("#language-german"));
            Sitting.fx(() -> {
                ((ToggleButton) ada.find("#language-german")).fire();
                return true;
            });
            ada.shortcut(KeyCode.DIGIT2);
            await("the desk made anew").until(() -> ada.isShown("#table") && ada.rows("#table") >= 1);
            export(ada);
            ada.requestClose();
            await("the question").until(() -> ada.focusIsOn("leave-stay"));
            assertThat(ada.text("#leave-title")).isEqualTo("Ein Export läuft");
            assertThat(ada.text("#leave-perform")).isEqualTo("Beenden und abbrechen");
            ada.requestClose();
            assertThat(ada.isOpen()).as("it asks on").isTrue();
            ada.fire("#leave-perform");
            await("it to close").until(() -> !ada.isOpen());
            cable.release();
            await("nothing half done").until(() -> written().isEmpty());
        }
    }

    @Test
    void whoHasBegunNothingClosesItUnasked() throws Exception {
        try (Sitting ada = sit()) {
            ada.requestClose();
            await("it to close").until(() -> !ada.isOpen());
        }
    }

    @Test
    void whoHasChangedThePolicyIsAskedAndFindsItAgainWhenTheirSessionHasEnded() throws Exception {
        try (Sitting ada = sit()) {
            ada.shortcut(KeyCode.DIGIT4);
            await("the policy").until(() -> ada.isShown("#policy-idleTtlSeconds"));
            ada.fill("#policy-idleTtlSeconds", "20m");
            await("what it would do").until(() -> !ada.isDisabled("#policy-save"));
            ada.shortcut(KeyCode.L);
            await("the question").until(() -> ada.focusIsOn("leave-stay"));
            assertThat(ada.text("#leave-title")).isEqualTo("The policy is not saved");
            assertThat(ada.text("#leave-perform")).isEqualTo("Log out and lose it");
            ada.robot.type(KeyCode.ESCAPE);
            await("the policy again").until(() -> !ada.isShown("#leave") && ada.isShown("#policy-idleTtlSeconds"));

            server.sql("update session set expires_at = now()");
            await("the login").until(() -> ada.isShown("#login-notice"));
            assertThat(ada.text("#login-notice")).endsWith("it is there again when you log in here.");
            ada.fill("#login-password", TestServer.ADMIN_PASSWORD);
            ada.robot.type(KeyCode.ENTER);
            await("what was changed")
                    .until(() -> ada.isShown("#policy-idleTtlSeconds")
                            && Sitting.fx(() -> ((TextField) ada.find("#policy-idleTtlSeconds")).getText())
                                    .equals("20m"));

            ada.shortcut(KeyCode.DIGIT2);
            await("the table").until(() -> ada.isShown("#table"));
            export(ada);
            ada.shortcut(KeyCode.L);
            await("the question").until(() -> ada.focusIsOn("leave-stay"));
            assertThat(ada.text("#leave-title")).isEqualTo("An export is running");
            assertThat(ada.text("#leave-policy")).startsWith("The policy is changed and not saved.");
            cable.release();
            await("that it is written").until(() -> ada.text("#leave-title").equals("The policy is not saved"));
            assertThat(ada.isShown("#leave-policy")).isFalse();
            ada.robot.type(KeyCode.TAB).type(KeyCode.SPACE);
            await("the login").until(() -> ada.isShown("#login-notice"));
            ada.fill("#login-password", TestServer.ADMIN_PASSWORD);
            ada.robot.type(KeyCode.ENTER);
            await("the desk").until(() -> ada.isShown("#table"));
            ada.shortcut(KeyCode.DIGIT4);
            await("the policy as it is")
                    .until(() -> ada.isShown("#policy-idleTtlSeconds")
                            && Sitting.fx(() -> ((TextField) ada.find("#policy-idleTtlSeconds")).getText())
                                    .equals("30m"));
            ada.requestClose();
            await("it to close, unasked").until(() -> !ada.isOpen());
        }
    }

    @Test
    void whoHasARevocationUnderWayIsAskedAndMayStayForItsReceipt() throws Exception {
        server.account("alice@example.com", "orders:read");
        try (PortcullisClient alice = server.loggedIn("alice@example.com");
                Sitting ada = sit()) {
            await("alice").until(() -> ada.rows("#table") == 2);
            ada.select("#table", rowOf(ada, alice));
            ada.robot.type(KeyCode.DELETE);
            await("the reason").until(() -> ada.focusIsOn("reason"));
            ada.robot.write("Left open");
            await("how many it would end").until(() -> !ada.isDisabled("#revoke-execute"));
            cable.hold();
            ada.robot.type(KeyCode.ENTER);
            await("that it is under way").until(() -> ada.isShown("#running"));
            ada.requestClose();
            await("the question").until(() -> ada.focusIsOn("leave-stay"));
            assertThat(ada.text("#leave-title")).isEqualTo("A revocation is under way");
            assertThat(ada.text("#leave-perform")).isEqualTo("Quit without waiting");
            assertThat(ada.isShown("#leave-revocation")).as("said once").isFalse();

            cable.release();
            await("that it is done").until(() -> ada.text("#leave-perform").equals("Quit"));
            assertThat(ada.text("#leave-title")).isEqualTo("Nothing would be lost any more");
            ada.robot.type(KeyCode.ESCAPE);
            await("the receipt").until(() -> !ada.isShown("#leave") && ada.isShown("#toast"));
            assertThat(alice.verify()).isFalse();
            ada.requestClose();
            await("it to close, unasked").until(() -> !ada.isOpen());
        }
    }

    static int rowOf(Sitting sitting, PortcullisClient whose) {
        UUID handle = whose.current().handle();
        return Sitting.fx(() -> {
            List<UUID> rows = ((TableView<?>) sitting.find("#table"))
                    .getItems().stream().map(row -> ((Row) row).handle()).toList();
            return rows.indexOf(handle);
        });
    }

    private void export(Sitting sitting) {
        cable.hold();
        sitting.shortcut(KeyCode.E);
        await("how far it is").until(() -> sitting.isShown("#session-exports .alert.plain"));
    }

    private List<Path> written() throws IOException {
        try (Stream<Path> files = Files.list(exports)) {
            return files.toList();
        }
    }

    private Sitting sit() throws Exception {
        FileChoice files = new FileChoice() {
            @Override
            public Optional<Path> toSave(Window owner, String title, String name) {
                return Optional.of(exports.resolve(name));
            }

            @Override
            public void reveal(Path file) {}
        };
        return new Sitting(
                "http://127.0.0.1:" + cable.port(),
                TestServer.ADMIN,
                TestServer.ADMIN_PASSWORD,
                directory.resolve("settings"),
                files);
    }
}
