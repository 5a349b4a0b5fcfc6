package dev.portcullis.console.detail;

import dev.portcullis.api.SessionView;
import java.time.Instant;

/** A part of the details of one session, with one subject. For the JavaFX thread. */
interface SessionPart {
    /** Shows the session as it is now; the same one again when it has changed. */
    void show(SessionView session, Instant now);

    /** Shows what time has changed. */
    default void tick(Instant now) {}
}
