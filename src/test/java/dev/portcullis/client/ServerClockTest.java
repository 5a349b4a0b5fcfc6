package dev.portcullis.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerClockTest {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00.900Z");

    private Instant local = START;
    private final ServerClock clock = new ServerClock(() -> local);

    private void answer(String date) {
        clock.answered(local, HttpHeaders.of(Map.of("Date", List.of(date)), (_, _) -> true));
    }

    @Test
    void itIsZeroBeforeTheFirstMeasurement() {
        assertThat(clock.offset()).isZero();
    }

    @Test
    void aDateOfWholeSecondsMeasuresToHalfASecond() {
        answer("Mon, 23 Nov 2026 12:00:10 GMT");
        assertThat(clock.offset()).isBetween(Duration.ofMillis(9_100), Duration.ofMillis(10_100));
    }

    @Test
    void furtherAnswersNarrowIt() {
        // The server is 9.5 s ahead: it says :10 at our :00.9 (its 10.4), and :10 still at our :01.4 (its 10.9).
        answer("Mon, 23 Nov 2026 12:00:10 GMT");
        local = START.plusMillis(500);
        answer("Mon, 23 Nov 2026 12:00:10 GMT");
        assertThat(clock.offset()).isBetween(Duration.ofMillis(9_100), Duration.ofMillis(9_600));
    }

    @Test
    void aClockThatWasSetIsMeasuredAnew() {
        answer("Mon, 23 Nov 2026 12:00:10 GMT");
        answer("Mon, 23 Nov 2026 12:30:00 GMT");
        assertThat(clock.offset()).isGreaterThan(Duration.ofMinutes(29));
    }

    @Test
    void theLeastDelayedHeartbeatDecides() {
        answer("Mon, 23 Nov 2026 12:00:10 GMT");
        clock.heartbeat(local.plusMillis(9_480));
        clock.heartbeat(local.plusMillis(9_120));
        assertThat(clock.offset()).isEqualTo(Duration.ofMillis(9_480));
    }

    @Test
    void somethingThatIsNoDateMeasuresNothing() {
        answer("yesterday");
        assertThat(clock.offset()).isZero();
    }
}
