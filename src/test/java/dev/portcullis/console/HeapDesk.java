package dev.portcullis.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.console.common.LaterView;
import dev.portcullis.console.common.Pieces;
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
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The console at a real server, whose keys are pressed as fast as they are taken, and which tells what it keeps of it. */
final class HeapDesk implements AutoCloseable {
    private static final int AT_ONCE = 20;

    private static final Duration BETWEEN = Duration.ofMillis(10);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Ours but for the server's, what is drawn, and what listens. */
    static final Pattern WATCHED = Pattern.compile("^dev\\.portcullis\\.(console|client|api)\\.|^javafx\\.scene\\."
            + "|^(?!dev\\.portcullis\\.).*(Listener|Subscription|ExpressionHelper|Binding)\\b");

    /**
     * Ours, and what dialogs are made of. Where many kinds are counted together, what JavaFX leaves to be tidied up later (fonts of its styles, listeners that point at
     * nothing any more) adds up to as much as one kind that leaks.
     */
    static final Pattern OURS = Pattern.compile("^dev\\.portcullis\\.(console|client|api)\\."
            + "|^javafx\\.scene\\.(control\\.\\w+|layout\\.\\w*(Pane|Box)|text\\.Text)$");

    private final TestServer server;
    private final ConsoleWindow window;

    /** Opens the window, with its login filled in. */
    HeapDesk(TestServer server, Path settings) throws TimeoutException {
        this.server = server;
        FxToolkit.registerPrimaryStage();
        ConsoleOptions options = new ConsoleOptions(
                server.uri().toString(),
                TestServer.ADMIN,
                TestServer.ADMIN_PASSWORD,
                ThemeChoice.DARK,
                new ConsoleOptions.Size(1440, 900));
        window = fx(() -> {
            ConsoleWindow fresh = new ConsoleWindow(
                    new Stage(), options, null, null, new SettingsFile(settings), new ServerConnector());
            fresh.open();
            return fresh;
        });
    }

    @Override
    public void close() throws InterruptedException {
        run(window::close);
        window.awaitLogOut();
    }

    Scene scene() {
        return window.scene();
    }

    void logIn() {
        awaitLogin();
        run(() -> press(KeyCode.ENTER));
        awaitTable("#table", 1);
    }

    /** Until it is drawn: before, it does not know its keys. */
    void awaitLogin() {
        soon().until(() -> fx(() -> find("#login-button") instanceof Button button && button.getSkin() != null));
    }

    /** Until the screens out of view have been made, too: how many styles JavaFX keeps is how many it has come across. */
    void awaitAllScreens() {
        soon().until(() -> fx(() -> Pieces.areDone()
                && window.scene().lookup("#work") instanceof Pane work
                && work.getChildren().stream()
                        .noneMatch(each -> each instanceof LaterView later
                                && !later.wholeProperty().get())));
    }

    /** Goes to a screen for the first time, until it has what it shows. */
    void visit(KeyCode screen, String shown) {
        run(() -> shortcut(screen));
        soon().until(() -> isShown(shown));
        WaitForAsyncUtils.waitForFxEvents();
    }

    boolean isShown(String selector) {
        return fx(() -> {
            Node node = find(selector);
            return node != null && Gallery.shown(node);
        });
    }

    /** Until a table has the keyboard and at least so many rows. */
    void awaitTable(String selector, int rows) {
        soon().until(() -> fx(() ->
                find(selector) instanceof TableView<?> table && table.getItems().size() >= rows && table.isFocused()));
    }

    /** Into the field that has the focus. */
    void fill(String words) {
        ((TextInputControl) Objects.requireNonNull(window.scene().getFocusOwner())).setText(words);
    }

    void fire(String button) {
        ((ButtonBase) Objects.requireNonNull(find(button), button)).fire();
    }

    void shortcut(KeyCode code) {
        fire(code, KeyEvent.CHAR_UNDEFINED, true);
    }

    void press(KeyCode code) {
        fire(code, KeyEvent.CHAR_UNDEFINED, false);
    }

    void type(String character) {
        send(KeyEvent.KEY_TYPED, KeyCode.UNDEFINED, character, false);
    }

    /** What is shown has all that it is made of, and goes at Esc. Only the dialog is styled and laid out, and only over the screens is it looked for: they are large. */
    void closes(String dialog) {
        Parent shown = Objects.requireNonNull(overTheScreens(dialog), dialog);
        shown.applyCss();
        shown.layout();
        press(KeyCode.ESCAPE);
        assertThat(overTheScreens(dialog)).as(dialog).isNull();
    }

    /** Only looked for over the screens, as above. */
    boolean isOpen(String dialog) {
        return fx(() -> overTheScreens(dialog) != null);
    }

    private @Nullable Parent overTheScreens(String dialog) {
        return (Parent) window.scene().getRoot().getChildrenUnmodifiable().stream()
                .filter(each -> each.getStyleClass().contains("scrim"))
                .map(each -> each.lookup(dialog))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Does it so many times, some at a time, between which nothing is drawn, and after which the server answers what was asked meanwhile. */
    void rounds(int many, Runnable round) {
        for (int i = 0; i < many; i += AT_ONCE) {
            int now = Math.min(AT_ONCE, many - i);
            run(() -> {
                for (int j = 0; j < now; j++) {
                    round.run();
                }
            });
            soon().until(() -> server.isTrue("select not exists (select from pg_stat_activity"
                    + " where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid())"));
        }
    }

    /**
     * Whatever is made once, at the first rounds or when an answer comes, is not made again by the others; what is kept of each round is.
     *
     * @param watched which classes are counted
     * @param first after how many rounds all is there that is made once
     * @param all how many rounds, the first among them
     * @param rounds does so many
     */
    static void keepsNothing(String what, Pattern watched, int first, int all, IntConsumer rounds) {
        int many = all - first;
        rounds.accept(first);
        Histogram before = counted(watched);
        rounds.accept(many);
        Histogram after = counted(watched);
        Set<String> kept = new TreeSet<>(after.grownBy(many / 2, before).keySet());
        for (int i = 0; i < 2 && !kept.isEmpty(); i++) {
            rounds.accept(many);
            Histogram next = counted(watched);
            kept.retainAll(next.grownBy(many / 2, after).keySet());
            after = next;
        }
        assertThat(kept).as(what).isEmpty();
    }

    static ConditionFactory soon() {
        return await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(BETWEEN);
    }

    private static Histogram counted(Pattern watched) {
        WaitForAsyncUtils.waitForFxEvents(3);
        System.gc();
        // What JavaFX caches for a root that is gone goes when it next looks for another's styles.
        run(() -> new Scene(new Label("")).getRoot().applyCss());
        return Histogram.of(type -> watched.matcher(type).find());
    }

    /** As the keyboard would, without a window system between. */
    private void fire(KeyCode code, String character, boolean control) {
        send(KeyEvent.KEY_PRESSED, code, character, control);
        send(KeyEvent.KEY_RELEASED, code, character, control);
    }

    private void send(EventType<KeyEvent> what, KeyCode code, String character, boolean control) {
        Node target = Objects.requireNonNullElse(
                window.scene().getFocusOwner(), window.scene().getRoot());
        Event.fireEvent(target, new KeyEvent(what, character, "", code, false, control, false, false));
    }

    private @Nullable Node find(String selector) {
        return window.scene().lookup(selector);
    }

    static void run(Runnable what) {
        fx(() -> {
            what.run();
            return true;
        });
    }

    static <T> T fx(Callable<T> call) {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, call);
    }
}
