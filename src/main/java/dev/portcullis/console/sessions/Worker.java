package dev.portcullis.console.sessions;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The one thread that owns the model's mutable state. What a task throws reaches the thread's handler of uncaught exceptions, and the next task runs all the same. */
final class Worker implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sessions-model").daemon().factory());

    /** Runs a task soon. After {@link #close} it is dropped: whoever closed has no use for it. */
    void execute(Runnable task) {
        later(Duration.ZERO, task);
    }

    /** Runs a task after a while. */
    void later(Duration delay, Runnable task) {
        try {
            var _ = thread.schedule(reporting(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            if (!thread.isShutdown()) {
                throw e;
            }
        }
    }

    /** Runs a task again and again. */
    void every(Duration period, Runnable task) {
        var _ = thread.scheduleWithFixedDelay(
                reporting(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static Runnable reporting(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                Thread current = Thread.currentThread();
                current.getUncaughtExceptionHandler().uncaughtException(current, e);
            }
        };
    }
}
