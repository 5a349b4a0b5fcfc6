package dev.portcullis.console.gauge;

import dev.portcullis.console.gauge.DeskGauge.Hold;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;

/**
 * For how long the JavaFX thread answers nobody: each millisecond it is asked something, and the answer comes when what it does has been done: an event, a pulse, or what
 * was to be done before the question. For one thread, which is not JavaFX's.
 */
final class HoldLog {
    private static final long EACH = TimeUnit.MILLISECONDS.toNanos(1);

    private final Thread asking =
            Thread.ofPlatform().daemon().name("gauge-hold").unstarted(this::ask);
    private volatile boolean running = true;
    private volatile boolean answered;
    private long asked;
    private long spent;
    private Hold longest = new Hold(0, 0);

    void start() {
        asking.start();
    }

    void stop() throws InterruptedException {
        running = false;
        LockSupport.unpark(asking);
        asking.join();
    }

    /** The longest of those from the start to the stop. */
    Hold longest() {
        return longest;
    }

    private void ask() {
        while (running) {
            answered = false;
            asked = System.nanoTime();
            Platform.runLater(this::answer);
            while (!answered && running) {
                LockSupport.park(this);
            }
            LockSupport.parkNanos(this, EACH);
        }
    }

    private void answer() {
        long time = System.nanoTime() - asked;
        long now = PulseLog.spent();
        if (time > longest.time() && spent != 0) {
            longest = new Hold(time, now - spent);
        }
        spent = now;
        answered = true;
        LockSupport.unpark(asking);
    }
}
