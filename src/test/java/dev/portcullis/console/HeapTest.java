package dev.portcullis.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.console.common.ThemeChoice;
import dev.portcullis.console.login.ServerConnector;
import dev.portcullis.console.settings.SettingsFile;
import dev.portcullis.support.Gallery;
import dev.portcullis.support.Histogram;
import dev.portcullis.support.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Who works all day opens and closes everything again and again; nothing of it is kept. */
@SuppressWarnings("NullAway.Init") // JUnit's life cycle sets it
class HeapTest {
    /** Twice, as all of these. */
    private static final int SCREENS = 100;

    /** Each reads its view anew. */
    private static final int DIALOGS = 20;

    /** Each makes the whole desk anew. */
    private static final int LOGINS = 3;

    private static final int AT_ONCE = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Ours but for the server's, what is drawn, and what listens. */
    private static final Pattern WATCHED =
            Pattern.compile("^dev\\.portcullis\\.(console|client|api)\\.|^javafx\\.scene\\."
                    + "|^(?!dev\\.portcullis\\.).*(Listener|Subscription|ExpressionHelper|Binding)\\b");

    private final TestServer server = TestServer.start();

    @TempDir
    Path directory;

    private ConsoleWindow window;

    @BeforeEach
    void open() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        SettingsFile settings = new SettingsFile(directory.resolve("settings"));
        ConsoleOptions options = new ConsoleOptions(
                server.uri().toString(),
                TestServer.ADMIN,
                TestServer.ADMIN_PASSWORD,
                ThemeChoice.DARK,
                new ConsoleOptions.Size(1440, 900));
        window = fx(() -> {
            ConsoleWindow fresh = new ConsoleWindow(new Stage(), options, null, null, settings, new ServerConnector());
            fresh.open();
            return fresh;
        });
        server.account("alice@example.com", "orders:read");
        logIn();
    }

    @AfterEach
    void close() throws InterruptedException {
        fx(() -> {
            window.close();
            return true;
        });
        window.awaitLogOut();
        server.close();
    }

    @Test
    void noScreenThatWasLeftAndNoDialogThatWasClosedIsKept() {
        visit(KeyCode.DIGIT1, "#overview .chart-pane");
        visit(KeyCode.DIGIT3, "#accounts-table .table-row-cell:filled");
        visit(KeyCode.DIGIT4, "#policy-idleTtlSeconds");
        visit(KeyCode.DIGIT5, "#nodes-table .table-row-cell:filled");
        visit(KeyCode.DIGIT6, "#audit-table .table-row-cell:filled");
        visit(KeyCode.DIGIT7, "#locks-table");
        visit(KeyCode.DIGIT8, "#roles-table .table-row-cell:filled");
        visit(KeyCode.DIGIT9, "#factor-state");
        visit(KeyCode.DIGIT2, "#table .table-row-cell:filled");
        keepsNothing("screens", SCREENS, () -> {
            shortcut(KeyCode.DIGIT1);
            shortcut(KeyCode.DIGIT3);
            shortcut(KeyCode.DIGIT4);
            shortcut(KeyCode.DIGIT5);
            shortcut(KeyCode.DIGIT6);
            shortcut(KeyCode.DIGIT7);
            shortcut(KeyCode.DIGIT8);
            shortcut(KeyCode.DIGIT9);
            shortcut(KeyCode.DIGIT2);
        });
        keepsNothing("the palette", DIALOGS, () -> {
            shortcut(KeyCode.K);
            closes("#palette");
        });
        keepsNothing("the keys", DIALOGS, () -> {
            type("?");
            closes("#help");
        });
        keepsNothing("the question whether to end sessions", DIALOGS, () -> {
            press(KeyCode.HOME);
            press(KeyCode.DELETE);
            closes("#revoke");
        });
        visit(KeyCode.DIGIT3, "#accounts-table");
        await().atMost(PATIENCE)
                .until(() -> fx(() -> find("#accounts-table") instanceof TableView<?> table
                        && table.getItems().size() > 1
                        && table.isFocused()));
        keepsNothing("an account's form", DIALOGS, () -> {
            shortcut(KeyCode.N);
            closes("#account-form");
        });
        keepsNothing("the question whether to delete an account", DIALOGS, () -> {
            press(KeyCode.END);
            press(KeyCode.DELETE);
            closes("#deed");
        });
    }

    @Test
    void noDeskIsKeptAfterItsLogOut() {
        Runnable again = () -> {
            fx(() -> {
                shortcut(KeyCode.L);
                return true;
            });
            logIn();
        };
        keptOfEach("the desk", LOGINS, () -> {
            for (int i = 0; i < LOGINS; i++) {
                again.run();
            }
        });
    }

    /** Goes to a screen for the first time, until it has what it shows. */
    private void visit(KeyCode screen, String shown) {
        fx(() -> {
            shortcut(screen);
            return true;
        });
        await().atMost(PATIENCE)
                .until(() -> fx(() -> {
                    Node node = find(shown);
                    return node != null && Gallery.shown(node);
                }));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void keepsNothing(String what, int many, Runnable round) {
        keptOfEach(what, many / 2, () -> rounds(many, round));
    }

    /**
     * Whatever is made once, at the first of many rounds or when an answer comes, is not made again by as many more; what is kept of each round is.
     *
     * @param most of how many objects of a class more one may not speak of a leak
     */
    private static void keptOfEach(String what, int most, Runnable rounds) {
        rounds.run();
        Histogram before = counted();
        rounds.run();
        Histogram after = counted();
        Set<String> kept = new TreeSet<>(after.grownBy(most, before).keySet());
        for (int i = 0; i < 2 && !kept.isEmpty(); i++) {
            rounds.run();
            Histogram next = counted();
            kept.retainAll(next.grownBy(most, after).keySet());
            after = next;
        }
        assertThat(kept).as(what).isEmpty();
    }

    /** Some at a time, between which nothing is drawn. */
    private static void rounds(int many, Runnable round) {
        for (int i = 0; i < many; i += AT_ONCE) {
            fx(() -> {
                for (int j = 0; j < AT_ONCE; j++) {
                    round.run();
                }
                return true;
            });
        }
    }

    /** What is shown has all that it is made of, and goes at Esc. Only the dialog is styled and laid out, and only over the screens is it looked for: they are large. */
    private void closes(String dialog) {
        Parent shown = Objects.requireNonNull(overTheScreens(dialog), dialog);
        shown.applyCss();
        shown.layout();
        press(KeyCode.ESCAPE);
        assertThat(overTheScreens(dialog)).as(dialog).isNull();
    }

    private @Nullable Parent overTheScreens(String dialog) {
        return (Parent) window.scene().getRoot().getChildrenUnmodifiable().stream()
                .filter(each -> each.getStyleClass().contains("scrim"))
                .map(each -> each.lookup(dialog))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Histogram counted() {
        WaitForAsyncUtils.waitForFxEvents(3);
        return Histogram.of(type -> WATCHED.matcher(type).find());
    }

    private void logIn() {
        await().atMost(PATIENCE).until(() -> fx(() -> find("#login-button") != null));
        fx(() -> {
            press(KeyCode.ENTER);
            return true;
        });
        await().atMost(PATIENCE)
                .until(() -> fx(() -> find("#table") instanceof TableView<?> table
                        && !table.getItems().isEmpty()
                        && table.isFocused()));
    }

    private void shortcut(KeyCode code) {
        fire(code, KeyEvent.CHAR_UNDEFINED, true);
    }

    private void press(KeyCode code) {
        fire(code, KeyEvent.CHAR_UNDEFINED, false);
    }

    private void type(String character) {
        fire(KeyCode.UNDEFINED, character, false);
    }

    /** As the keyboard would, without a window system between. */
    private void fire(KeyCode code, String character, boolean control) {
        if (code == KeyCode.UNDEFINED) {
            send(KeyEvent.KEY_TYPED, code, character, control);
        } else {
            send(KeyEvent.KEY_PRESSED, code, character, control);
            send(KeyEvent.KEY_RELEASED, code, character, control);
        }
    }

    private void send(EventType<KeyEvent> what, KeyCode code, String character, boolean control) {
        Node target = Objects.requireNonNullElse(
                window.scene().getFocusOwner(), window.scene().getRoot());
        Event.fireEvent(target, new KeyEvent(what, character, "", code, false, control, false, false));
    }

    private @Nullable Node find(String selector) {
        return window.scene().lookup(selector);
    }

    private static <T> T fx(Callable<T> call) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, call);
    }
}
