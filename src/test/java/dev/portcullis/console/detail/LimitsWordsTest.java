package dev.portcullis.console.detail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsWordsTest {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    @Test
    void whatIsLeftIsSaidWithOfHowMuch() {
        assertThat(LimitsController.words(Duration.ofSeconds(1_795), HALF_AN_HOUR))
                .isEqualTo("29:55 of 30:00");
        assertThat(LimitsController.words(Duration.ofMillis(1_800_400), HALF_AN_HOUR))
                .isEqualTo("30:00 of 30:00");
    }

    @Test
    void ofASuspendedSessionMoreIsLeftThanItsLimit() {
        assertThat(LimitsController.words(Duration.ofSeconds(2_096), HALF_AN_HOUR))
                .isEqualTo("34:56");
    }
}
