package dev.portcullis.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /admin/v1/stats}: how many, now and in the course of time.
 *
 * @param at the server's time of the answer
 * @param active sessions that are active at {@code at}
 * @param suspended sessions that are suspended then
 * @param reusedLastDay refresh reuses in the last 24 hours
 * @param minutes the time that was asked for, oldest first; unless asked otherwise, the last 60 minutes, of which the last one is still running
 * @param step how many minutes each of {@code minutes} stands for
 * @param timeLeft how long the active sessions still have; null if that was not asked for, or has not been counted yet
 * @param rebuilding whether the counts are being made anew: this answer is as right as any, and took longer
 */
public record Stats(
        Instant at,
        long active,
        long suspended,
        long reusedLastDay,
        List<Minute> minutes,
        int step,
        @Nullable TimeLeft timeLeft,
        boolean rebuilding) {

    /** The last hour, without more. */
    public Stats(Instant at, long active, long reusedLastDay, List<Minute> minutes) {
        this(at, active, 0, reusedLastDay, minutes, 1, null, false);
    }

    /** Sessions that have not ended: what the running minute has as {@code active}. */
    public long live() {
        return active + suspended;
    }

    /**
     * One minute, or as many as {@code step} says.
     *
     * @param at its end; if it is still running, the time of the answer
     * @param active sessions that had not ended at its end; whether they were suspended then is not counted
     * @param started, failed, ended, reused, refreshed logins, failed logins, ends, refresh reuses and refreshes within it
     * @param ends by reason; only those that there were
     */
    public record Minute(
            Instant at,
            long active,
            long started,
            long failed,
            long ended,
            long reused,
            long refreshed,
            Map<EndReason, Long> ends) {

        /** Without what is known only of the past. */
        public Minute(Instant at, long active, long started, long failed, long ended, long reused) {
            this(at, active, started, failed, ended, reused, 0, Map.of());
        }
    }

    /**
     * How many active sessions end within which time if nobody uses them: a histogram.
     *
     * @param at when that was so: going through all sessions takes a while, so the answer may be some seconds old
     */
    public record TimeLeft(Instant at, List<Bucket> buckets) {}

    /**
     * Sessions with this much time left, and more than the bucket before.
     *
     * @param seconds at most; absent of the last, which has no limit
     */
    public record Bucket(@Nullable Long seconds, long sessions) {}
}
