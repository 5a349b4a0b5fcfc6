package dev.portcullis.console.detail;

import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** What copies itself while it has the focus, so that the key to copy means it and not what is selected in the table. */
public interface Copyable {
    /** Copies it. */
    void copy();

    /** Whether a key that was pressed there is this one's, or that of something in it. */
    static boolean at(@Nullable Object target) {
        for (Node node = target instanceof Node some ? some : null; node != null; node = node.getParent()) {
            if (node instanceof Copyable) {
                return true;
            }
        }
        return false;
    }
}
