package dev.portcullis.lifecycle;

import dev.portcullis.store.Database;
import dev.portcullis.store.GuessStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that have not failed, on their way to be given back: many in one statement, a moment later, so that a login does not wait for it and a busy address is
 * written once for all of its logins. Until then they count as under way.
 */
final class SettledAttempts {
    private static final int AT_ONCE = 1000;

    private final Database database;
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
    synchronized void add(byte[] key, boolean forgiven) {
        keep(new Key(key), new Waiting(1, forgiven));
    }

    private synchronized void keep(Key key, Waiting one) {
        waiting.merge(key, one, Waiting::and);
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
