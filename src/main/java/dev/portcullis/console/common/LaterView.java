package dev.portcullis.console.common;

import dev.portcullis.console.common.Pieces.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;

/**
 * The place of a view that is made when it is first to be seen, in a scene and visible, or beforehand, when there is time. A desk has many screens, and whoever logs in waits for
 * one of them. It comes in pieces, and is seen when it is whole; from then on it stays. What has not been made has neither styles nor layout, and its controller no parts.
 */
public final class LaterView extends StackPane {
    /** In nodes: to load a view is as much as a pulse can bear, and more. */
    private static final int WHOLE_PULSE = 1000;

    private final Supplier<Parent> view;
    private final ReadOnlyBooleanWrapper whole = new ReadOnlyBooleanWrapper();
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean made;

    LaterView(Supplier<Parent> view) {
        this.view = view;
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

    /** Makes it after whatever else is coming, if it has not been made. */
    public void prepare() {
        Pieces.last(new Piece(this, WHOLE_PULSE, this::make));
    }

    /** Lets nothing more come. */
    public void close() {
        Pieces.forget(this);
        waiting.clear();
    }

    private void seen() {
        if (getScene() != null && isVisible()) {
            make();
        }
    }

    private void make() {
        if (!made && getScene() != null) {
            Parent content = view.get();
            made = true;
            Unfolding.into(this, content, this::isWhole);
        }
    }

    private void isWhole() {
        whole.set(true);
        List<Runnable> due = List.copyOf(waiting);
        waiting.clear();
        due.forEach(Runnable::run);
    }
}
