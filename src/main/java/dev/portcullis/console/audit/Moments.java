package dev.portcullis.console.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** A day or a time as it is typed: {@code 2026-11-24}, {@code 2026-11-24 14:00}; on this computer's wall clock. */
final class Moments {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd H:mm", Locale.ROOT);

    private Moments() {}

    /**
     * The instant that is meant.
     *
     * @param end whether it is where something ends: of a day its end is meant then
     */
    static Optional<Instant> parse(String text, boolean end, ZoneId zone) {
        String typed = text.strip();
        try {
            if (typed.length() <= 10) {
                LocalDate day = LocalDate.parse(typed);
                return Optional.of(
                        (end ? day.plusDays(1) : day).atStartOfDay(zone).toInstant());
            }
            return Optional.of(LocalDateTime.parse(typed, MINUTE).atZone(zone).toInstant());
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
