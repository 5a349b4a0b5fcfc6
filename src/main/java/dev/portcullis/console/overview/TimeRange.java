package dev.portcullis.console.overview;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The time that the charts show: until now, in steps of which there are a few hundred. */
enum TimeRange {
    HOUR(Duration.ofHours(1), 1),
    FOUR_HOURS(Duration.ofHours(4), 1),
    DAY(Duration.ofDays(1), 5),
    WEEK(Duration.ofDays(7), 30),
    /** As long as the server keeps minutes. */
    MONTH(Duration.ofDays(30), 120);

    private final Duration length;
    private final int step;

    TimeRange(Duration length, int step) {
        this.length = length;
        this.step = step;
    }

    Duration length() {
        return length;
    }

    /** In minutes. */
    int step() {
        return step;
    }

    /** How often it is worth asking anew. */
    Duration pace() {
        return Duration.ofSeconds(this == HOUR || this == FOUR_HOURS ? 10 : 30);
    }

    /** Where the first step begins, if the last one is to hold {@code until}. Steps begin at round times. */
    Instant from(Instant until) {
        long seconds = step * 60L;
        Instant last = Instant.ofEpochSecond(Math.floorDiv(until.getEpochSecond(), seconds) * seconds);
        return last.plus(step, ChronoUnit.MINUTES).minus(length);
    }

    /** Its name in texts and ids. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
