package dev.portcullis.console.settings;

import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Views;
import dev.portcullis.console.desk.Screen;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The settings, put together. */
public final class SettingsScreen implements Screen {
    private final SettingsController controller;
    private final Node root;

    /** @param onEscape leads back to where one works */
    public SettingsScreen(SettingsController controller, Runnable onEscape) {
        this.controller = controller;
        this.root = Views.later(controller);
        root.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                onEscape.run();
            }
        });
    }

    @Override
    public String name() {
        return "settings";
    }

    @Override
    public String title() {
        return Text.get("frame.rail.settings");
    }

    @Override
    public Ikon icon() {
        return Feather.SETTINGS;
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void enter() {
        controller.enter();
    }

    @Override
    public void leave() {
        controller.leave();
    }

    @Override
    public void heardAgain() {
        controller.heardAgain();
    }

    /** The rail's item keeps the keyboard, the first field is one Tab away: nothing typed by mistake ends up in a password. */
    @Override
    public void focus() {}

    @Override
    public void close() {
        controller.close();
    }
}
