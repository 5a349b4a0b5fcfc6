package dev.portcullis.console;

import dev.portcullis.console.login.LoggedIn;
import java.net.URI;

/**
 * What is left of an operator's stay that ended without their wish: where they were, for when they come back.
 *
 * @param search what they searched for
 */
record EndedStay(URI server, String email, String search) {
    static EndedStay of(LoggedIn gone, String search) {
        return new EndedStay(gone.client().server(), gone.own().account().email(), search);
    }

    /** Whether this is the same operator at the same server: nobody goes on where another was. */
    boolean isOf(LoggedIn now) {
        return server.equals(now.client().server())
                && email.equals(now.own().account().email());
    }
}
