package dev.portcullis.query;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are written: {@code 90s}, {@code 20m}, {@code 1h30m}, {@code 2d}; the larger unit first, each once. */
final class Durations {
    static final Pattern PATTERN = Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

    /** A hundred years. */
    static final Duration LONGEST = Duration.ofDays(36_500);

    static final List<String> UNITS = List.of("d", "h", "m", "s");
    private static final long[] SECONDS = {86_400, 3600, 60, 1};

    private Durations() {}

    /** Of a text that {@link #PATTERN} matches and that is not empty. */
    static Duration read(Matcher matched) {
        long seconds = 0;
        for (int unit = 0; unit < SECONDS.length; unit++) {
            String number = matched.group(unit + 1);
            seconds += number == null ? 0 : Long.parseLong(number) * SECONDS[unit];
        }
        return Duration.ofSeconds(seconds);
    }

    static String write(Duration duration) {
        long left = duration.toSeconds();
        StringBuilder text = new StringBuilder();
        for (int unit = 0; unit < SECONDS.length; unit++) {
            long number = left / SECONDS[unit];
            left %= SECONDS[unit];
            if (number > 0) {
                text.append(number).append(UNITS.get(unit));
            }
        }
        return text.isEmpty() ? "0s" : text.toString();
    }
}
