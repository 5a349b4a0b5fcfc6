package dev.portcullis.console.common;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.application.Platform;

/**
 * Work that may block, away from the JavaFX thread: each task runs on a virtual thread of its own, and its answer comes back on the JavaFX thread. What goes
 * wrong is always told: to the task's own {@code onFailure}, or, if that itself fails, to the thread's handler of uncaught exceptions.
 */
public final class Background {
    private final Executor ui;

    public Background() {
        this(Platform::runLater);
    }

    /** @param ui where answers are delivered; a test gives {@code Runnable::run} */
    public Background(Executor ui) {
        this.ui = ui;
    }

    /** Runs {@code work}; exactly one of the two hears how it went, unless it is cancelled first. */
    public <T> Running run(Callable<T> work, Consumer<? super T> onSuccess, Consumer<? super Throwable> onFailure) {
        AtomicBoolean cancelled = new AtomicBoolean();
        Thread thread = Thread.ofVirtual().name("console-background").unstarted(() -> {
            Runnable answer = answer(work, onSuccess, onFailure);
            ui.execute(() -> {
                if (!cancelled.get()) {
                    answer.run();
                }
            });
        });
        thread.start();
        return () -> {
            cancelled.set(true);
            thread.interrupt();
        };
    }

    /** Does this where answers are delivered, from whichever thread it is asked: what a task says while it runs. */
    public void tell(Runnable onScreen) {
        ui.execute(onScreen);
    }

    private static <T> Runnable answer(
            Callable<T> work, Consumer<? super T> onSuccess, Consumer<? super Throwable> onFailure) {
        try {
            T result = work.call();
            return () -> onSuccess.accept(result);
        } catch (Throwable failure) { // an Error too must reach the user, not vanish with its thread
            return () -> onFailure.accept(failure);
        }
    }

    /** A task under way. */
    @FunctionalInterface
    public interface Running {
        /** Interrupts it; called on the JavaFX thread, nothing is delivered from then on. */
        void cancel();
    }
}
