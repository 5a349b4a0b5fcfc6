package dev.portcullis.account;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Lets so many password hashes run at once, and a bounded number wait for a bounded time: each takes 19 MiB (or what the configuration says) and tens of milliseconds
 * of a whole processor, so an unbounded rush of logins would take the memory and the time of everything else.
 */
public final class HashGate {
    private static final int WAITING_FOR_EACH = 32;

    private final Semaphore running;
    private final Semaphore admitted;
    private final Duration patience;
    private final int parallel;
    private final LongAdder done = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /**
     * @param parallel hashes at once
     * @param patience how long one waits for its turn
     */
    public HashGate(int parallel, Duration patience) {
        this.parallel = parallel;
        this.running = new Semaphore(parallel, true);
        this.admitted = new Semaphore(parallel * (1 + WAITING_FOR_EACH));
        this.patience = patience;
    }

    /** With five seconds' patience. */
    public HashGate(int parallel) {
        this(parallel, Duration.ofSeconds(5));
    }

    /** Hashes that run now. */
    public int running() {
        return parallel - running.availablePermits();
    }

    /** Those that wait for their turn now. */
    public int waiting() {
        return running.getQueueLength();
    }

    /** How many were refused so far. */
    public long refused() {
        return refused.sum();
    }

    /** How many were computed so far. */
    public long done() {
        return done.sum();
    }

    /** The time that those took, without the waiting; nanoseconds. */
    public double nanos() {
        return nanos.sum();
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
            throw refuse();
        }
        try {
            if (!running.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw refuse();
            }
            long began = System.nanoTime();
            try {
                return hashing.get();
            } finally {
                running.release();
                nanos.add(System.nanoTime() - began);
                done.increment();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refuse();
        } finally {
            admitted.release();
        }
    }

    private FullException refuse() {
        refused.increment();
        return new FullException();
    }
}
