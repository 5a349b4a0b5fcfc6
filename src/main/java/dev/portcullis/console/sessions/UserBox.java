package dev.portcullis.console.sessions;

import dev.portcullis.console.common.Measures;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/**
 * Lays out who somebody is. Where there is little room the mail domain gives way first, then the word that somebody is simulated to its icon, beside a tag that too, then the name down to
 * its first letters, then the tag; the dot never.
 */
final class UserBox extends Pane {
    private static final double GAP = 8;
    /** In pixels at the normal size of text. */
    private static final double DOT_AT_NORMAL = 8;

    /** Less of a domain than this says nothing. */
    private static final double SHORTEST_DOMAIN = 48;

    /** So much of a name is seen beside any tag. In pixels at the normal size of text. */
    private static final double FIRST_LETTERS = 40;

    private final Region dot;
    private final Label local;
    private final Label domain;
    private final Label tag;
    private final Label word;
    private final Node icon;
    private boolean simulated;

    UserBox(Region dot, Label local, Label domain, Label tag, Label word, Node icon) {
        this.dot = dot;
        this.local = local;
        this.domain = domain;
        this.tag = tag;
        this.word = word;
        this.icon = icon;
        getChildren().setAll(dot, local, domain, tag, word, icon);
        setMinWidth(0);
    }

    /** Whether it is nobody real. */
    void simulated(boolean nobodyReal) {
        simulated = nobodyReal;
        requestLayout();
    }

    @Override
    protected double computePrefWidth(double height) {
        double tagged = tag.isVisible() ? GAP + tag.prefWidth(-1) : 0;
        double marked = simulated ? GAP + word.prefWidth(-1) : 0;
        return dot() + GAP + local.prefWidth(-1) + domain.prefWidth(-1) + tagged + marked;
    }

    @Override
    protected void layoutChildren() {
        double letters = Math.min(snapSizeX(local.prefWidth(-1)), Measures.px(FIRST_LETTERS));
        double beside = Math.max(0, getWidth() - dot() - GAP - letters - GAP);
        double tagged = tag.isVisible() ? Math.min(snapSizeX(tag.prefWidth(-1)), beside) : 0;
        dot.resizeRelocate(0, snapPositionY((getHeight() - dot()) / 2), dot(), dot());
        double x = dot() + GAP;
        double room = getWidth() - x - (tagged > 0 ? tagged + GAP : 0);
        room -= markSimulated(room - local.prefWidth(-1));
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
            x += GAP + tagged;
        }
        if (word.isVisible()) {
            middle(word, x + GAP, snapSizeX(word.prefWidth(-1)));
        }
        if (icon.isVisible()) {
            icon.relocate(
                    snapPositionX(x + GAP),
                    snapPositionY((getHeight() - icon.getLayoutBounds().getHeight()) / 2));
        }
    }

    /**
     * @param spare room besides the name
     * @return what the word, or its icon, takes of it
     */
    private double markSimulated(double spare) {
        double asWord = simulated ? GAP + snapSizeX(word.prefWidth(-1)) : 0;
        double asIcon = simulated ? GAP + snapSizeX(icon.getLayoutBounds().getWidth()) : 0;
        word.setVisible(simulated && asWord <= spare);
        icon.setVisible(simulated && asWord > spare && (asIcon <= spare || !tag.isVisible()));
        return word.isVisible() ? asWord : icon.isVisible() ? asIcon : 0;
    }

    private static double dot() {
        return Measures.px(DOT_AT_NORMAL);
    }

    private void middle(Region child, double x, double width) {
        double height = Math.min(getHeight(), child.prefHeight(width));
        child.resizeRelocate(x, snapPositionY((getHeight() - height) / 2), width, height);
    }
}
