package dev.portcullis.server;

/** Answers requests, on a virtual thread. A {@link ProblemException} becomes the problem that it names. */
@FunctionalInterface
interface Endpoint {
    Response answer(Request request);
}
