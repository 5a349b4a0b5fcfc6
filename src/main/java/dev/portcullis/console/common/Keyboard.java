package dev.portcullis.console.common;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import org.jspecify.annotations.Nullable;

/** Where the keyboard is. When what has it is taken away, JavaFX gives it to whatever comes next, or comes first in the window: whoever goes on typing types there. For the JavaFX thread. */
public final class Keyboard {
    private Keyboard() {}

    /** What has it, if that is in here, whether or not the window is in front; null if it is elsewhere. */
    public static @Nullable Node within(Node around) {
        Scene scene = around.getScene();
        Node owner = scene == null ? null : scene.getFocusOwner();
        for (Node each = owner; each != null; each = each.getParent()) {
            if (each.equals(around)) {
                return owner;
            }
        }
        return null;
    }

    /** What had it, and all around that, from within: where it goes back to. */
    static List<Node> place(@Nullable Node owner) {
        List<Node> place = new ArrayList<>();
        for (Node each = owner; each != null; each = each.getParent()) {
            place.add(each);
        }
        return place;
    }

    /** Gives it back to what had it; where that has gone or is of no use any more, to the screen that it was in, which knows where one goes on. */
    static void back(List<Node> place) {
        for (Node each : place) {
            Scene scene = each.getScene();
            if ((each.equals(place.getFirst()) || each instanceof LaterView) && scene != null) {
                each.requestFocus();
                if (!each.isDisabled() && Keyboard.within(each) != null) {
                    return;
                }
            }
        }
    }

    /** Gives it on to what has come in the place of what had it; the cursor is where it was, and selected is what was. */
    public static void pass(Node from, Node to) {
        to.requestFocus();
        if (from instanceof TextInputControl before && to instanceof TextInputControl now) {
            now.selectRange(before.getAnchor(), before.getCaretPosition());
        }
    }
}
