package dev.portcullis.console.sessions;

import java.time.Duration;

/** Lets something that is asked for often happen at most so often: at once after a rest, else when the rest is over. For one {@link Worker}'s thread. */
final class Pace {
    private final Worker worker;
    private final long restNanos;
    private final Runnable task;
    private long lastNanos;
    private boolean waiting;

    Pace(Worker worker, Duration rest, Runnable task) {
        this.worker = worker;
        this.restNanos = rest.toNanos();
        this.task = task;
        this.lastNanos = System.nanoTime() - restNanos;
    }

    /** It is wanted; asking again before it happened changes nothing. */
    void ask() {
        if (waiting) {
            return;
        }
        long left = restNanos - (System.nanoTime() - lastNanos);
        if (left <= 0) {
            now();
        } else {
            waiting = true;
            worker.later(Duration.ofNanos(left), () -> {
                waiting = false;
                now();
            });
        }
    }

    /** It is wanted without delay. */
    void now() {
        lastNanos = System.nanoTime();
        task.run();
    }
}
