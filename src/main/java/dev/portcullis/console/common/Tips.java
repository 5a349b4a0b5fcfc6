package dev.portcullis.console.common;

import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;

/** Tooltips that are made when the pointer first comes: each is a window of its own with a scene in it, and a desk has hundreds of them. */
public final class Tips {
    private Tips() {}

    /**
     * Says something of a node.
     *
     * @param words asked each time that the pointer comes
     */
    public static void install(Node node, Supplier<String> words) {
        Tooltip[] made = new Tooltip[1];
        node.hoverProperty().subscribe(hovered -> {
            if (!hovered) {
                return;
            }
            if (made[0] == null) {
                made[0] = new Tooltip();
                Tooltip.install(node, made[0]);
            }
            made[0].setText(words.get());
        });
    }

    /** With words that stay the same. */
    public static void install(Node node, String words) {
        node.setAccessibleHelp(words);
        install(node, () -> words);
    }
}
