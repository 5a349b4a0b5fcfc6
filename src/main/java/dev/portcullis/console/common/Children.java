package dev.portcullis.console.common;

import java.util.List;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/** What a pane holds, and holds on to. */
public final class Children {
    private Children() {}

    /** Gives a pane these, in this order. What is there already is not taken out: the keyboard may be in it, or a pointer that has been pressed. */
    public static void put(Pane pane, List<? extends Node> wanted) {
        ObservableList<Node> there = pane.getChildren();
        there.retainAll(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            Node each = wanted.get(i);
            int at = there.indexOf(each);
            if (at != i) {
                if (at >= 0) {
                    there.remove(at);
                }
                there.add(i, each);
            }
        }
    }
}
