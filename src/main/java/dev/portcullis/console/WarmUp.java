package dev.portcullis.console;

import dev.portcullis.console.frame.Frame;
import dev.portcullis.console.frame.FrameController;
import dev.portcullis.console.sessions.SessionsModel;
import dev.portcullis.console.sessions.SessionsScreen;
import java.util.List;
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

/** Loads, while the user is still at the login screen, what the first screen after it is made of. */
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
        } catch (ClassNotFoundException e) {
            LOG.warn("The console is not complete", e);
        }
    }
}
