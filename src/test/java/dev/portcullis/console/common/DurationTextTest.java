package dev.portcullis.console.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({"0,0s", "45,45s", "1800,30m", "43200,12h", "604800,7d", "5400,1h 30m", "90061,1d 1h 1m 1s"})
    void aTimeIsReadAsItIsWritten(int seconds, String text) {
        assertThat(DurationText.of(seconds)).isEqualTo(text);
        assertThat(DurationText.parse(text)).hasValue(seconds);
    }

    @ParameterizedTest
    @CsvSource({"90,90", "' 30 min ',1800", "1H30M,5400", "2d12h,216000"})
    void itMayBeTypedOtherwise(String text, int seconds) {
        assertThat(DurationText.parse(text)).hasValue(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "soon", "-5m", "1.5h", "30m 1h", "999999d"})
    void whatIsNoTimeIsNone(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }
}
