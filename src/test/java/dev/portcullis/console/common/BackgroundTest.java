package dev.portcullis.console.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class BackgroundTest {
    /** Stands for the JavaFX thread: what it is to do waits here until the test does it. */
    private final LinkedBlockingQueue<Runnable> ui = new LinkedBlockingQueue<>();

    private final Background background = new Background(ui::add);
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Test
    void theAnswerComesBackOnTheJavaFxThread() throws InterruptedException {
        background.run(
                () -> Thread.currentThread().isVirtual(), virtual -> heard.add("virtual " + virtual), this::failed);

        Runnable answer = ui.take();
        assertThat(heard).isEmpty();
        answer.run();
        assertThat(heard).containsExactly("virtual true");
    }

    @Test
    void aFailureIsToldNotLost() throws InterruptedException {
        background.<String>run(
                () -> {
                    throw new AssertionError("broken");
                },
                heard::add,
                this::failed);

        ui.take().run();
        assertThat(heard).containsExactly("failed: broken");
    }

    @Test
    void nothingIsDeliveredOfWhatWasCancelled() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        Background.Running running = background.run(
                () -> {
                    started.countDown();
                    new CountDownLatch(1).await(); // until the interrupt
                    return "late";
                },
                heard::add,
                this::failed);
        started.await();

        running.cancel();

        ui.take().run();
        assertThat(heard).isEmpty();
    }

    @Test
    void onlyTheAnswerToTheNewestQuestionIsDelivered() {
        Latest latest = new Latest(background);
        latest.ask(() -> "old", heard::add, this::failed);
        await().until(() -> ui.size() == 1); // the old answer is there already, but was not yet delivered
        latest.ask(() -> "new", heard::add, this::failed);
        await().until(() -> ui.size() == 2);

        ui.forEach(Runnable::run);
        assertThat(heard).containsExactly("new");
    }

    private void failed(Throwable failure) {
        heard.add("failed: " + failure.getMessage());
    }
}
