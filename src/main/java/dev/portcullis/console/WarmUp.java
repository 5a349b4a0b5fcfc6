package dev.portcullis.console;

import dev.portcullis.api.Json;
import dev.portcullis.api.SessionPage;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.frame.Frame;
import dev.portcullis.console.frame.FrameController;
import dev.portcullis.console.sessions.Rehearsal;
import dev.portcullis.console.sessions.SessionsModel;
import dev.portcullis.console.sessions.SessionsScreen;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.MenuButtonSkin;
import javafx.scene.control.skin.ScrollBarSkin;
import javafx.scene.control.skin.TableCellSkin;
import javafx.scene.control.skin.TableColumnHeader;
import javafx.scene.control.skin.TableHeaderRow;
import javafx.scene.control.skin.TableRowSkin;
import javafx.scene.control.skin.TableViewSkin;
import javafx.scene.control.skin.VirtualFlow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes ready, while the user is still at the login screen, for the first screen after it: loads what that is made of, learns to read what the server will answer, and
 * draws rows that nobody sees.
 */
final class WarmUp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    /** Once in a program: then it is known. */
    private static final AtomicBoolean REHEARSED = new AtomicBoolean();

    private static final List<Class<?>> NEEDED = List.of(
            Frame.class,
            FrameController.class,
            SessionsModel.class,
            SessionsScreen.class,
            TableView.class,
            TableViewSkin.class,
            TableHeaderRow.class,
            TableColumnHeader.class,
            TableRowSkin.class,
            TableCellSkin.class,
            VirtualFlow.class,
            ScrollBarSkin.class,
            MenuButtonSkin.class,
            ContextMenu.class,
            RadioMenuItem.class);

    /** More than a first page of the list has: by then what reads them has been compiled. */
    private static final int ROWS = 200;

    private final Theme theme;
    private boolean closed;

    private WarmUp(Theme theme) {
        this.theme = theme;
    }

    /**
     * Starts it. What can be done on a thread of its own is; the rest is drawn on JavaFX's, a row in each pulse.
     *
     * @param theme what the desk will wear
     */
    static WarmUp start(Theme theme) {
        WarmUp started = new WarmUp(theme);
        Thread.ofPlatform().daemon().name("console-warm-up").start(started::load);
        return started;
    }

    /** Draws no more: now somebody waits. */
    @Override
    public void close() {
        closed = true;
    }

    private void rehearse(SessionPage sample) {
        Rehearsal rehearsal = new Rehearsal(sample, theme);
        new AnimationTimer() {
            @Override
            public void handle(long now) {
                boolean more = false;
                try {
                    more = !closed && rehearsal.step();
                } finally { // a row that cannot be drawn is told of once, not at each pulse
                    if (!more) {
                        stop();
                    }
                }
            }
        }.start();
    }

    private void load() {
        try {
            for (Class<?> needed : NEEDED) {
                Class.forName(needed.getName(), true, WarmUp.class.getClassLoader());
            }
            SessionPage sample = read();
            Figures.absolute(
                    Instant.EPOCH); // the names of zones lie in a file, which is not for the JavaFX thread to read
            if (!REHEARSED.getAndSet(true)) {
                Platform.runLater(() -> rehearse(sample));
            }
        } catch (ClassNotFoundException | IOException e) {
            LOG.warn("The console is not complete", e);
        }
    }

    /** A page of the list; what is read for the first time takes ten times as long. */
    static SessionPage read() throws IOException {
        try (InputStream sample = Objects.requireNonNull(WarmUp.class.getResourceAsStream("warm-up.json"))) {
            byte[] json = sample.readAllBytes();
            for (int i = 1; i < ROWS; i++) {
                var _ = Json.read(json, SessionPage.class);
            }
            return Json.read(json, SessionPage.class);
        }
    }
}
