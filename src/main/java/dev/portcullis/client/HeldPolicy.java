package dev.portcullis.client;

import dev.portcullis.api.PolicyView;

/**
 * The policy as it was read, with the tag that a change of it names.
 *
 * @param etag sent back as {@code If-Match}, so that nobody else's change is lost
 */
public record HeldPolicy(String etag, PolicyView view) {}
