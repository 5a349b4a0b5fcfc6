package dev.portcullis.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "-5,00:00",
        "0,00:00",
        "9,00:09",
        "521,08:41",
        "1800,30:00",
        "3599,59:59",
        "3600,1:00:00",
        "36065,10:01:05",
        "86399,23:59:59",
        "86400,1d 00h",
        "1206746,13d 23h"
    })
    void aCountdownIsExactToTheSecondBelowADayAndStopsAtZero(long seconds, String shown) {
        assertThat(Figures.countdown(Duration.ofSeconds(seconds))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "-1,00:00",
        "59,00:59",
        "3599,59:59",
        "3600,1h 00m",
        "34260,9h 31m",
        "86399,23h 59m",
        "86400,1d 00h",
        "187200,2d 04h"
    })
    void aLongSpanIsShownInItsTwoLargestUnits(long seconds, String shown) {
        assertThat(Figures.span(Duration.ofSeconds(seconds))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"1800,30:00", "43200,12h", "5400,1h 30m"})
    void aLimitHasNoEmptyParts(long seconds, String shown) {
        assertThat(Figures.limit(Duration.ofSeconds(seconds))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"-3,0 s", "38,38 s", "60,1 m", "3599,59 m", "3600,1 h", "172799,47 h", "172800,2 d"})
    void howLongAgoIsOneUnit(long seconds, String shown) {
        assertThat(Figures.ago(Duration.ofSeconds(seconds))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "950,950", "1500,1.5k", "45000,45k", "2000000,2M"})
    void anAxisIsBrief(double number, String shown) {
        assertThat(Figures.brief(number)).isEqualTo(shown);
    }

    @Test
    void aShortIdIsTheEndBecauseAUuidv7BeginsWithTheTime() {
        assertThat(Figures.shortId(UUID.fromString("0199f3a2-71c4-7d0e-9b1f-4c334455beef")))
                .isEqualTo("beef");
    }

    @Test
    void aMomentOfAnotherDayHasItsDate() {
        Instant now = Instant.parse("2026-11-23T14:00:00Z");
        assertThat(Figures.moment(now.minusSeconds(60), now)).isEqualTo("13:59:00");
        assertThat(Figures.moment(now.minus(Duration.ofDays(2)), now)).isEqualTo("21 Nov 14:00");
    }

    @ParameterizedTest
    @CsvSource({"1,AMPLE", "0.51,AMPLE", "0.5,LOW", "0.21,LOW", "0.2,SHORT", "0,SHORT"})
    void greenAboveHalfAmberBelowRedBelowAFifth(double left, Level level) {
        assertThat(Level.of(left)).isEqualTo(level);
    }

    @Test
    void whatIsLeftIsNeverMoreThanAllNorLessThanNothing() {
        Instant now = Instant.parse("2026-11-23T14:00:00Z");
        assertThat(Level.fraction(now, now.plusSeconds(15), Duration.ofSeconds(30)))
                .isEqualTo(0.5);
        assertThat(Level.fraction(now, now.minusSeconds(1), Duration.ofSeconds(30)))
                .isZero();
        assertThat(Level.fraction(now, now.plusSeconds(60), Duration.ofSeconds(30)))
                .isEqualTo(1);
        assertThat(Level.fraction(now, now.plusSeconds(60), Duration.ZERO)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0,1,1", "3,3,1", "4,4,2", "7,9,3", "50000,60000,20000", "57848,60000,20000", "61000,75000,25000"})
    void anAxisHasRoundStepsAndHoldsTheHighest(double highest, double top, double step) {
        assertThat(Scale.upTo(highest, 3)).isEqualTo(new Scale(top, step));
    }
}
