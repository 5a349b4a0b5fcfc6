package dev.portcullis.session;

import java.time.Duration;

/**
 * How long things live.
 *
 * @param idle a session ends after this time without use (ASVS 7.3.1, NIST SP 800-63B-4 §5.2)
 * @param absolute a session ends after this time in any case (ASVS 7.3.2)
 * @param access validity of an access token
 * @param refresh validity of a refresh token, never beyond the session's absolute limit (ASVS 10.4.8)
 * @param grace how long a spent refresh token still answers the same successor, for clients whose answer was lost or who raced themselves
 */
public record Lifetime(Duration idle, Duration absolute, Duration access, Duration refresh, Duration grace) {
    /** Ten years: beyond it, somebody has mistyped. */
    public static final Duration LONGEST = Duration.ofDays(3650);

    /** 30 minutes idle, 12 hours in all: within what AAL2 asks (1 h, 24 h). */
    public static final Lifetime DEFAULT = new Lifetime(
            Duration.ofMinutes(30),
            Duration.ofHours(12),
            Duration.ofMinutes(5),
            Duration.ofHours(12),
            Duration.ofSeconds(10));

    public Lifetime {
        positive(idle, "idle");
        positive(absolute, "absolute");
        positive(access, "access");
        positive(refresh, "refresh");
        if (grace.isNegative() || grace.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the grace window must be from 0s to " + LONGEST.toDays() + "d");
        }
        if (idle.compareTo(absolute) > 0) {
            throw new IllegalArgumentException("the idle limit must not be longer than the absolute limit");
        }
    }

    private static void positive(Duration duration, String name) {
        if (duration.toSeconds() < 1) {
            throw new IllegalArgumentException("the " + name + " limit must be at least one second");
        }
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the " + name + " limit must be at most " + LONGEST.toDays() + "d");
        }
    }
}
