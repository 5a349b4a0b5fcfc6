package dev.portcullis.console.overview;

import dev.portcullis.api.Stats;
import java.time.Duration;

/**
 * What was at the same time earlier, to compare with.
 *
 * @param before how much earlier: a week or a day
 */
record Earlier(Duration before, Stats stats) {
    static final Duration WEEK = Duration.ofDays(7);
    static final Duration DAY = Duration.ofDays(1);

    /** Whether there was anything at all: a server that is younger has nothing to compare with. */
    boolean known() {
        return stats.minutes().stream().anyMatch(minute -> minute.active() > 0 || minute.started() > 0);
    }
}
