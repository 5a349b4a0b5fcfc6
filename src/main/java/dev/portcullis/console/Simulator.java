package dev.portcullis.console;

import dev.portcullis.client.PortcullisClient;

/** People to look at: traffic through the server's public HTTP API, plainly marked as simulated. */
public interface Simulator {
    /** Starts it with the operator's own rights (it needs {@code accounts:write}); closing the result stops it. */
    AutoCloseable start(PortcullisClient operator);
}
