package dev.portcullis.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeAxisTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void timesAreRoundAndAsManyAsHaveRoom() {
        assertThat(times("2026-11-24T10:03:00Z", "2026-11-24T14:02:00Z", 5, ZoneOffset.UTC))
                .containsExactly(
                        "2026-11-24T11:00:00Z", "2026-11-24T12:00:00Z", "2026-11-24T13:00:00Z", "2026-11-24T14:00:00Z");
        assertThat(times("2026-11-24T10:03:00Z", "2026-11-24T14:02:00Z", 2, ZoneOffset.UTC))
                .containsExactly("2026-11-24T12:00:00Z", "2026-11-24T14:00:00Z");
    }

    @Test
    void daysBeginWhereOneIs() {
        assertThat(times("2026-11-20T12:00:00Z", "2026-11-23T12:00:00Z", 4, BERLIN))
                .containsExactly("2026-11-20T23:00:00Z", "2026-11-21T23:00:00Z", "2026-11-22T23:00:00Z");
    }

    @Test
    void aDayOfTwentyFiveHoursShiftsNothing() {
        assertThat(times("2026-10-24T20:00:00Z", "2026-10-26T20:00:00Z", 8, BERLIN))
                .as("midnight, six, noon, six in the evening of both days")
                .contains("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "2026-10-26T11:00:00Z");
    }

    private static List<String> times(String from, String to, int most, ZoneId zone) {
        return TimeAxis.ticks(Instant.parse(from), Instant.parse(to), most, zone).stream()
                .map(tick -> tick.at().toString())
                .toList();
    }
}
