package dev.portcullis.api;

/**
 * {@code GET /admin/v1/policy/progress}: how far the policy has reached the live sessions.
 *
 * @param version of the policy that holds
 * @param older how many live sessions have limits of an older version
 * @param applying how many of these are being given the newest limits; the others keep theirs until they end
 * @param renaming how many live sessions are still to get the name that their network has by now
 */
public record PolicyProgress(long version, long older, long applying, long renaming) {}
