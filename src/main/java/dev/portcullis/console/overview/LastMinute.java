package dev.portcullis.console.overview;

import dev.portcullis.api.Stats;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.ToLongFunction;

/** The last whole minute, or the running one where it already counts more: a burst is seen as it happens, a minute that has just begun is no slump. */
record LastMinute(Instant from, Instant until, long count) {
    static LastMinute of(Stats stats, ToLongFunction<Stats.Minute> count) {
        List<Stats.Minute> minutes = stats.minutes();
        LastMinute found = new LastMinute(stats.at(), stats.at(), 0);
        for (Stats.Minute minute : minutes.subList(Math.max(0, minutes.size() - 2), minutes.size())) {
            Instant end = minute.at().truncatedTo(ChronoUnit.MINUTES);
            Instant begin = end.isBefore(minute.at()) ? end : end.minus(1, ChronoUnit.MINUTES);
            if (found.from().equals(found.until()) || count.applyAsLong(minute) > found.count()) {
                found = new LastMinute(begin, begin.plus(1, ChronoUnit.MINUTES), count.applyAsLong(minute));
            }
        }
        return found;
    }
}
