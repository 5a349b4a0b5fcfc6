package dev.portcullis.console.detail;

import dev.portcullis.api.SessionView;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.common.Tips;
import java.time.Instant;
import javafx.scene.Node;
import javafx.scene.control.Label;

/** What the parts of the details have in common. */
final class Parts {
    private Parts() {}

    static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
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
