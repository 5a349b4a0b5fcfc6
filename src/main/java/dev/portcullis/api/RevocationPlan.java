package dev.portcullis.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a revocation would do: a plan, bound to who asked for it and to exactly these sessions. Executing it does that and no more; sessions that begin later are not
 * in it.
 *
 * @param plan names it when it is to be executed
 * @param expiresAt until when it can be
 * @param matched how many sessions are in it, those that have ended included
 * @param notFound how many of the named handles are no session's
 * @param alreadyEnded how many of the matched have ended
 * @param radius whom it hits; of those that have not ended
 * @param message what should be noticed; null if there is nothing
 */
public record RevocationPlan(
        String plan,
        Instant expiresAt,
        RevocationAction action,
        int matched,
        int notFound,
        int alreadyEnded,
        OwnSession ownSession,
        Radius radius,
        @Nullable String message) {

    /**
     * The session by which the plan was asked for.
     *
     * @param matched whether it is among what was asked for
     * @param included whether it is in the plan
     */
    public record OwnSession(boolean matched, boolean included) {}

    /**
     * Whom it hits.
     *
     * @param networks /24 of IPv4, /64 of IPv6
     * @param permissions of the sessions
     * @param seenInLast5Minutes how many of the sessions were in use just now
     * @param operators how many of the users hold one of Portcullis's own permissions
     */
    public record Radius(
            Share users, Share networks, Share devices, Share permissions, int seenInLast5Minutes, int operators) {}

    /**
     * How the sessions are spread.
     *
     * @param count over how many values
     * @param top the ten with the most sessions
     */
    public record Share(int count, List<Top> top) {}

    /** So many sessions have this value. */
    public record Top(String value, int count) {}
}
