package dev.portcullis.console.sessions;

import dev.portcullis.console.common.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A moment of the past as it is typed: {@code 02:13} (the last time that it was), {@code yesterday 02:13}, {@code 2026-11-24 02:13}, {@code -90m}, {@code -1d6h}. Words are
 * those of English and of the language that the console speaks; times of day are those of a zone's wall clocks, and count to the minute.
 */
final class PastMoments {
    /** Two clocks are never quite alike, and of what is to come for the server it tells nothing. */
    private static final Duration BEHIND = Duration.ofSeconds(1);

    private static final Pattern AGO = Pattern.compile(
            "[-−](?:(\\d{1,4})d)?\\s*(?:(\\d{1,5})h)?\\s*(?:(\\d{1,6})m(?:in)?)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern AT = Pattern.compile("(?:(?<day>\\S+)(?:\\s+|[Tt]))?(?<time>\\d{1,2}:\\d{2})");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private PastMoments() {}

    /** What is meant. */
    sealed interface Meant {
        record At(Instant instant) implements Meant {}

        /** It cannot be shown, and this is why, in a sentence. */
        record Wrong(String sentence) implements Meant {}

        /** Nothing is typed. */
        record Nothing() implements Meant {}
    }

    /** @param now the server's time */
    static Meant parse(String text, Instant now, ZoneId zone) {
        String typed = text.strip();
        if (typed.isEmpty()) {
            return new Meant.Nothing();
        }
        Matcher ago = AGO.matcher(typed);
        if (ago.matches() && typed.length() > 1) {
            Duration back = Duration.ofDays(number(ago.group(1)))
                    .plusHours(number(ago.group(2)))
                    .plusMinutes(number(ago.group(3)));
            return within(now.minus(back), now);
        }
        Matcher at = AT.matcher(typed);
        if (at.matches()) {
            return at(at.group("day"), at.group("time"), now, zone);
        }
        if (day(typed, now, zone) != null) {
            return new Meant.Wrong(Text.get("sessions.as-of.no-time"));
        }
        return new Meant.Wrong(Text.get("sessions.as-of.unread", typed));
    }

    private static Meant at(@Nullable String day, String time, Instant now, ZoneId zone) {
        LocalTime clock;
        try {
            clock = LocalTime.parse(time, TIME);
        } catch (DateTimeParseException _) {
            return new Meant.Wrong(Text.get("sessions.as-of.no-clock", time));
        }
        LocalDate date = day == null ? lastWith(clock, now, zone) : day(day, now, zone);
        if (date == null) {
            return new Meant.Wrong(Text.get("sessions.as-of.no-day", day == null ? "" : day));
        }
        LocalDateTime wall = date.atTime(clock);
        if (zone.getRules().getValidOffsets(wall).isEmpty()) {
            return new Meant.Wrong(Text.get("sessions.as-of.skipped"));
        }
        return within(wall.atZone(zone).toInstant(), now);
    }

    /** Today, or the day before if it has not been so late today. */
    private static LocalDate lastWith(LocalTime clock, Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return today.atTime(clock).atZone(zone).toInstant().isAfter(now) ? today.minusDays(1) : today;
    }

    private static @Nullable LocalDate day(String word, Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        if (is(word, "today", "sessions.as-of.today")) {
            return today;
        }
        if (is(word, "yesterday", "sessions.as-of.yesterday")) {
            return today.minusDays(1);
        }
        try {
            return LocalDate.parse(word, DAY);
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    private static boolean is(String word, String english, String key) {
        return word.equalsIgnoreCase(english) || word.equalsIgnoreCase(Text.get(key));
    }

    /** How far back it is known who was in, the server tells. */
    private static Meant within(Instant then, Instant now) {
        if (then.isAfter(now)) {
            return new Meant.Wrong(Text.get("sessions.as-of.future"));
        }
        Instant latest = now.minus(BEHIND);
        return new Meant.At(then.isAfter(latest) ? latest : then);
    }

    /** As it would be typed: {@code 2026-11-24 02:13}. */
    static String written(Instant then, ZoneId zone) {
        LocalDateTime wall = LocalDateTime.ofInstant(then, zone).truncatedTo(ChronoUnit.MINUTES);
        return DAY.format(wall) + " "
                + DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(wall);
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
