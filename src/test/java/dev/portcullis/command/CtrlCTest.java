package dev.portcullis.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is under way is given up when it comes, and what winds that up is not. */
class CtrlCTest {
    private static String forever(CountDownLatch begun) throws IOException {
        begun.countDown();
        try {
            return "waited in vain: " + new CountDownLatch(1).await(1, TimeUnit.MINUTES);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("given up");
        }
    }

    @Test
    void itInterruptsTheWorkAndNothingAfterIt() {
        try (CtrlC ctrlC = new CtrlC()) {
            CountDownLatch begun = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> {
                try {
                    begun.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
                ctrlC.notice();
            });
            assertThatIOException()
                    .isThrownBy(() -> ctrlC.interrupting(() -> forever(begun)))
                    .withMessage("given up");
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(ctrlC.came()).isTrue();
        }
    }

    @Test
    void whatIsBegunAfterItIsGivenUpAtOnce() {
        try (CtrlC ctrlC = new CtrlC()) {
            ctrlC.notice();
            assertThatIOException().isThrownBy(() -> ctrlC.interrupting(() -> forever(new CountDownLatch(1))));
        }
    }

    @Test
    void withoutItTheWorkIsDone() throws IOException {
        try (CtrlC ctrlC = new CtrlC()) {
            assertThat(ctrlC.<String>interrupting(() -> "done")).isEqualTo("done");
            assertThat(ctrlC.came()).isFalse();
        }
    }
}
