package dev.portcullis.console.chart;

import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Stats;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The counts of the last hour, kept live between two answers of the server: the answer is the truth, and events later than it are added. Not thread-safe.
 */
public final class Activity {
    private static final int MINUTES = 60;

    private final List<Stats.Minute> closed = new ArrayList<>();
    private Instant known = Instant.EPOCH;
    private Instant minute = Instant.EPOCH;
    private long active;
    private long reusedLastDay;
    private long started;
    private long failed;
    private long ended;
    private long reused;

    /** Takes what the server counted as the new ground. */
    public void rebase(Stats stats) {
        closed.clear();
        known = stats.at();
        minute = stats.at().truncatedTo(ChronoUnit.MINUTES);
        active = stats.live();
        reusedLastDay = stats.reusedLastDay();
        started = 0;
        failed = 0;
        ended = 0;
        reused = 0;
        for (Stats.Minute each : stats.minutes()) {
            if (each.at().isAfter(minute)) {
                started = each.started();
                failed = each.failed();
                ended = each.ended();
                reused = each.reused();
            } else {
                closed.add(each);
            }
        }
    }

    /** Whether the server has been heard at all. */
    public boolean known() {
        return !known.equals(Instant.EPOCH);
    }

    /** Adds one event; one that the last answer counted already is passed over. */
    public void add(EventType type, EventData data) {
        if (!known() || !data.at().isAfter(known)) {
            return;
        }
        roll(data.at());
        switch (type) {
            case SESSION_STARTED -> {
                started++;
                active++;
            }
            case SESSION_ENDED -> {
                ended++;
                active = Math.max(0, active - 1);
            }
            case LOGIN_FAILED -> failed++;
            case TOKEN_REUSED -> {
                reused++;
                reusedLastDay++;
            }
            default -> {} // in none of the figures
        }
    }

    /** The counts at {@code now}: whole minutes, then the running one. */
    public Stats at(Instant now) {
        roll(now);
        List<Stats.Minute> minutes = new ArrayList<>(closed);
        minutes.add(new Stats.Minute(now, active, started, failed, ended, reused));
        return new Stats(
                now, active, reusedLastDay, minutes.subList(Math.max(0, minutes.size() - MINUTES), minutes.size()));
    }

    private void roll(Instant now) {
        while (known() && !now.isBefore(minute.plus(1, ChronoUnit.MINUTES))) {
            if (ChronoUnit.MINUTES.between(minute, now) > MINUTES) {
                minute = now.truncatedTo(ChronoUnit.MINUTES).minus(MINUTES, ChronoUnit.MINUTES);
                closed.clear();
            }
            minute = minute.plus(1, ChronoUnit.MINUTES);
            closed.add(new Stats.Minute(minute, active, started, failed, ended, reused));
            started = 0;
            failed = 0;
            ended = 0;
            reused = 0;
        }
        if (closed.size() > MINUTES) {
            closed.subList(0, closed.size() - MINUTES).clear();
        }
    }
}
