package dev.portcullis.console;

import dev.portcullis.api.Json;
import dev.portcullis.api.SessionPage;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.frame.Frame;
import dev.portcullis.console.frame.FrameController;
import dev.portcullis.console.sessions.SessionsModel;
import dev.portcullis.console.sessions.SessionsScreen;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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

/** Loads, while the user is still at the login screen, what the first screen after it is made of, and learns to read what the server will answer. */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
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

    /** As long as a first page of the list. */
    private static final int ROWS = 200;

    private WarmUp() {}

    /** Starts it, on a thread of its own. It makes nothing, so nothing can be left over from it. */
    static void start() {
        Thread.ofPlatform().daemon().name("console-warm-up").start(WarmUp::load);
    }

    private static void load() {
        try {
            for (Class<?> needed : NEEDED) {
                Class.forName(needed.getName(), true, WarmUp.class.getClassLoader());
            }
            read();
            Figures.absolute(
                    Instant.EPOCH); // the names of zones lie in a file, which is not for the JavaFX thread to read
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
