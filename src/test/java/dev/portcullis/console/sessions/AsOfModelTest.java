package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.console.common.Language;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.sessions.PastMoments.Meant;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In Berlin, on a Tuesday in November, at 14:02:51. */
class AsOfModelTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-11-24T13:02:51Z");

    private final ObjectProperty<@Nullable Instant> then = new SimpleObjectProperty<>();
    private final AsOfModel model = new AsOfModel(then, () -> NOW, BERLIN);

    @AfterEach
    void english() {
        Text.speak(Language.ENGLISH);
    }

    @ParameterizedTest
    @CsvSource({
        "02:13, 2026-11-24T01:13:00Z",
        "2:13, 2026-11-24T01:13:00Z",
        "14:02, 2026-11-24T13:02:00Z",
        "14:03, 2026-11-23T13:03:00Z",
        "today 02:13, 2026-11-24T01:13:00Z",
        "yesterday 02:13, 2026-11-23T01:13:00Z",
        "YESTERDAY   23:59, 2026-11-23T22:59:00Z",
        "2026-11-24 02:13, 2026-11-24T01:13:00Z",
        "2026-11-01T02:13, 2026-11-01T01:13:00Z",
        "-90m, 2026-11-24T11:32:51Z",
        "-1h30m, 2026-11-24T11:32:51Z",
        "-2d 1h, 2026-11-22T12:02:51Z",
        "-0m, 2026-11-24T13:02:50Z",
        "-90d, 2026-08-26T13:02:51Z"
    })
    void whatIsTypedIsAMomentOfTheOperatorsWallClock(String typed, Instant meant) {
        assertThat(parsed(typed)).isEqualTo(new Meant.At(meant));
    }

    @ParameterizedTest
    @CsvSource({
        "tomorrow 02:13, no day",
        "2026-02-30 02:13, no day",
        "25:00, no time of day",
        "10:61, no time of day",
        "yesterday, time of day",
        "2026-11-24, time of day",
        "soon, is no time",
        "90m, is no time",
        "-, is no time",
        "today 23:00, still to come",
        "2026-12-01 00:00, still to come"
    })
    void whatIsNoMomentIsSaidInWords(String typed, String why) {
        assertThat(parsed(typed))
                .isInstanceOfSatisfying(
                        Meant.Wrong.class, wrong -> assertThat(wrong.sentence()).contains(why));
    }

    @Test
    void aTimeThatTheClocksLeftOutIsSaidToBeNone() {
        Instant april = Instant.parse("2026-04-01T12:00:00Z");

        assertThat(PastMoments.parse("2026-03-29 02:30", april, BERLIN))
                .isInstanceOfSatisfying(
                        Meant.Wrong.class, wrong -> assertThat(wrong.sentence()).contains("put forward"));
    }

    @Test
    void theWordsOfTheLanguageAreUnderstood() {
        Text.speak(Language.GERMAN);

        assertThat(parsed("gestern 02:13")).isEqualTo(new Meant.At(Instant.parse("2026-11-23T01:13:00Z")));
        assertThat(parsed("yesterday 02:13")).isEqualTo(new Meant.At(Instant.parse("2026-11-23T01:13:00Z")));
    }

    @Test
    void oneGoesThereAndBack() {
        model.typedProperty().set("nonsense");
        assertThat(model.go()).isFalse();
        assertThat(model.past()).isFalse();
        model.typedProperty().set("02:13");
        assertThat(model.go()).isTrue();
        assertThat(then.get()).isEqualTo(Instant.parse("2026-11-24T01:13:00Z"));
        model.begin();
        assertThat(model.typedProperty().get()).isEqualTo("2026-11-24 02:13");
        model.leave();
        assertThat(model.past()).isFalse();
    }

    @Test
    void theQuickOnesAreAllWithinWhatAServerKeepsUnlessItWasToldOtherwise() {
        for (AsOfModel.Quick quick : AsOfModel.quick()) {
            model.go(quick);
            assertThat(then.get()).isBetween(NOW.minus(Duration.ofDays(30)), NOW);
        }
        model.go(AsOfModel.Quick.MIDNIGHT);
        assertThat(then.get()).isEqualTo(Instant.parse("2026-11-23T23:00:00Z"));
        model.go(AsOfModel.Quick.HOUR);
        assertThat(then.get()).isEqualTo(NOW.minus(Duration.ofHours(1)));
    }

    private static Meant parsed(String typed) {
        return PastMoments.parse(typed, NOW, BERLIN);
    }
}
