package dev.portcullis.console;

import dev.portcullis.support.TestServer;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who works all day goes from screen to screen, and logs out and in, again and again; nothing of it is kept. */
@SuppressWarnings("NullAway.Init") // JUnit's life cycle sets it
class HeapTest {
    private static final int SCREENS = 200;

    /** Each makes the whole desk anew, and takes half a second. */
    private static final int LOGINS = 20;

    private final TestServer server = TestServer.start();

    @TempDir
    Path directory;

    private HeapDesk desk;

    @BeforeEach
    void open() throws TimeoutException {
        server.account("alice@example.com", "orders:read");
        desk = new HeapDesk(server, directory.resolve("settings"));
        desk.logIn();
    }

    @AfterEach
    void close() throws InterruptedException {
        desk.close();
        server.close();
    }

    @Test
    void noScreenThatWasLeftIsKept() {
        desk.visit(KeyCode.DIGIT1, "#overview .chart-pane");
        desk.visit(KeyCode.DIGIT3, "#accounts-table .table-row-cell:filled");
        desk.visit(KeyCode.DIGIT4, "#policy-idleTtlSeconds");
        desk.visit(KeyCode.DIGIT5, "#nodes-table .table-row-cell:filled");
        desk.visit(KeyCode.DIGIT6, "#audit-table .table-row-cell:filled");
        desk.visit(KeyCode.DIGIT7, "#locks-table");
        desk.visit(KeyCode.DIGIT8, "#roles-table .table-row-cell:filled");
        desk.visit(KeyCode.DIGIT9, "#factor-state");
        desk.visit(KeyCode.DIGIT2, "#table .table-row-cell:filled");
        desk.awaitAllScreens();
        HeapDesk.keepsNothing(
                "screens",
                HeapDesk.WATCHED,
                20,
                SCREENS,
                many -> desk.rounds(many, () -> {
                    desk.shortcut(KeyCode.DIGIT1);
                    desk.shortcut(KeyCode.DIGIT3);
                    desk.shortcut(KeyCode.DIGIT4);
                    desk.shortcut(KeyCode.DIGIT5);
                    desk.shortcut(KeyCode.DIGIT6);
                    desk.shortcut(KeyCode.DIGIT7);
                    desk.shortcut(KeyCode.DIGIT8);
                    desk.shortcut(KeyCode.DIGIT9);
                    desk.shortcut(KeyCode.DIGIT2);
                }));
    }

    @Test
    void noDeskIsKeptAfterItsLogOut() {
        HeapDesk.keepsNothing("the desk", HeapDesk.WATCHED, 5, LOGINS, many -> {
            for (int i = 0; i < many; i++) {
                HeapDesk.run(() -> desk.shortcut(KeyCode.L));
                desk.logIn();
            }
            desk.awaitAllScreens();
        });
    }
}
