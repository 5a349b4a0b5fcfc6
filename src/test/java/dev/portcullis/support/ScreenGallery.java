package dev.portcullis.support;

import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Theme;
import dev.portcullis.console.desk.Screen;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;

/**
 * A screen of the desk that has come into view, of which pictures are left in {@code target/gallery}, with what one does at it. At the end the console speaks English
 * again.
 */
public final class ScreenGallery<S extends Screen> implements AutoCloseable {
    private final S screen;
    private final Gallery gallery;

    private ScreenGallery(S screen, Gallery gallery) {
        this.screen = screen;
        this.gallery = gallery;
    }

    /**
     * Makes a screen on the JavaFX thread and shows it.
     *
     * @param textSize in percent
     */
    public static <S extends Screen> ScreenGallery<S> show(
            Callable<S> screen, Theme theme, int width, int height, int textSize) {
        return show(screen, () -> {}, theme, width, height, textSize);
    }

    /**
     * Makes a screen on the JavaFX thread and shows it.
     *
     * @param entered done as soon as it has been entered, before it is laid out
     * @param textSize in percent
     */
    public static <S extends Screen> ScreenGallery<S> show(
            Callable<S> screen, Runnable entered, Theme theme, int width, int height, int textSize) {
        AtomicReference<S> made = new AtomicReference<>();
        Gallery gallery = Gallery.show(
                () -> {
                    made.set(screen.call());
                    return made.get().root();
                },
                () -> {
                    made.get().enter();
                    entered.run();
                },
                theme,
                width,
                height,
                textSize);
        return new ScreenGallery<>(made.get(), gallery);
    }

    public S screen() {
        return screen;
    }

    public Scene scene() {
        return gallery.scene();
    }

    /** See {@link Gallery#picture}. */
    public void picture(String name) throws IOException {
        gallery.picture(name);
    }

    /** See {@link Gallery#whole}. */
    public void whole(String name, String selector) throws IOException {
        gallery.whole(name, selector);
    }

    /** All that can be read of the screen. */
    public List<String> words() {
        return gallery.words();
    }

    /** What of labels and buttons is cut off. */
    public List<String> cut(String selector) {
        return gallery.cut(selector);
    }

    /** Does what can be done at this place among all that can. */
    public void perform(int action) {
        run(() -> screen.actions().get(action).perform());
    }

    /** Selects one row of a table, from 0. */
    public void select(String table, int row) {
        run(() -> find(table, TableView.class).getSelectionModel().clearAndSelect(row));
    }

    public void fire(String button) {
        run(() -> find(button, ButtonBase.class).fire());
    }

    public void fill(String field, String words) {
        run(() -> find(field, TextInputControl.class).setText(words));
    }

    public String text(String selector) {
        Gallery.awaitWhole();
        return Gallery.fx(() -> find(selector, Labeled.class).getText());
    }

    public boolean isDisabled(String selector) {
        Gallery.awaitWhole();
        return Gallery.fx(() -> find(selector, Node.class).isDisabled());
    }

    public boolean isVisible(String selector) {
        Gallery.awaitWhole();
        return Gallery.fx(() -> find(selector, Node.class).isVisible());
    }

    /** Does something on the JavaFX thread. */
    public static void run(Runnable what) {
        Gallery.awaitWhole();
        Gallery.fx(() -> {
            what.run();
            return true;
        });
    }

    @Override
    public void close() {
        run(screen::close);
        gallery.close();
        Text.speak(Language.ENGLISH);
    }

    private <N extends Node> N find(String selector, Class<N> type) {
        return type.cast(Objects.requireNonNull(gallery.scene().lookup(selector), selector));
    }
}
