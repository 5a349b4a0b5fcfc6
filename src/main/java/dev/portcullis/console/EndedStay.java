package dev.portcullis.console;

import dev.portcullis.console.frame.Whereabouts;
import dev.portcullis.console.login.LoggedIn;
import dev.portcullis.console.policy.PolicyDraft;
import java.net.URI;

/**
 * What is left of an operator's stay that ended without their wish, for when they come back.
 *
 * @param where they were
 * @param policy what they had changed of it and not saved
 */
record EndedStay(URI server, String email, Whereabouts where, PolicyDraft policy) {
    static EndedStay of(LoggedIn gone, Whereabouts where, PolicyDraft policy) {
        return new EndedStay(gone.client().server(), gone.own().account().email(), where, policy);
    }

    /** Whether this is the same operator at the same server: nobody goes on where another was. */
    boolean isOf(LoggedIn now) {
        return server.equals(now.client().server())
                && email.equals(now.own().account().email());
    }
}
