package dev.portcullis.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Why there is no window is said in one line, with advice where there is some. */
class NoWindowTest {
    private final Throwable trouble =
            new IllegalStateException("not started", new UnsatisfiedLinkError("libgtk-3.so.0: cannot open\nmore"));

    @Test
    void theInnermostCauseIsSaidEverywhere() {
        assertThat(NoWindow.because(trouble, false, null))
                .isEqualTo("JavaFX cannot open a window: libgtk-3.so.0: cannot open");
    }

    @Test
    void onLinuxWithWhatItNeeds() {
        assertThat(NoWindow.because(trouble, true, ":7"))
                .startsWith("JavaFX cannot open a window: libgtk-3.so.0: cannot open. ")
                .contains("DISPLAY (:7;", "libgtk-3-0", "gtk3")
                .hasLineCount(1);
    }

    @Test
    void aCauseWithoutWordsIsNamed() {
        assertThat(NoWindow.because(new IllegalStateException(), false, null)).endsWith(": IllegalStateException");
    }
}
