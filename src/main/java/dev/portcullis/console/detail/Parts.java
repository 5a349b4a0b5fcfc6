package dev.portcullis.console.detail;

import dev.portcullis.api.SessionView;
import dev.portcullis.console.common.Keyboard;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Tips;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;

/** What the parts of the details have in common. */
final class Parts {
    private Parts() {}

    static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }

    /** Has something filled anew. The keyboard goes on at the place in it where it was: when what has it is taken out, it goes to the top of the window. */
    static void refill(Parent place, Runnable fill) {
        Node owner = Keyboard.within(place);
        int at = owner == null ? -1 : stops(place).indexOf(owner);
        fill.run();
        if (at < 0) {
            return;
        }
        List<Node> stops = stops(place);
        if (stops.isEmpty()) {
            around(place).requestFocus();
        } else {
            stops.get(Math.min(at, stops.size() - 1)).requestFocus();
        }
    }

    /** All that Tab stops at in there. */
    private static List<Node> stops(Parent place) {
        List<Node> stops = new ArrayList<>();
        for (Node each : place.getChildrenUnmodifiable()) {
            if (each.isFocusTraversable()) {
                stops.add(each);
            }
            if (each instanceof Parent inner) {
                stops.addAll(stops(inner));
            }
        }
        return stops;
    }

    /** What all of it is scrolled in. */
    private static Node around(Node place) {
        Node each = place;
        while (!(each instanceof ScrollPane) && each.getParent() != null) {
            each = each.getParent();
        }
        return each;
    }

    /** Says more of it on hover. */
    static void tip(Label label, String words) {
        Tips.say(label, words);
    }

    /** Whether it was used since: what changes with each use was otherwise then, and nobody kept how. */
    static boolean usedSince(SessionView session, Instant then) {
        return session.lastSeenAt().isAfter(then);
    }

    /** Says that what would stand there is not known. */
    static void unknown(Label label) {
        label.setText(Text.get("sessions.unknown"));
        tip(label, Text.get("sessions.unknown.why"));
    }

    static Label label(String text, String... styleClasses) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styleClasses);
        return label;
    }

    /** What people call somebody: the part of the address before the @. */
    static String localPart(String email) {
        int at = email.indexOf('@');
        return at <= 0 ? email : email.substring(0, at);
    }
}
