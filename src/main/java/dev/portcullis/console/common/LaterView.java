package dev.portcullis.console.common;

import dev.portcullis.console.common.Pieces.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * The place of a view that is made when it is first to be seen, in a scene and visible, or beforehand, when there is time. A desk has many screens, and whoever logs in waits for
 * one of them. It comes in pieces, and is seen when it is whole; from then on it stays. Keys that are pressed in its place meanwhile
 * are for what has the focus then. What has not been made has neither styles nor layout, and its controller no parts.
 */
public final class LaterView extends StackPane {
    /** In nodes: to load a view is as much as a pulse can bear, and more. */
    private static final int WHOLE_PULSE = 1000;

    private final Supplier<Parent> view;
    private final List<Runnable> rest;
    private final boolean loadedAtOnce;
    private final ReadOnlyBooleanWrapper whole = new ReadOnlyBooleanWrapper();
    private final List<Runnable> waiting = new ArrayList<>();
    private final List<KeyEvent> keys = new ArrayList<>();
    private Runnable onFailed = () -> {};
    private boolean made;

    /** @param view is loaded at once when it is to be seen: whoever shows it may use it */
    LaterView(Supplier<Parent> view) {
        this(view, List.of(), true);
    }

    /**
     * Not even loaded at once.
     *
     * @param rest brings into the view what is missing there, part by part
     */
    LaterView(Supplier<Parent> view, List<Runnable> rest) {
        this(view, rest, false);
    }

    private LaterView(Supplier<Parent> view, List<Runnable> rest, boolean loadedAtOnce) {
        this.view = view;
        this.rest = List.copyOf(rest);
        this.loadedAtOnce = loadedAtOnce;
        addEventHandler(KeyEvent.ANY, this::keep);
        sceneProperty().subscribe(this::seen);
        visibleProperty().subscribe(this::seen);
    }

    /** Whether all of it is there. */
    public ReadOnlyBooleanProperty wholeProperty() {
        return whole.getReadOnlyProperty();
    }

    /** Does it when all of it is there; at once, if it is. */
    public void whenWhole(Runnable work) {
        if (whole.get()) {
            work.run();
        } else {
            waiting.add(work);
        }
    }

    /** Does it if the view cannot be loaded. */
    public void onFailed(Runnable work) {
        onFailed = work;
    }

    /** Makes it after whatever else is coming, whether it is in a scene or not. */
    public void prepareAnywhere() {
        Pieces.last(new Piece(this, WHOLE_PULSE, () -> {
            if (!made) {
                load();
            }
        }));
    }

    /** Makes it after whatever else is coming, if it has not been made. */
    public void prepare() {
        Pieces.last(new Piece(this, WHOLE_PULSE, this::make));
    }

    /** Lets nothing more come. */
    public void close() {
        Pieces.forget(this);
        waiting.clear();
        keys.clear();
    }

    private void seen() {
        if (!made && getScene() != null && isVisible()) {
            if (loadedAtOnce) {
                make();
            } else {
                Pieces.first(List.of(new Piece(this, WHOLE_PULSE, this::make)));
            }
        }
    }

    private void make() {
        if (!made && getScene() != null) {
            load();
        }
    }

    private void load() {
        boolean loaded = false;
        try {
            Parent content = view.get();
            made = true;
            if (rest.isEmpty()) {
                Unfolding.into(this, content, this::isWhole);
            } else {
                Stream<Runnable> last = Stream.of(() -> Unfolding.into(this, content, this::isWhole));
                Pieces.first(Stream.concat(rest.stream(), last)
                        .map(part -> new Piece(this, WHOLE_PULSE, part))
                        .toList());
            }
            loaded = true;
        } finally { // whatever is thrown is for others to tell
            if (!loaded) {
                onFailed.run();
            }
        }
    }

    private void isWhole() {
        whole.set(true);
        List<Runnable> due = List.copyOf(waiting);
        waiting.clear();
        due.forEach(Runnable::run);
        type();
    }

    /** Unless who pressed them has gone elsewhere meanwhile, or something lies over this. */
    private void type() {
        List<KeyEvent> typed = List.copyOf(keys);
        keys.clear();
        Node before = focusOwner();
        while (before != null && !equals(before)) {
            before = before.getParent();
        }
        for (KeyEvent key : typed) {
            Node target = focusOwner();
            if (before != null && target != null) {
                Event.fireEvent(target, key.copyFor(this, target));
            }
        }
    }

    private @Nullable Node focusOwner() {
        return getScene() == null ? null : getScene().getFocusOwner();
    }

    /** Who goes to a screen types what they want there, whether it has come or not. */
    private void keep(KeyEvent key) {
        if (!whole.get() && equals(key.getTarget())) {
            keys.add(key);
            key.consume();
        }
    }
}
