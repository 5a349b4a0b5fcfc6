package dev.portcullis.api;

import java.util.List;

/**
 * The answer to {@code PUT /admin/v1/policy}.
 *
 * @param policy as it is now; with {@code dryRun}, as it would be, with the version that it has now
 * @param changed whether anything was changed
 * @param applyToPresent whether the present sessions are being given this policy's limits, or with {@code dryRun} would be
 * @param effect what applying this policy means for the present sessions, whether or not that is asked for
 */
public record PolicyOutcome(PolicyView policy, boolean changed, boolean applyToPresent, Effect effect) {

    /**
     * What becomes of the sessions that are active now, if they are given the policy's limits: all counted at one instant.
     *
     * @param sessions how many are active
     * @param changing how many of them get another limit than they have
     * @param endNow how many end at once, because a limit has passed already
     * @param endWithinHour how many end within one hour (those that end at once included) unless they are used
     * @param expireWithinHour how many end within one hour (those included) even if they are used: by the absolute limit
     * @param users how many users have sessions that end at once
     * @param usersWithinHour how many users have sessions that end within one hour
     * @param topUsers those with the most sessions that end at once, then within one hour; 20 at most
     * @param ownEndsNow whether the caller's own session is among those that end at once
     * @param ownEndsWithinHour whether it is among those that end within one hour unless used
     */
    public record Effect(
            long sessions,
            long changing,
            long endNow,
            long endWithinHour,
            long expireWithinHour,
            long users,
            long usersWithinHour,
            List<User> topUsers,
            boolean ownEndsNow,
            boolean ownEndsWithinHour) {}

    /** One user's sessions. */
    public record User(String email, long sessions, long endNow, long endWithinHour) {}
}
