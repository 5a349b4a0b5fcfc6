package dev.portcullis.cluster;

import dev.portcullis.store.Database;
import dev.portcullis.store.LiveCount;
import dev.portcullis.store.RollupStore;
import dev.portcullis.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the counts of sessions and minutes up to date with the feed. One server at a time does it, and another takes over when it is gone: the lease and how far the
 * counts are stand in one row, which changes in the transaction that counts. Nothing depends on its being prompt but the time that reading them takes.
 */
public final class Rollups implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rollups.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration CHECK = Duration.ofMinutes(10);

    /** Events, or sessions, of one transaction. */
    private static final int PAGE = 5000;

    private final Database database;
    private final String worker;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean started;
    private long checkedAt = System.nanoTime();

    /** @param worker this server's name among those over the database */
    public Rollups(Database database, String worker) {
        this.database = database;
        this.worker = worker;
    }

    /** Begins to count, when it is this server's turn. */
    public void start() {
        started = true;
        Thread.ofVirtual().name("rollups").start(this::run);
    }

    private void run() {
        try {
            do {
                round();
            } while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
            database.transact(transaction -> {
                RollupStore.leave(transaction, worker);
                return true;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StoreUnavailableException e) {
            LOG.info("the lease of the counts ends by itself: {}", e.getMessage());
        } finally {
            stopped.countDown();
        }
    }

    private void round() {
        try {
            RollupStore.Step step;
            do {
                step = database.transact(transaction -> RollupStore.step(transaction, worker, LEASE, PAGE));
            } while (step.more() && closing.getCount() > 0);
            if (step.ours() && System.nanoTime() - checkedAt > CHECK.toNanos()) {
                check();
            }
        } catch (StoreUnavailableException e) {
            LOG.warn("the counts wait for the database: {}", e.getMessage());
        } catch (Throwable e) { // an Error too: whoever asks would count for himself, and nobody would know why
            LOG.error("the counts stumbled and go on", e);
        }
    }

    /** Somebody may have changed sessions behind the feed's back, by hand. */
    private void check() {
        checkedAt = System.nanoTime();
        if (!database.read(LiveCount::agrees)) {
            LOG.warn("the counts do not say what the sessions say; they are made anew");
            database.transact(transaction -> {
                RollupStore.makeAnew(transaction);
                return true;
            });
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            if (started && !stopped.await(5, TimeUnit.SECONDS)) {
                LOG.warn("the counts did not stop in 5 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
