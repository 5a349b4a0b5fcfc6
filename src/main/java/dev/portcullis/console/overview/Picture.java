package dev.portcullis.console.overview;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.Facets;
import dev.portcullis.api.Stats;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the screen shows of one moment.
 *
 * @param from where the first step begins
 * @param earlier null if there is nothing to compare with
 * @param reused the sessions that a reuse ended within a day
 */
record Picture(
        TimeRange range,
        Instant from,
        Stats stats,
        @Nullable Earlier earlier,
        Usual usual,
        Facets facets,
        OverviewSource.Reuses reused) {
    /** The server's time of it. */
    Instant at() {
        return stats.at();
    }

    /** Where a step begins. */
    Instant begin(int step) {
        return from.plus(Duration.ofMinutes((long) step * range.step()));
    }

    /** Where a step ends: now, if it is still running. */
    Instant end(int step) {
        return stats.minutes().get(step).at();
    }

    /** Whether a step ends now; one more than there are is now in any case. */
    boolean present(int step) {
        return step >= stats.minutes().size() || !end(step).isBefore(at());
    }

    /** Whether a step is over. What has only begun always looks like a fall. */
    boolean whole(int step) {
        return !end(step).isBefore(begin(step + 1));
    }

    /** How many ended for which reason, the most frequent first. */
    Map<EndReason, Long> ends() {
        Map<EndReason, Long> ends = new EnumMap<>(EndReason.class);
        for (Stats.Minute minute : stats.minutes()) {
            minute.ends().forEach((reason, count) -> ends.merge(reason, count, Long::sum));
        }
        return ends;
    }

    /** The reasons of which there was any, the most frequent first. */
    List<EndReason> reasons() {
        Map<EndReason, Long> ends = ends();
        return ends.keySet().stream()
                .sorted(Comparator.comparing((EndReason reason) -> ends.getOrDefault(reason, 0L))
                        .reversed())
                .toList();
    }
}
