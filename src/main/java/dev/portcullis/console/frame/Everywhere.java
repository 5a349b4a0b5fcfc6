package dev.portcullis.console.frame;

import dev.portcullis.console.common.Overlay;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.desk.Screen;
import dev.portcullis.console.notice.NoticeList;
import dev.portcullis.console.notice.NoticeModel;
import dev.portcullis.console.palette.Group;
import dev.portcullis.console.palette.Palette;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What can be done at whichever screen one is: by key, in the palette, in the user's own menu. For the JavaFX thread. */
final class Everywhere implements AutoCloseable {
    /** What a screen's keys do from wherever the keyboard is. */
    private static final Set<Keys> ANYWHERE =
            EnumSet.of(Keys.RETRY, Keys.SAVE, Keys.EXPORT, Keys.EXPORT_LINES, Keys.RECEIPT);

    private final Supplier<Rail> places;
    private final NoticeModel notices;
    private final NoticeList noticeList;
    private final Palette palette = new Palette(this::groups);
    private final List<Action> general;
    private final List<Action> window;
    private @Nullable Scene scene;

    /** @param window what the window around it can do */
    Everywhere(
            Supplier<Rail> places, NoticeModel notices, Runnable onSearch, Runnable onSettings, Frame.Actions window) {
        this.places = places;
        this.notices = notices;
        this.noticeList = new NoticeList(notices);
        this.window = List.copyOf(window.window());
        general = List.of(
                Action.of("frame.action.palette", Feather.COMMAND, Keys.PALETTE, this::openPalette),
                Action.of("frame.action.search", Feather.SEARCH, Keys.SEARCH, onSearch),
                Action.of("frame.action.help", Feather.HELP_CIRCLE, Keys.HELP, this::openHelp),
                Action.of("notice.action.list", Feather.BELL, Keys.NOTICES, this::openNotices),
                new Action(
                        this::latestNotice,
                        Feather.CORNER_DOWN_RIGHT,
                        Keys.NOTICE,
                        () -> notices.newest().isEmpty() ? Text.get("notice.action.latest.why") : "",
                        this::actOnLatestNotice),
                Action.of("frame.account", Feather.SETTINGS, Keys.SETTINGS, onSettings),
                Action.of("frame.log-out", Feather.LOG_OUT, Keys.LOG_OUT, window.logOut()));
    }

    /** From now on there is a window to show things over. */
    void enter(Scene window) {
        scene = window;
    }

    /** What the user's own menu offers. */
    List<Action> menu() {
        return Stream.concat(
                        general.stream()
                                .filter(action -> action.keys() == Keys.SETTINGS || action.keys() == Keys.LOG_OUT),
                        window.stream().filter(action -> action.keys() == Keys.QUIT))
                .toList();
    }

    void openPalette() {
        if (scene != null) {
            palette.choose(scene);
        }
    }

    void openNotices() {
        if (scene != null) {
            noticeList.show(scene);
        }
    }

    /** Does what this key is for, unless a dialog has the keyboard. */
    void shortcut(KeyEvent key) {
        if (scene == null || Overlay.isOpen(scene)) {
            return;
        }
        boolean done = general.stream().anyMatch(action -> action.on(key))
                || places.get().actions().stream().anyMatch(action -> action.on(key));
        if (!done && ANYWHERE.stream().anyMatch(keys -> keys.match(key))) {
            // From wherever the keyboard is, the search box included.
            places.get().shown().actions().forEach(action -> action.on(key));
        }
    }

    @Override
    public void close() {
        noticeList.close();
        palette.close();
    }

    /** All that can be done, from near to far. */
    private List<Group> groups() {
        Screen shown = places.get().shown();
        return List.of(
                new Group(shown.title(), shown.actions()),
                new Group(Text.get("palette.group.screens"), places.get().actions()),
                new Group(
                        Text.get("palette.group.console"),
                        Stream.concat(general.stream(), window.stream()).toList()));
    }

    private void openHelp() {
        if (scene != null) {
            palette.explain(scene);
        }
    }

    private String latestNotice() {
        return notices.newest()
                .map(notice -> Text.get("notice.action.latest", notice.next().words()))
                .orElse(Text.get("notice.action.latest.none"));
    }

    private void actOnLatestNotice() {
        notices.newest().ifPresent(notice -> notice.next().run().run());
    }
}
