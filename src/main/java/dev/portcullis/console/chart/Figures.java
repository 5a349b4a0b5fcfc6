package dev.portcullis.console.chart;

import dev.portcullis.console.common.Text;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** How durations, times, counts and ids are written, the same everywhere. Unit symbols are d, h, m and s. */
public final class Figures {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final int SHORT_ID = 4;

    private static volatile Formats formats = Formats.in(Locale.ROOT);

    private Figures() {}

    /**
     * How one language writes them: to make a format takes ten times as long as to use it, and a table has one in each row.
     *
     * @param dates by their patterns, as they have been asked for so far
     */
    private record Formats(Locale locale, NumberFormat counts, Map<String, DateTimeFormatter> dates) {
        static Formats in(Locale locale) {
            return new Formats(locale, NumberFormat.getIntegerInstance(locale), new ConcurrentHashMap<>());
        }

        /** Those of the language that is spoken. */
        static Formats now() {
            Formats last = formats;
            if (last.locale().equals(Text.locale())) {
                return last;
            }
            Formats fresh = in(Text.locale());
            formats = fresh;
            return fresh;
        }

        String count(long number) {
            synchronized (counts) { // it is not for two threads at once
                return counts.format(number);
            }
        }

        String date(String pattern, Instant at) {
            return dates.computeIfAbsent(pattern, missing -> DateTimeFormatter.ofPattern(missing, locale))
                    .format(at.atZone(ZoneId.systemDefault()));
        }
    }

    /** What is left, to the second: {@code 08:41}, {@code 1:02:03} from an hour on, {@code 00:00} when nothing is left; from a day on as {@link #span}. */
    public static String countdown(Duration left) {
        long seconds = Math.max(0, left.toSeconds());
        if (seconds >= 86_400) {
            return span(left);
        }
        return seconds < 3600
                ? two(seconds / 60) + ":" + two(seconds % 60)
                : seconds / 3600 + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60);
    }

    /** What is left, in its two largest units: {@code 9h 31m}, {@code 2d 04h}; below an hour as {@link #countdown}. */
    public static String span(Duration left) {
        long minutes = Math.max(0, left.toMinutes());
        if (minutes < 60) {
            return countdown(left);
        }
        return minutes < 24 * 60
                ? minutes / 60 + "h " + two(minutes % 60) + "m"
                : minutes / (24 * 60) + "d " + two(minutes / 60 % 24) + "h";
    }

    /** A limit as it was set, without empty parts: {@code 30:00} below an hour, {@code 12h}, {@code 1h 30m}. */
    public static String limit(Duration limit) {
        if (limit.toMinutes() < 60) {
            return countdown(limit);
        }
        long hours = limit.toHours();
        int minutes = limit.toMinutesPart();
        return minutes == 0 ? hours + "h" : hours + "h " + two(minutes) + "m";
    }

    /** How long ago, in its largest unit: {@code 38 s}, {@code 11 m}, {@code 4 h}, {@code 3 d}. */
    public static String ago(Duration past) {
        long seconds = Math.max(0, past.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " m";
        }
        return seconds < 2 * 86_400 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }

    /** The time of day to the second, on this computer's wall clock's zone. */
    public static String clock(Instant at) {
        return CLOCK.format(at.atZone(ZoneId.systemDefault()));
    }

    /** The time of day to the minute. */
    public static String minute(Instant at) {
        return MINUTE.format(at.atZone(ZoneId.systemDefault()));
    }

    /** A day of a chart that shows several: {@code Tue 24}. */
    public static String weekday(Instant at) {
        return dated("figures.weekday", at);
    }

    /** A day and a time of day to the minute: {@code Tue 24 Nov 14:00}. */
    public static String dayAndMinute(Instant at) {
        return dated("figures.weekday-minute", at);
    }

    /** A day of the year and a time of day to the second: {@code 24 Nov 14:02:11}. */
    public static String dayAndSecond(Instant at) {
        return dated("figures.day-second", at);
    }

    /** The time of day if it is less than a day from {@code now}, with the date otherwise. */
    public static String moment(Instant at, Instant now) {
        return Duration.between(at, now).abs().toHours() < 24 ? clock(at) : dated("figures.day", at);
    }

    /** The whole of it, with its date and zone, for whoever compares it with another clock: {@code Nov 24, 2026, 09:14:02 CET}. */
    public static String absolute(Instant at) {
        return dated("figures.absolute", at);
    }

    /** A day: {@code Nov 24, 2026}. */
    public static String date(Instant at) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(Text.locale())
                .format(at.atZone(ZoneId.systemDefault()));
    }

    /** A count with its thousands set apart: {@code 48,213}. */
    public static String count(long number) {
        return Formats.now().count(number);
    }

    /** A count for an axis: {@code 950}, {@code 1.5k}, {@code 45k}, {@code 2M}. */
    public static String brief(double number) {
        if (number >= 1_000_000) {
            return trimmed(number / 1_000_000) + "M";
        }
        return number >= 1000 ? trimmed(number / 1000) + "k" : trimmed(number);
    }

    /** Enough of an id to tell neighbours apart: its last four digits, which are random where a UUIDv7 begins with the time. */
    public static String shortId(UUID id) {
        String digits = id.toString();
        return digits.substring(digits.length() - SHORT_ID);
    }

    /** @param key of its pattern */
    private static String dated(String key, Instant at) {
        return Formats.now().date(Text.get(key), at);
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }

    private static String trimmed(double number) {
        NumberFormat format = NumberFormat.getNumberInstance(Text.locale());
        format.setMaximumFractionDigits(1);
        format.setGroupingUsed(false);
        return format.format(number);
    }
}
