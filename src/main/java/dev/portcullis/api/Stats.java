package dev.portcullis.api;

import java.time.Instant;
import java.util.List;

/**
 * {@code GET /admin/v1/stats}: how many, now and in the last hour.
 *
 * @param at the server's time of the answer
 * @param active sessions that are active at {@code at}
 * @param reusedLastDay refresh reuses in the last 24 hours
 * @param minutes the last 60 minutes, oldest first; the last one is still running
 */
public record Stats(Instant at, long active, long reusedLastDay, List<Minute> minutes) {

    /**
     * One minute.
     *
     * @param at its end; for the running minute, the time of the answer
     * @param active sessions active at its end
     * @param started, failed, ended, reused logins, failed logins, ends and refresh reuses within it
     */
    public record Minute(Instant at, long active, long started, long failed, long ended, long reused) {}
}
