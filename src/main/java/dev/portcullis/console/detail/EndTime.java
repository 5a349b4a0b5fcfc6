package dev.portcullis.console.detail;

import dev.portcullis.console.common.DurationText;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A time at which something ends, as it is typed: {@code 2026-11-24 18:00} on this computer's wall clock, {@code 18:00} for the next time that it is that late, or
 * {@code 2h 30m} from now.
 */
final class EndTime {
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd H:mm[:ss]", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm[:ss]", Locale.ROOT);

    private EndTime() {}

    /** As it would be typed, to the second. */
    static String written(Instant time, ZoneId zone) {
        return WRITTEN.format(time.atZone(zone));
    }

    /** What is meant; empty if it is no time. */
    static Optional<Instant> parse(String text, Instant now, ZoneId zone) {
        String typed = text.strip();
        OptionalInt seconds = typed.matches("\\d+") ? OptionalInt.empty() : DurationText.parse(typed);
        if (seconds.isPresent()) {
            return Optional.of(now.plusSeconds(seconds.getAsInt()).truncatedTo(ChronoUnit.SECONDS));
        }
        try {
            if (typed.length() > 8) {
                return Optional.of(
                        LocalDateTime.parse(typed, MOMENT).atZone(zone).toInstant());
            }
            ZonedDateTime today = LocalTime.parse(typed, TIME)
                    .atDate(now.atZone(zone).toLocalDate())
                    .atZone(zone);
            return Optional.of((today.toInstant().isAfter(now) ? today : today.plusDays(1)).toInstant());
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
