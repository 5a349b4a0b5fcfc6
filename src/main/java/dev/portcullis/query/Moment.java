package dev.portcullis.query;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** A time that a query names. Days are whole days in UTC: they begin, and they end before the next begins. */
public sealed interface Moment {
    /** The first that can be named, and the first after those that can be. */
    Instant EARLIEST = Instant.EPOCH;

    Instant LATEST = Year.of(10_000).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);

    /** Whether it can be named: it lies in the years 1970 to 9999. PostgreSQL does not know all that can be written. */
    static boolean mayBe(Instant instant) {
        return !instant.isBefore(EARLIEST) && instant.isBefore(LATEST);
    }

    /** An instant, to the microsecond: the database keeps no more. */
    record At(Instant instant) implements Moment {
        public At {
            instant = instant.truncatedTo(ChronoUnit.MICROS);
        }
    }

    /** A day of the calendar. */
    record Day(LocalDate date) implements Moment {}

    /** So long before the time of asking: {@code -2h}; of zero: {@code now}. */
    record Ago(Duration duration) implements Moment {}

    /** The day of asking, or so many before it: {@code today}, {@code yesterday}. */
    record DaysAgo(int days) implements Moment {}

    /** Whether it is a whole day. */
    default boolean isDay() {
        return this instanceof Day || this instanceof DaysAgo;
    }

    /** Whether it is another one tomorrow. */
    default boolean isRelative() {
        return this instanceof Ago || this instanceof DaysAgo;
    }

    /** The instant; of a day, the one at which it begins. */
    default Instant begins(Instant now) {
        return switch (this) {
            case At(Instant instant) -> instant;
            case Day(LocalDate date) -> date.atStartOfDay(ZoneOffset.UTC).toInstant();
            case Ago(Duration duration) -> now.minus(duration);
            case DaysAgo(int days) -> now.truncatedTo(ChronoUnit.DAYS).minus(days, ChronoUnit.DAYS);
        };
    }

    /** The first instant that is after it and not in it: of a day, the one at which the next begins; an instant is in itself alone. */
    default Instant ends(Instant now) {
        Instant begins = begins(now);
        return isDay() ? begins.plus(1, ChronoUnit.DAYS) : begins.plus(1, ChronoUnit.MICROS);
    }
}
