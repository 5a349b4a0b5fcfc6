package dev.portcullis.console.overview;

import dev.portcullis.api.Stats;
import java.util.List;
import java.util.OptionalLong;

/**
 * How many logins usually fail within five minutes, as the last day had it.
 *
 * @param middle half of the time there are fewer
 * @param high 95 of 100 times there are fewer
 */
record Usual(long middle, long high) {
    static final int MINUTES = 5;

    /** What is under way now is not what is usual. */
    private static final int LATEST = 6;

    /** Fewer than this are somebody who has forgotten their password. */
    private static final long FEWEST = 20;

    private static final int TIMES = 3;

    /** @param day the last 24 hours in steps of five minutes */
    static Usual of(Stats day) {
        List<Stats.Minute> steps = day.minutes();
        long[] failed = steps.subList(0, Math.max(0, steps.size() - LATEST)).stream()
                .mapToLong(Stats.Minute::failed)
                .sorted()
                .toArray();
        return failed.length == 0
                ? new Usual(0, 0)
                : new Usual(failed[failed.length / 2], failed[(int) (failed.length * 0.95)]);
    }

    /** How many have failed in the last five minutes, if that is far more than is usual. */
    OptionalLong exceededBy(Stats live) {
        List<Stats.Minute> minutes = live.minutes();
        long failed = minutes.subList(Math.max(0, minutes.size() - MINUTES), minutes.size()).stream()
                .mapToLong(Stats.Minute::failed)
                .sum();
        return failed >= Math.max(FEWEST, TIMES * high) ? OptionalLong.of(failed) : OptionalLong.empty();
    }
}
