package dev.portcullis.console.frame;

import dev.portcullis.console.common.LaterView;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Tips;
import dev.portcullis.console.desk.Action;
import dev.portcullis.console.desk.Keys;
import dev.portcullis.console.desk.Screen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The screens, one of them in view: an item for each on the rail, the last at its foot, and Ctrl with its number. To the Tab key the rail is one stop, as a list of tabs is
 * (WAI-ARIA Authoring Practices); arrows lead along it.
 */
final class Rail {
    private final Map<Screen, ToggleButton> items = new LinkedHashMap<>();
    private final List<Action> actions = new ArrayList<>();
    private final StackPane work;
    private final Runnable onShown;
    private Screen shown;

    /**
     * @param home the screen that is in view at first
     * @param onShown hears when another screen comes into view
     */
    Rail(List<Screen> screens, Screen home, Pane rail, StackPane work, Runnable onShown) {
        this.work = work;
        this.onShown = onShown;
        this.shown = home;
        for (Screen screen : screens) {
            Keys keys = Keys.ofScreen(items.size());
            Action action = new Action(
                    () -> Text.get("frame.go", screen.title()),
                    screen.icon(),
                    keys,
                    screen::hindrance,
                    () -> go(screen));
            actions.add(action);
            items.put(screen, item(screen, keys));
            screen.root().setVisible(screen.equals(shown));
            leadOn(screen);
        }
        Region spring = new Region();
        VBox.setVgrow(spring, Priority.ALWAYS);
        List<Node> column = new ArrayList<>();
        items.forEach((screen, item) -> column.add(screen.hindrance().isEmpty() ? item : hindered(item, screen)));
        column.add(column.size() - 1, spring);
        rail.getChildren().setAll(column);
        rail.addEventFilter(KeyEvent.KEY_PRESSED, this::along);
        rail.focusWithinProperty().subscribe(_ -> stopAt(items.get(shown)));
        work.getChildren().setAll(screens.stream().map(Screen::root).toList());
        mark();
    }

    /** A place is not where one goes on: it had the focus while its screen came, and gets it back from a dialog that was opened then. */
    private static void leadOn(Screen screen) {
        if (screen.root() instanceof LaterView later) {
            later.focusedProperty().subscribe(focused -> {
                if (focused && later.wholeProperty().get()) {
                    screen.focus();
                }
            });
        }
    }

    Screen shown() {
        return shown;
    }

    /** To go to each. */
    List<Action> actions() {
        return List.copyOf(actions);
    }

    /** Shows a screen, and gives it the keyboard. */
    void go(Screen screen) {
        show(screen);
        Objects.requireNonNull(items.get(screen)).requestFocus();
        focus();
    }

    /** Gives the keyboard to the screen in view. As long as it is coming, keys lead nowhere else. */
    void focus() {
        Screen screen = shown;
        screen.focus();
        if (screen.root() instanceof LaterView later && !later.wholeProperty().get()) {
            Scene scene = work.getScene();
            Node before = scene.getFocusOwner();
            later.requestFocus();
            later.whenWhole(() -> {
                if (screen.equals(shown) && later.equals(scene.getFocusOwner())) {
                    if (before != null) {
                        before.requestFocus();
                    }
                    screen.focus();
                }
            });
        }
    }

    /** Makes the screens beforehand that can be shown and have not been: whoever goes to one has it before them at once. */
    void prepare() {
        for (Screen screen : items.keySet()) {
            if (screen.hindrance().isEmpty() && screen.root() instanceof LaterView later) {
                later.prepare();
            }
        }
    }

    /** Shows a screen, and leaves the keyboard where it is. */
    void show(Screen screen) {
        if (!screen.equals(shown)) {
            Screen before = shown;
            shown = screen;
            before.root().setVisible(false);
            if (!work.getChildren().contains(screen.root())) {
                work.getChildren().add(screen.root());
            }
            screen.root().setVisible(true);
            before.leave();
            screen.enter();
            onShown.run();
        }
        mark();
    }

    /** Lets nothing more come of those that are not whole. */
    void close() {
        for (Screen screen : items.keySet()) {
            if (screen.root() instanceof LaterView later) {
                later.close();
            }
        }
    }

    /**
     * Takes the screens that are not in view out of the scene; each comes back when it is next shown. For when the scene is dressed anew, which they would make longer. They do not always go: to
     * come back costs them their styles, which who goes to and fro between two should not wait for.
     */
    void rest() {
        work.getChildren().removeIf(screen -> !screen.equals(shown.root()));
    }

    /** What is disabled hears no pointer: its place tells why. */
    private static StackPane hindered(ToggleButton item, Screen screen) {
        item.setDisable(true);
        StackPane place = new StackPane(item);
        place.getStyleClass().add("hindered");
        Tips.install(place, screen.title() + ": " + screen.hindrance());
        return place;
    }

    private void mark() {
        items.forEach((screen, item) -> item.setSelected(screen.equals(shown)));
        stopAt(items.get(shown));
    }

    /** Has Tab come to this item alone, and go on from it. */
    private void stopAt(@Nullable ToggleButton stop) {
        items.values().forEach(item -> item.setFocusTraversable(item.equals(stop)));
    }

    private void along(KeyEvent event) {
        List<ToggleButton> stops =
                items.values().stream().filter(item -> !item.isDisabled()).toList();
        int at = stops.indexOf(event.getTarget());
        int last = stops.size() - 1;
        int to = switch (event.getCode()) {
            case UP -> Math.max(0, at - 1);
            case DOWN -> Math.min(last, at + 1);
            case HOME -> 0;
            case END -> last;
            default -> -1;
        };
        if (at >= 0 && to >= 0) {
            event.consume();
            stopAt(stops.get(to));
            stops.get(to).requestFocus();
        }
    }

    private ToggleButton item(Screen screen, @Nullable Keys keys) {
        ToggleButton item = new ToggleButton();
        item.setGraphic(new FontIcon(screen.icon()));
        item.setId(screen.name() + "-item");
        item.getStyleClass().add("rail-item");
        item.setAccessibleText(screen.title());
        Tips.install(item, keys == null ? screen.title() : Text.get("frame.rail.key", screen.title(), keys.words()));
        item.setOnAction(_ -> go(screen));
        return item;
    }
}
