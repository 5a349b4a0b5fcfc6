package dev.portcullis.account;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets as many password hashes run at once as there are processors, and a bounded number wait for a bounded time: each takes 19 MiB and tens of milliseconds
 * of a whole processor, so an unbounded rush of logins would take the memory and the time of everything else.
 */
public final class HashGate {
    private static final int WAITING_FOR_EACH = 32;

    private final Semaphore running;
    private final Semaphore admitted;
    private final Duration patience;

    /**
     * @param parallel hashes at once
     * @param patience how long one waits for its turn
     */
    public HashGate(int parallel, Duration patience) {
        this.running = new Semaphore(parallel, true);
        this.admitted = new Semaphore(parallel * (1 + WAITING_FOR_EACH));
        this.patience = patience;
    }

    /** One gate a processor, five seconds' patience. */
    public static HashGate ofProcessors() {
        return new HashGate(Runtime.getRuntime().availableProcessors(), Duration.ofSeconds(5));
    }

    /** There was no turn in time. */
    public static final class FullException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public FullException() {
            super("too many logins at once");
        }
    }

    /**
     * Computes when it is its turn.
     *
     * @throws FullException if too many wait already, or its turn did not come in time
     */
    public <T> T run(Supplier<T> hashing) {
        if (!admitted.tryAcquire()) {
            throw new FullException();
        }
        try {
            if (!running.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new FullException();
            }
            try {
                return hashing.get();
            } finally {
                running.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FullException();
        } finally {
            admitted.release();
        }
    }
}
