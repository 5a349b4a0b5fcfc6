package dev.portcullis.console.common;

import java.util.List;
import java.util.Optional;
import javafx.beans.value.ChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.TraversalDirection;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * A dialog laid over the whole window, rather than a window of its own: it cannot be lost behind another, it dims what it asks about, and it is in every
 * snapshot. While it is open the focus stays in it; afterwards it returns to where it was. A dialog may be laid over another. The scene's root must be a
 * {@link StackPane}.
 */
public final class Overlay {
    private static final String SCRIM = "scrim";

    /** Laid over another dialog, which has dimmed the window already. */
    private static final PseudoClass UPPER = PseudoClass.getPseudoClass("upper");

    private final StackPane window;
    private final Scene scene;
    private final Pane content;
    private final Shadow shadow = new Shadow();
    private final StackPane scrim;
    private final List<Node> focusBefore;
    private final ChangeListener<@Nullable Node> keepFocus = (_, _, now) -> keepFocus(now);
    private Subscription back = Subscription.EMPTY;
    private @Nullable Node last;

    private Overlay(Scene scene, Pane content) {
        this.scene = scene;
        this.window = (StackPane) scene.getRoot();
        this.content = content;
        this.focusBefore = Keyboard.place(scene.getFocusOwner());
        this.scrim = new StackPane(content);
    }

    /**
     * Shows a dialog in the middle of the window and puts the focus on its first control.
     *
     * @param content as large as it prefers to be
     * @param onEscape called at Esc; usually {@link #close()}
     */
    public static Overlay show(Scene scene, Pane content, Runnable onEscape) {
        Overlay overlay = new Overlay(scene, content);
        content.getChildren().addFirst(overlay.shadow);
        content.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        overlay.scrim.getStyleClass().add(SCRIM);
        overlay.scrim.setMinSize(0, 0); // never larger than the window, whatever is in it
        overlay.scrim.pseudoClassStateChanged(UPPER, overlay.top().isPresent());
        overlay.scrim.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            // A list would keep it for itself, though nothing is edited in it.
            if (event.getCode() == KeyCode.ESCAPE
                    && event.getTarget() instanceof ListView<?> list
                    && !list.isEditable()) {
                event.consume();
                onEscape.run();
            }
        });
        overlay.scrim.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                onEscape.run();
            } else if (event.getCode() == KeyCode.ENTER) {
                event.consume(); // it would press the default button of what lies beneath
            }
        });
        content.heightProperty().subscribe(overlay::fit);
        overlay.scrim.heightProperty().subscribe(overlay::fit);
        overlay.window.getChildren().add(overlay.scrim);
        overlay.scrim.applyCss(); // a field without its skin loses what is typed before it is drawn
        scene.focusOwnerProperty().addListener(overlay.keepFocus);
        overlay.keepFocus(null);
        return overlay;
    }

    /** Whether a dialog is laid over the window: then the keys of what lies beneath do nothing. */
    public static boolean isOpen(Scene scene) {
        return scene.getRoot() instanceof StackPane window
                && window.getChildren().stream()
                        .anyMatch(node -> node.getStyleClass().contains(SCRIM));
    }

    /** Where, among what lies in a window, the dialogs begin. */
    static int lowest(StackPane window) {
        int place = 0;
        while (place < window.getChildren().size()
                && !window.getChildren().get(place).getStyleClass().contains(SCRIM)) {
            place++;
        }
        return place;
    }

    /** Takes it away; a second time does nothing. */
    public void close() {
        scene.focusOwnerProperty().removeListener(keepFocus);
        back.unsubscribe();
        content.getChildren().remove(shadow); // it may be shown again
        if (window.getChildren().remove(scrim)) {
            Keyboard.back(focusBefore);
        }
    }

    /** What is higher than the window is made smaller until its buttons can be reached: large text in a low window. */
    private void fit() {
        double room = scrim.getHeight() - scrim.snappedTopInset() - scrim.snappedBottomInset();
        double scale = room <= 0 || content.getHeight() <= room ? 1 : room / content.getHeight();
        content.setScaleX(scale);
        content.setScaleY(scale);
    }

    private void keepFocus(@Nullable Node owner) {
        if (!isOnTop()) {
            return;
        }
        if (scrim.equals(owner)) {
            giveBack();
            return;
        }
        if (isInside(owner)) {
            last = owner;
            return;
        }
        content.requestFocusTraversal(TraversalDirection.NEXT);
        if (!isInside(scene.getFocusOwner())) {
            holdFocus();
        }
    }

    /** As long as nothing in it can have the focus, nothing beneath it may: what had it last gets it back. */
    private void holdFocus() {
        scrim.requestFocus();
        Node before = last;
        if (before != null) {
            back.unsubscribe();
            back = before.disabledProperty().subscribe(_ -> giveBack());
        }
    }

    private void giveBack() {
        Node before = last;
        if (before != null
                && scrim.equals(scene.getFocusOwner())
                && isInside(before)
                && before.isVisible()
                && !before.isDisabled()) {
            before.requestFocus();
        }
    }

    private boolean isInside(@Nullable Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (each.equals(scrim)) {
                return true;
            }
        }
        return false;
    }

    /** Whether no other dialog has been laid over this one, whose the focus is then. */
    private boolean isOnTop() {
        return top().filter(scrim::equals).isPresent();
    }

    private Optional<Node> top() {
        return window.getChildren().reversed().stream()
                .filter(node -> node.getStyleClass().contains(SCRIM))
                .findFirst();
    }
}
