package dev.portcullis.server;

import io.vertx.core.http.HttpServerResponse;

/** Answers piece by piece, on a virtual thread. */
@FunctionalInterface
interface StreamEndpoint {
    /**
     * Serves the stream; returns when it is over.
     *
     * @throws ProblemException before anything was written
     */
    void serve(Request request, HttpServerResponse response) throws InterruptedException;
}
