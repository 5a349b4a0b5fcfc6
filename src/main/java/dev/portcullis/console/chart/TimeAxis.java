package dev.portcullis.console.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Round times of day, or days, to be written under a chart: as many as have room. */
final class TimeAxis {
    private static final Duration DAY = Duration.ofDays(1);
    private static final List<Duration> STEPS = List.of(
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12),
            DAY,
            Duration.ofDays(2),
            Duration.ofDays(3),
            Duration.ofDays(5),
            Duration.ofDays(7),
            Duration.ofDays(14));

    /** @param day whether it is the begin of a day, rather than a time of day */
    record Tick(Instant at, boolean day) {}

    private TimeAxis() {}

    /**
     * The ticks from the left to the right.
     *
     * @param most how many have room
     * @param zone in which times are round, and days begin
     */
    static List<Tick> ticks(Instant from, Instant to, int most, ZoneId zone) {
        Duration length = Duration.between(from, to);
        Duration step = STEPS.stream()
                .filter(each -> length.dividedBy(each) <= Math.max(1, most))
                .findFirst()
                .orElse(STEPS.getLast());
        List<Tick> ticks = new ArrayList<>();
        ZonedDateTime day = from.atZone(zone).truncatedTo(ChronoUnit.DAYS);
        while (!day.toInstant().isAfter(to)) {
            ZonedDateTime next = day.plusDays(Math.max(1, step.toDays()));
            // Day by day: on two days of a year the hours are 23 or 25.
            for (Instant at = day.toInstant();
                    at.isBefore(next.toInstant()) && !at.isAfter(to);
                    at = step.compareTo(DAY) < 0 ? at.plus(step) : next.toInstant()) {
                if (!at.isBefore(from)) {
                    ticks.add(new Tick(at, at.equals(day.toInstant())));
                }
            }
            day = next;
        }
        return ticks;
    }
}
