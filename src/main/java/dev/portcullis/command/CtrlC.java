package dev.portcullis.command;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Notices Ctrl-C (and SIGTERM), and holds the JVM's end until what is being done is wound up and this is closed, 3 s at most. */
final class CtrlC implements AutoCloseable {
    private static final int LONGEST_HOLD_SECONDS = 3;

    private final CountDownLatch pressed = new CountDownLatch(1);
    private final CountDownLatch woundUp = new CountDownLatch(1);
    private final Thread hook = Thread.ofPlatform().unstarted(this::hold);

    /** Who does what is given up when it comes. */
    private @Nullable Thread worker;

    CtrlC() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Waits for it, so long at most; says whether it came. */
    boolean await(Duration limit) throws InterruptedException {
        return pressed.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether it has come. */
    boolean came() {
        return pressed.getCount() == 0;
    }

    /** What can be given up. */
    @FunctionalInterface
    interface Work<T> {
        T done() throws IOException;
    }

    /** Does something on this thread, which is interrupted when it comes. What follows, such as winding up, is not. */
    <T> T interrupting(Work<T> work) throws IOException {
        worksNow(Thread.currentThread());
        try {
            return work.done();
        } finally {
            worksNow(null);
            if (came()) {
                boolean _ = Thread.interrupted();
            }
        }
    }

    private synchronized void worksNow(@Nullable Thread thread) {
        worker = thread;
        if (came()) {
            interruptWorker();
        }
    }

    private synchronized void interruptWorker() {
        if (worker != null) {
            worker.interrupt();
        }
    }

    /** It has come. */
    void notice() {
        pressed.countDown();
        interruptWorker();
    }

    @Override
    public void close() {
        woundUp.countDown();
        if (pressed.getCount() > 0) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException _) {
                // It came just now: the hook runs, and has nothing to wait for.
            }
        }
    }

    private void hold() {
        notice();
        try {
            // Returning lets the JVM end; that the time ran out changes nothing about that.
            boolean _ = woundUp.await(LONGEST_HOLD_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
