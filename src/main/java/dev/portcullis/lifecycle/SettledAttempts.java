package dev.portcullis.lifecycle;

import dev.portcullis.store.Database;
import dev.portcullis.store.GuessStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attempts that have not failed, on their way to be given back: many in one statement, a moment later, so that a login does not wait for it and a busy address is
 * written once for all of its logins. Until then they count as under way.
 */
final class SettledAttempts {
    private static final Logger LOG = LoggerFactory.getLogger(SettledAttempts.class);
    private static final int AT_ONCE = 1000;

    /** So many do not wait for the moment to pass: they would fill the count of a busy address, and the next login would wait for them. */
    private static final int MANY = 20;

    private final Database database;
    private final AtomicBoolean busy = new AtomicBoolean();
    private Map<Key, Waiting> waiting = new HashMap<>();

    /** A name as a map's key. */
    private record Key(byte[] name) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key(byte[] its) && Arrays.equals(name, its);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(name);
        }
    }

    private record Waiting(int count, boolean forgiven) {
        Waiting and(Waiting other) {
            return new Waiting(count + other.count, forgiven || other.forgiven);
        }
    }

    SettledAttempts(Database database) {
        this.database = database;
    }

    /** @param forgiven whether the failures before it count no more */
    void add(byte[] key, boolean forgiven) {
        if (keep(new Key(key), new Waiting(1, forgiven)) >= MANY && busy.compareAndSet(false, true)) {
            Thread.ofVirtual().name("settle").start(this::flushNow);
        }
    }

    /** @return how many of this key wait */
    private synchronized int keep(Key key, Waiting one) {
        return waiting.merge(key, one, Waiting::and).count();
    }

    private void flushNow() {
        try {
            flush();
        } catch (RuntimeException e) {
            LOG.debug("attempts to log in cannot be given back yet: {}", e.getMessage());
        } finally {
            busy.set(false);
        }
    }

    private synchronized Map<Key, Waiting> take() {
        Map<Key, Waiting> taken = waiting;
        waiting = new HashMap<>();
        return taken;
    }

    /** Gives them back. What cannot be written now waits on. */
    void flush() {
        Map<Key, Waiting> taken = take();
        List<Key> keys = List.copyOf(taken.keySet());
        try {
            for (int from = 0; from < keys.size(); from += AT_ONCE) {
                List<Key> some = keys.subList(from, Math.min(from + AT_ONCE, keys.size()));
                List<GuessStore.Settled> batch = new ArrayList<>();
                some.forEach(key -> {
                    Waiting one = taken.getOrDefault(key, new Waiting(0, false));
                    batch.add(new GuessStore.Settled(key.name(), one.count(), one.forgiven()));
                });
                database.atOnce(transaction -> {
                    GuessStore.settle(transaction, batch);
                    return true;
                });
                some.forEach(taken::remove);
            }
        } finally {
            taken.forEach(this::keep);
        }
    }
}
