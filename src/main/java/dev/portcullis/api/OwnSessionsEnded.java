package dev.portcullis.api;

/**
 * The answer to {@code DELETE /v1/sessions}.
 *
 * @param ended how many other sessions of the user were ended
 */
public record OwnSessionsEnded(int ended) {}
