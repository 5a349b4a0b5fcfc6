package dev.portcullis.server;

import dev.portcullis.store.StoreUnavailableException;
import dev.portcullis.store.TooSlowException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done again and again beside the requests. A round that fails is logged, and the next one comes. */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(
            4, Thread.ofPlatform().daemon().name("housekeeping-", 0).factory());

    /** Does it now and then, each time so long after the last. */
    @SuppressWarnings("FutureReturnValueIgnored") // it never fails: run() sees to that
    void every(Duration pause, String what, Runnable work) {
        timer.scheduleWithFixedDelay(() -> run(what, work), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void run(String what, Runnable work) {
        try {
            work.run();
        } catch (StoreUnavailableException e) {
            LOG.warn("{} waits for the database: {}", what, e.getMessage());
        } catch (TooSlowException e) { // the database has much to do; where in our code that was says nothing
            LOG.warn("{} is given up this time: {}", what, e.getMessage());
        } catch (Throwable e) { // an Error too: it would end the rounds for ever
            LOG.error("{} failed", what, e);
        }
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(5, TimeUnit.SECONDS)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
