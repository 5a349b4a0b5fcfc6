package dev.portcullis.console.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.SessionView;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.SessionQuery;
import dev.portcullis.console.ConsoleOptions;
import dev.portcullis.console.common.LanguageChoice;
import dev.portcullis.console.common.Measures;
import dev.portcullis.console.common.Theme;
import dev.portcullis.support.TestServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

class SnapshotTourTest {
    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void aPictureIsTakenOfEachPlaceAndNothingIsLeftBehind() throws IOException, InterruptedException {
        try (TestServer server = TestServer.start()) {
            List<Path> pictures = new SnapshotTour(
                            new SnapshotTour.Target(server.uri(), TestServer.ADMIN, TestServer.ADMIN_PASSWORD),
                            null,
                            new SnapshotTour.Look(
                                    List.of(Theme.LIGHT),
                                    new ConsoleOptions.Size(1000, 700),
                                    LanguageChoice.SYSTEM,
                                    Measures.NORMAL),
                            directory)
                    .take();

            assertThat(pictures)
                    .extracting(picture -> picture.getFileName().toString())
                    .containsExactly(
                            "login-light.png",
                            "connections-light.png",
                            "connection-form-light.png",
                            "connection-delete-light.png",
                            "certificate-light.png",
                            "certificate-changed-light.png",
                            "certificate-refused-light.png",
                            "login-failed-light.png",
                            "login-code-light.png",
                            "login-code-wrong-light.png",
                            "login-code-wait-light.png",
                            "login-recovery-light.png",
                            "sessions-light.png",
                            "columns-light.png",
                            "views-light.png",
                            "search-earlier-light.png",
                            "no-match-light.png",
                            "as-of-wrong-light.png",
                            "as-of-light.png",
                            "past-light.png",
                            "detail-light.png",
                            "revoke-light.png",
                            "step-up-light.png",
                            "step-up-wrong-light.png",
                            "receipt-light.png",
                            "detail-family-light.png",
                            "detail-edit-light.png",
                            "detail-conflict-light.png",
                            "detail-suspended-light.png",
                            "detail-reuse-light.png",
                            "detail-history-light.png",
                            "enrolment-light.png",
                            "recovery-codes-light.png",
                            "settings-light.png",
                            "accounts-light.png",
                            "account-new-light.png",
                            "policy-light.png",
                            "policy-effect-light.png",
                            "nodes-light.png",
                            "overview-light.png",
                            "audit-light.png",
                            "locks-light.png",
                            "lock-light.png",
                            "locks-some-light.png",
                            "roles-light.png",
                            "role-light.png",
                            "palette-light.png",
                            "help-light.png",
                            "notices-light.png",
                            "notices-list-light.png",
                            "interrupted-light.png",
                            "detail-failed-light.png",
                            "ended-light.png",
                            "sessions-auditor-light.png",
                            "accounts-auditor-light.png",
                            "policy-auditor-light.png",
                            "locks-auditor-light.png",
                            "roles-auditor-light.png",
                            "audit-auditor-light.png",
                            "denied-light.png",
                            "nodes-loading-light.png",
                            "nodes-failed-light.png",
                            "overview-loading-light.png",
                            "overview-failed-light.png",
                            "accounts-loading-light.png",
                            "accounts-failed-light.png",
                            "policy-loading-light.png",
                            "policy-failed-light.png",
                            "audit-loading-light.png",
                            "audit-failed-light.png",
                            "locks-loading-light.png",
                            "locks-failed-light.png",
                            "roles-loading-light.png",
                            "roles-failed-light.png",
                            "accounts-no-match-light.png",
                            "audit-no-match-light.png",
                            "roles-no-match-light.png");
            for (Path picture : pictures) {
                BufferedImage image = ImageIO.read(picture.toFile());
                assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(1000, 700);
            }
            try (PortcullisClient operator = server.admin()) {
                assertThat(operator.sessions(SessionQuery.active()).items())
                        .as("only who asks is still logged in")
                        .extracting(SessionView::handle)
                        .containsExactly(operator.current().handle());
                assertThat(operator.locks().newest(1).items()).isEmpty();
            }
        }
    }
}
