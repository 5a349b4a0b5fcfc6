package dev.portcullis.console.login;

import dev.portcullis.console.common.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What is said to somebody who waits for a server's answer for longer than usual: for what, and for how long already. Whatever lies between may take a connection and
 * never answer. For the JavaFX thread.
 */
final class Waiting {
    /** Until then it is an answer like any other; and within it a connection is made, or that is told (the client's own limit). */
    private static final Duration USUAL = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private String server = "";
    private boolean told;
    private @Nullable Instant since;

    Waiting(InstantSource clock) {
        this.clock = clock;
    }

    /** Empty while there is nothing to say. */
    ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    /** The server is being asked; it has been told nothing yet. */
    void begin(String askedServer) {
        server = askedServer;
        told = false;
        since = clock.instant();
        tick();
    }

    /** It has said what it is, and is being told who wants to log in: from now on that is waited for, unless it has been given up. */
    void told() {
        if (since == null) {
            return;
        }
        told = true;
        since = clock.instant();
        tick();
    }

    void end() {
        since = null;
        tick();
    }

    /** Counts; once a second. */
    void tick() {
        Instant begun = since;
        Duration gone = begun == null ? Duration.ZERO : Duration.between(begun, clock.instant());
        words.set(
                gone.compareTo(USUAL) < 0
                        ? ""
                        : Text.get(told ? "login.waiting.told" : "login.waiting.first", server, gone.toSeconds()));
    }
}
