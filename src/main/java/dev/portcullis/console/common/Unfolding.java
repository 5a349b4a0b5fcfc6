package dev.portcullis.console.common;

import dev.portcullis.console.common.Pieces.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * Brings many nodes into the scene a few at a time. JavaFX styles and lays out whatever has come in the next pulse, and answers to nothing and nobody meanwhile: some 80 µs
 * for a node that is new, several hundred nodes for a screen. Belongs to the JavaFX thread.
 */
public final class Unfolding {
    /** What a pane holds whose children were set: those that were set before come no more. */
    private static final Object COMING = new Object();

    /** What a pane holds that is not taken apart. */
    private static final Object WHOLE = new Object();

    /** What a pane holds whose children come with it. */
    private static final Object TOGETHER = new Object();

    /** In nodes: what is not worth cutting. */
    private static final int SMALL = 12;

    /** In nodes: what most controls make of themselves; and a table, without its rows. */
    private static final int CONTROL = 3;

    private static final int TABLE = 60;

    private final Object of;
    private final List<Piece> pieces = new ArrayList<>();

    private Unfolding(Object of) {
        this.of = of;
    }

    /**
     * Gives a pane these children instead of those it has. Those that it has stay; the others come one after the other, if the pane is in a scene.
     *
     * @param children those that other code takes elsewhere meanwhile stay there
     */
    public static void set(Pane pane, List<? extends Node> children) {
        if (pane.getScene() == null) { // where nothing is styled
            setNow(pane, children);
            return;
        }
        Object token = new Object();
        pane.getProperties().put(COMING, token);
        keep(pane, children);
        Unfolding all = new Unfolding(pane);
        for (Node child : children) {
            if (!pane.equals(child.getParent())) {
                all.come(
                        pane,
                        children,
                        child,
                        () -> token.equals(pane.getProperties().get(COMING)));
            }
        }
        Pieces.first(all.pieces);
    }

    /** Gives them at once; what was coming comes no more. */
    public static void setNow(Pane pane, List<? extends Node> children) {
        pane.getProperties().remove(COMING);
        pane.getChildren().setAll(children);
    }

    /** Of what is there, what is to be there, unless it is in another order. */
    private static void keep(Pane pane, List<? extends Node> wanted) {
        List<Node> there = List.copyOf(pane.getChildren());
        List<? extends Node> kept = wanted.stream().filter(there::contains).toList();
        if (there.stream().filter(kept::contains).toList().equals(kept)) {
            pane.getChildren().retainAll(kept);
        } else {
            pane.getChildren().clear();
        }
    }

    /** Has the children of these panes come with them, for whoever moves them to other places; what is in those may come later. */
    public static void together(Pane... panes) {
        for (Pane pane : panes) {
            pane.getProperties().put(TOGETHER, true);
        }
    }

    /** Has these panes come with all that is in them, for whoever fills them anew at any time: what was taken out of them could come back beside it. */
    public static void whole(Pane... panes) {
        for (Pane pane : panes) {
            pane.getProperties().put(WHOLE, true);
        }
    }

    /**
     * Brings a view into its place: its outermost pane at once, what is in it piece by piece, in view only when it is whole.
     *
     * @param whole hears that it is
     */
    static void into(Pane place, Parent view, Runnable whole) {
        Unfolding all = new Unfolding(place);
        view.setVisible(false);
        all.cut(view);
        place.getChildren().setAll(view);
        all.pieces.add(new Piece(place, 1, () -> {
            view.setVisible(true);
            whole.run();
        }));
        Pieces.first(all.pieces);
    }

    /** Takes apart what is too large, and says how large the rest is. */
    private int cut(Node node) {
        int whole = weight(node);
        if (whole > SMALL && node instanceof ScrollPane scroll && scroll.getContent() != null) {
            return CONTROL + cut(scroll.getContent());
        }
        if (whole <= SMALL
                || !(node instanceof Pane pane)
                || !isPlain(pane)
                || pane.getProperties().containsKey(WHOLE)) {
            return whole;
        }
        List<Node> children = List.copyOf(pane.getChildren());
        if (pane.getProperties().containsKey(TOGETHER)) {
            return 1 + children.stream().mapToInt(this::cut).sum();
        }
        pane.getChildren().clear();
        children.forEach(child -> come(pane, children, child, () -> true));
        return 1;
    }

    private void come(Pane pane, List<? extends Node> all, Node child, BooleanSupplier wanted) {
        int at = pieces.size();
        int rest = cut(child);
        pieces.add(at, new Piece(of, rest, () -> {
            if (child.getParent() == null && wanted.getAsBoolean()) {
                pane.getChildren().add(place(pane, all, child), child);
            }
        }));
    }

    /** After the nearest of those before it that are there: others may have come meanwhile. */
    private static int place(Pane pane, List<? extends Node> all, Node child) {
        for (int before = all.indexOf(child) - 1; before >= 0; before--) {
            int there = pane.getChildren().indexOf(all.get(before));
            if (there >= 0) {
                return there + 1;
            }
        }
        return 0;
    }

    /** Whether its children are its own, and nothing more is known of them. */
    private static boolean isPlain(Pane pane) {
        return pane instanceof VBox
                || pane instanceof HBox
                || pane instanceof StackPane
                || pane instanceof GridPane
                || pane instanceof FlowPane;
    }

    private static int weight(Node node) {
        if (node instanceof TableView) {
            return TABLE;
        }
        if (node instanceof ScrollPane scroll && scroll.getContent() != null) {
            return CONTROL + weight(scroll.getContent());
        }
        if (node instanceof Control) {
            return CONTROL;
        }
        int all = 1;
        if (node instanceof Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                all += weight(child);
            }
        }
        return all;
    }
}
