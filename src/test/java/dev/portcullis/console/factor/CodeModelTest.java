package dev.portcullis.console.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CodeModelTest {
    private final CodeModel model = new CodeModel();
    private Instant now = Instant.parse("2026-11-23T14:00:00Z");

    @Test
    void sixDigitsAreACode() {
        model.textProperty().set("12345");
        assertThat(model.completeBinding().get()).isFalse();
        model.textProperty().set("123456");
        assertThat(model.completeBinding().get()).isTrue();
        assertThat(model.totp()).isEqualTo("123456");
        assertThat(model.recoveryCode()).isNull();
    }

    @Test
    void whatIsPastedMayHaveSpacesAndDashes() {
        assertThat(model.accept(" 123 456\n")).isEqualTo("123456");
        assertThat(model.accept("123-456")).isEqualTo("123456");
        assertThat(model.hasRoomFor("1234567")).isFalse();
    }

    @Test
    void aRecoveryCodeIsAnythingAndNeverSentAsDigits() {
        model.textProperty().set("12");
        model.recoveryProperty().set(true);
        assertThat(model.textProperty().get()).isEmpty();
        assertThat(model.accept("k7qd-2mzx \n")).isEqualTo("k7qd-2mzx");
        model.textProperty().set("k7qd-2mzx");
        assertThat(model.completeBinding().get()).isTrue();
        assertThat(model.totp()).isNull();
        assertThat(model.recoveryCode()).isEqualTo("k7qd-2mzx");
    }

    @Test
    void aWaitIsCountedDownToItsEnd() {
        Pause pause = new Pause(() -> now);
        assertThat(pause.isOver()).isTrue();
        pause.begin(Duration.ofSeconds(299));
        assertThat(Pause.words(pause.secondsProperty().get())).isEqualTo("4:59");
        now = now.plusMillis(298_100);
        pause.tick();
        assertThat(pause.secondsProperty().get()).as("a second that has begun").isEqualTo(1);
        now = now.plusMillis(900);
        pause.tick();
        assertThat(pause.isOver()).isTrue();
        assertThat(Pause.words(3_661)).isEqualTo("1:01:01");
    }
}
