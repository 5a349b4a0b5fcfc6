package dev.portcullis.console.desk;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import org.kordamp.ikonli.Ikon;

/**
 * A screen of the console, as the frame knows it: a place on the rail, what is shown there, and what can be done there. To add one, implement this and put it into
 * the frame's list; the rail, Ctrl and its number, the palette and the help follow from that.
 */
public interface Screen extends AutoCloseable {
    /** Its name in ids: {@code sessions} for the rail's {@code #sessions-item}. */
    String name();

    /** What it is called on the rail. */
    String title();

    Ikon icon();

    /** In a sentence, why it cannot be shown to this operator; empty if it can. The same at each call. */
    default String hindrance() {
        return "";
    }

    /** What is shown; the same at each call. */
    Node root();

    /** It comes into view. */
    default void enter() {}

    /** It goes out of view. */
    default void leave() {}

    /** The server is heard again after it was not: what could not be read meanwhile is read now. */
    default void heardAgain() {}

    /** Gives the keyboard to where one goes on. */
    void focus();

    /** What can be done here. Their keys are the screen's own business: it knows what has the focus. */
    default List<Action> actions() {
        return List.of();
    }

    /** What it can be searched for; empty if it cannot be searched. */
    default Optional<Query> query() {
        return Optional.empty();
    }

    /** Ends what it started. */
    @Override
    default void close() {}
}
