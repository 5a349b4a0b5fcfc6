package dev.portcullis.console.detail;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;

/** What the parts of the details have in common. */
final class Parts {
    private Parts() {}

    static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }

    /** Says more of it on hover. */
    static void tip(Label label, String words) {
        if (label.getTooltip() == null) {
            label.setTooltip(new Tooltip());
        }
        label.getTooltip().setText(words);
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
