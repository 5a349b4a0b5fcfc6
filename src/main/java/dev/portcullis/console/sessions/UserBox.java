package dev.portcullis.console.sessions;

import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** Lays out who somebody is. Where there is little room the mail domain gives way first, then the name; the dot and the tag never. */
final class UserBox extends Pane {
    private static final double GAP = 8;
    private static final double DOT = 8;

    /** Less of a domain than this says nothing. */
    private static final double SHORTEST_DOMAIN = 48;

    private final Region dot;
    private final Label local;
    private final Label domain;
    private final Label tag;

    UserBox(Region dot, Label local, Label domain, Label tag) {
        this.dot = dot;
        this.local = local;
        this.domain = domain;
        this.tag = tag;
        getChildren().setAll(dot, local, domain, tag);
        setMinWidth(0);
    }

    @Override
    protected double computePrefWidth(double height) {
        double tagged = tag.isVisible() ? GAP + tag.prefWidth(-1) : 0;
        return DOT + GAP + local.prefWidth(-1) + domain.prefWidth(-1) + tagged;
    }

    @Override
    protected void layoutChildren() {
        double tagged = tag.isVisible() ? snapSizeX(tag.prefWidth(-1)) : 0;
        dot.resizeRelocate(0, snapPositionY((getHeight() - DOT) / 2), DOT, DOT);
        double x = DOT + GAP;
        double room = getWidth() - x - (tagged > 0 ? tagged + GAP : 0);
        double name = Math.min(snapSizeX(local.prefWidth(-1)), Math.max(0, room));
        middle(local, x, name);
        x += name;
        double rest = Math.min(snapSizeX(domain.prefWidth(-1)), room - name);
        boolean worthIt = rest >= Math.min(SHORTEST_DOMAIN, domain.prefWidth(-1)) && rest > 0;
        domain.setVisible(worthIt);
        if (worthIt) {
            middle(domain, x, rest);
            x += rest;
        }
        if (tagged > 0) {
            middle(tag, x + GAP, tagged);
        }
    }

    private void middle(Region child, double x, double width) {
        double height = Math.min(getHeight(), child.prefHeight(width));
        child.resizeRelocate(x, snapPositionY((getHeight() - height) / 2), width, height);
    }
}
