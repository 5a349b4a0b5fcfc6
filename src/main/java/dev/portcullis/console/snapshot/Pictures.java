package dev.portcullis.console.snapshot;

import java.io.IOException;

/**
 * The pictures of one screen, or of one subject. A further picture of a screen is taken in its class, and named in {@code SnapshotTourTest}; a further
 * screen is a class of its own, which {@link SnapshotTour} names in its turn.
 */
@FunctionalInterface
interface Pictures {
    /**
     * Works the console until there is something to see, and takes pictures of it. It begins and ends at the sessions' table, with nothing chosen, unless it
     * says otherwise; and it leaves nothing changed at the server.
     */
    void take(Walk walk) throws IOException, InterruptedException;
}
