package dev.portcullis.console.overview;

import dev.portcullis.api.Stats;
import dev.portcullis.console.common.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many sessions have so much time left unless they are used.
 *
 * @param atLeast in seconds
 * @param lessThan in seconds; null if there is no limit
 */
record TimeLeftBar(long atLeast, @Nullable Long lessThan, long sessions) {
    private static final long MINUTE = 60;
    private static final long SOON = 5 * MINUTE;

    /** The limits that nobody has changed end here: the rest is shown only if there is any. */
    private static final int FEWEST = 5;

    /** From the shortest on, up to the longest that there is. */
    static List<TimeLeftBar> of(Stats.TimeLeft left) {
        List<TimeLeftBar> bars = new ArrayList<>();
        long from = 0;
        for (Stats.Bucket bucket : left.buckets()) {
            bars.add(new TimeLeftBar(from, bucket.seconds(), bucket.sessions()));
            from = bucket.seconds() == null ? from : bucket.seconds();
        }
        while (bars.size() > FEWEST && bars.getLast().sessions() == 0) {
            bars.removeLast();
        }
        return bars;
    }

    /** How many end within five minutes. */
    static long soon(List<TimeLeftBar> bars) {
        return bars.stream()
                .filter(bar -> bar.lessThan() != null && bar.lessThan() <= SOON)
                .mapToLong(TimeLeftBar::sessions)
                .sum();
    }

    /** In as few letters as can be. */
    String name() {
        return lessThan == null
                ? Text.get("overview.time-left.more", brief(atLeast))
                : Text.get("overview.time-left.less", brief(lessThan));
    }

    String tip() {
        if (lessThan == null) {
            return Text.get("overview.time-left.tip.more", sessions, brief(atLeast));
        }
        return atLeast == 0
                ? Text.get("overview.time-left.tip.less", sessions, brief(lessThan))
                : Text.get("overview.time-left.tip", sessions, brief(atLeast), brief(lessThan));
    }

    String styleClass() {
        if (lessThan != null && lessThan <= MINUTE) {
            return "bad";
        }
        return lessThan != null && lessThan <= SOON ? "warn" : "accent";
    }

    private static String brief(long seconds) {
        long minutes = seconds / MINUTE;
        if (minutes < 60) {
            return minutes + "m";
        }
        return minutes < 24 * 60 ? minutes / 60 + "h" : minutes / (24 * 60) + "d";
    }
}
