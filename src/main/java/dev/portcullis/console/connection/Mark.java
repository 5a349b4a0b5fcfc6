package dev.portcullis.console.connection;

import dev.portcullis.console.common.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;

/** What kind of server it is, and so how dangerous a mistake would be there: a colour, and always the word with it. */
public enum Mark {
    /** Red. */
    PRODUCTION,
    /** Amber. */
    STAGING,
    /** Blue. */
    TEST,
    /** Green. */
    LOCAL,
    /** Grey: nothing is said of it. */
    NONE;

    private static final List<Mark> ALL = List.of(values());

    /** Its name in the settings, and as a pseudo-class in the stylesheets. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reverse of {@link #word()}. */
    static Optional<Mark> ofWord(String word) {
        return Arrays.stream(values()).filter(mark -> mark.word().equals(word)).findFirst();
    }

    /** For the operator. */
    public String text() {
        return Text.get("connection.mark." + word());
    }

    /** Gives a node this colour, and takes the others from it. */
    public void paint(Node node) {
        ALL.forEach(each -> node.pseudoClassStateChanged(PseudoClass.getPseudoClass(each.word()), each == this));
    }
}
