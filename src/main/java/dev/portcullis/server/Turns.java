package dev.portcullis.server;

import dev.portcullis.api.ProblemType;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets few at once do what costs the database much, and others wait a little: whoever looks through all sessions must not hurt those who log in. */
final class Turns {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Semaphore turns;
    private final String what;

    /** @param what there are too many of, as a refusal says it */
    Turns(int atOnce, String what) {
        this.turns = new Semaphore(atOnce, true);
        this.what = what;
    }

    <T> T take(Supplier<T> work) {
        try (Turn _ = take()) {
            return work.get();
        }
    }

    /** A turn that lasts until it is closed. */
    @FunctionalInterface
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    Turn take() {
        try {
            if (turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return turns::release;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(ProblemType.BUSY, "Too many " + what + " at once. Try again shortly.");
    }
}
