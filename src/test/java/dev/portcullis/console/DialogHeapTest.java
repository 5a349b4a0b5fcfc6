package dev.portcullis.console;

import dev.portcullis.api.NewLock;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.Fingerprint;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.client.ServerCertificate;
import dev.portcullis.client.UntrustedCertificateException;
import dev.portcullis.client.UntrustedCertificateException.Reason;
import dev.portcullis.console.common.Background;
import dev.portcullis.console.common.FileChoice;
import dev.portcullis.console.connection.CertificateDialog;
import dev.portcullis.console.factor.FactorAccess;
import dev.portcullis.console.factor.Proofs;
import dev.portcullis.support.TestServer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of dialog is opened and closed 30 times; nothing of it is kept. */
@SuppressWarnings("NullAway.Init") // JUnit's life cycle sets it
class DialogHeapTest {
    private static final int FIRST = 10;
    private static final int DIALOGS = 30;
    private static final String ALICE = "alice@example.com";

    private final TestServer server = TestServer.start();

    @TempDir
    Path directory;

    private HeapDesk desk;

    @BeforeEach
    void open() throws TimeoutException {
        server.account(ALICE, "orders:read");
        server.sessions(ALICE, 5);
        desk = new HeapDesk(server, directory.resolve("settings"));
    }

    @AfterEach
    void close() throws InterruptedException {
        desk.close();
        server.close();
    }

    @Test
    void noDialogOfTheDeskIsKept() {
        try (PortcullisClient admin = server.admin()) {
            admin.locks().lock(NewLock.network("203.0.113.0/24", "stuffing", null));
        }
        desk.logIn();
        endOne();
        HeapDesk.keepsNothing("dialogs", HeapDesk.OURS, FIRST, DIALOGS, many -> {
            ofAllScreens(many);
            ofSessions(many);
            ofAccounts(many);
            ofLocksAndRoles(many);
            ofFactors(many);
        });
    }

    @Test
    void noDialogOfTheLoginIsKept() {
        desk.awaitLogin();
        HeapDesk.keepsNothing("dialogs", HeapDesk.OURS, FIRST, DIALOGS, many -> {
            opens(many, "#connection-form", () -> desk.shortcut(KeyCode.N));
            opens(
                    many,
                    "#certificate",
                    () -> CertificateDialog.open(desk.scene(), unknown(), "sso.example.com", () -> {}, _ -> {}));
        });
    }

    private void ofAllScreens(int many) {
        desk.visit(KeyCode.DIGIT2, "#table .table-row-cell:filled");
        opens(many, "#palette", () -> desk.shortcut(KeyCode.K));
        opens(many, "#help", () -> desk.type("?"));
        opens(many, "#notices", () -> desk.shortcut(KeyCode.J));
    }

    private void ofSessions(int many) {
        opens(many, "#columns", () -> desk.type("c"));
        opens(many, "#views", () -> desk.type("v"));
        opens(many, "#as-of", () -> desk.type("t"));
        HeapDesk.run(() -> {
            Objects.requireNonNull(desk.scene().lookup("#table"))
                    .requestFocus(); // the last Enter may have been the detail's
            desk.press(KeyCode.HOME);
        });
        opens(many, "#revoke", () -> desk.press(KeyCode.DELETE));
        opens(many, "#receipt-details", () -> desk.shortcut(KeyCode.R));
        // What it is filled with is read first.
        HeapDesk.soon()
                .until(() -> HeapDesk.fx(() -> {
                    desk.press(KeyCode.F2);
                    boolean open = desk.scene().lookup("#session-edit") != null;
                    desk.press(KeyCode.ESCAPE);
                    return open;
                }));
        opens(many, "#session-edit", () -> desk.press(KeyCode.F2));
    }

    private void ofAccounts(int many) {
        desk.visit(KeyCode.DIGIT3, "#accounts-table .table-row-cell:filled");
        desk.awaitTable("#accounts-table", 2);
        HeapDesk.run(() -> desk.press(KeyCode.END));
        opens(many, "#account-form", () -> desk.press(KeyCode.F2));
        opens(many, "#deed", () -> desk.press(KeyCode.DELETE));
    }

    private void ofLocksAndRoles(int many) {
        desk.visit(KeyCode.DIGIT7, "#locks-table .table-row-cell:filled");
        desk.awaitTable("#locks-table", 1);
        HeapDesk.run(() -> desk.press(KeyCode.HOME));
        opens(many, "#lock", () -> desk.shortcut(KeyCode.N));
        opens(many, "#lift", () -> desk.type("r"));
        desk.visit(KeyCode.DIGIT8, "#roles-table .table-row-cell:filled");
        desk.awaitTable("#roles-table", 3);
        HeapDesk.run(() -> desk.press(KeyCode.END));
        opens(many, "#role-form", () -> desk.press(KeyCode.F2));
        opens(many, "#role-deletion", () -> desk.press(KeyCode.DELETE));
    }

    /** As often as the server wants it. */
    private void ofFactors(int many) {
        desk.visit(KeyCode.DIGIT9, "#factor-set-up");
        opens(many, "#enrol", () -> desk.fire("#factor-set-up"));
        try (PortcullisClient client = server.admin();
                Proofs proofs = new Proofs(
                        FactorAccess.of(client), new Background(), InstantSource.system(), FileChoice.DESKTOP, false)) {
            HeapDesk.run(() -> proofs.enter(desk.scene()));
            for (int i = 0; i < many; i++) {
                Thread asking = Thread.startVirtualThread(() -> proofs.give(ProblemType.STEP_UP_REQUIRED));
                HeapDesk.soon().until(() -> desk.isOpen("#step-up"));
                HeapDesk.run(() -> desk.closes("#step-up"));
                HeapDesk.soon().until(() -> !asking.isAlive());
            }
        }
    }

    /** So that there is a receipt to look at. */
    private void endOne() {
        desk.awaitTable("#table", 6);
        HeapDesk.run(() -> {
            desk.press(KeyCode.END);
            desk.press(KeyCode.DELETE);
        });
        HeapDesk.run(() -> desk.fill("no longer needed"));
        HeapDesk.soon()
                .until(() -> HeapDesk.fx(() -> {
                    desk.press(KeyCode.ENTER);
                    return desk.scene().lookup("#toast") != null;
                }));
        HeapDesk.soon().until(() -> !desk.isOpen("#revoke"));
    }

    private void opens(int many, String dialog, Runnable keys) {
        desk.rounds(many, () -> {
            keys.run();
            desk.closes(dialog);
        });
    }

    private static UntrustedCertificateException unknown() {
        ServerCertificate certificate = new ServerCertificate(
                "CN=sso.example.com",
                "CN=sso.example.com",
                List.of("sso.example.com"),
                Instant.EPOCH,
                Instant.now(),
                new Fingerprint("7c41e0a9".repeat(8)),
                true);
        return new UntrustedCertificateException(certificate, List.of(Reason.SELF_SIGNED), List.of(), null);
    }
}
