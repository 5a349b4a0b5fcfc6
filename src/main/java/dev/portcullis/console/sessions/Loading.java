package dev.portcullis.console.sessions;

import dev.portcullis.client.ClientException;

/** How far the first reading of the sessions has come. */
public sealed interface Loading {
    /** Nothing has arrived yet. */
    record Awaited() implements Loading {}

    /** There is something to show. */
    record Done() implements Loading {}

    /** There is nothing to show, and this is why. */
    record Failed(ClientException why) implements Loading {}
}
