package dev.portcullis.token;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Something that is read when it is asked for, ten times a second at most: all who ask before a reading begins share it. So nobody who sends unknown names makes
 * a server read more often, and nobody who waits is given what was read before they asked.
 */
final class SharedReading {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Runnable reading;
    private final AtomicReference<@Nullable FutureTask<Boolean>> next = new AtomicReference<>();
    private volatile long begun = System.nanoTime() - PAUSE.toNanos();

    SharedReading(Runnable reading) {
        this.reading = reading;
    }

    /** Returns after a reading that began after this call. What it throws, everybody who shares it is thrown. */
    void await() {
        FutureTask<Boolean> mine = new FutureTask<>(this::read, true);
        FutureTask<Boolean> shared = next.compareAndExchange(null, mine);
        if (shared == null) {
            mine.run();
        }
        try {
            (shared == null ? mine : shared).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void read() {
        long wait = begun + PAUSE.toNanos() - System.nanoTime();
        if (wait > 0) {
            LockSupport.parkNanos(wait);
        }
        begun = System.nanoTime();
        next.set(null); // who comes from here on waits for the next one
        reading.run();
    }
}
