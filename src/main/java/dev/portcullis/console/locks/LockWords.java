package dev.portcullis.console.locks;

import dev.portcullis.api.Lock;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** How a lock is put into words. */
final class LockWords {
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;

    /** For how long, in minutes. Zero stands for: until it is lifted. */
    static final List<Integer> MINUTES = List.of(15, HOUR, 8 * HOUR, DAY, 7 * DAY, 0);

    private LockWords() {}

    /** The account's address, or the network. */
    static String target(Lock lock) {
        return lock.account() == null
                ? String.valueOf(lock.network())
                : lock.account().email();
    }

    static String kind(Lock.Kind kind) {
        return Text.get(kind == Lock.Kind.ACCOUNT ? "locks.kind.account" : "locks.kind.network");
    }

    /** What one can search for. */
    static String searched(Lock lock) {
        String name = lock.account() == null ? "" : lock.account().name();
        return String.join("\n", target(lock), name, lock.reason(), lock.by()).toLowerCase(Locale.ROOT);
    }

    static String until(Lock lock, Instant now) {
        return lock.until() == null ? Text.get("locks.until.lifted") : Figures.moment(lock.until(), now);
    }

    static String lasting(int minutes) {
        return switch (minutes) {
            case 0 -> Text.get("locks.for.ever");
            case 15 -> Text.get("locks.for.15m");
            case HOUR -> Text.get("locks.for.1h");
            case 8 * HOUR -> Text.get("locks.for.8h");
            case DAY -> Text.get("locks.for.1d");
            default -> Text.get("locks.for.7d");
        };
    }
}
