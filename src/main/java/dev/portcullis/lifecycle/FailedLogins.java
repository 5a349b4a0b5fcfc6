package dev.portcullis.lifecycle;

import dev.portcullis.store.Database;
import dev.portcullis.store.EventStore;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells the feed of failed logins: so many a minute one by one, and of the rest how many they were. So an attack does not fill the database. */
final class FailedLogins {
    private static final int ONE_BY_ONE = 300;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Database database;
    private long minuteBegan = System.nanoTime();
    private int told;
    private int untold;

    FailedLogins(Database database) {
        this.database = database;
    }

    void tell(@Nullable UUID account, @Nullable String address) {
        if (isTold()) {
            database.atOnce(transaction -> {
                EventStore.appendLoginFailed(transaction, account, address);
                return true;
            });
        }
    }

    private synchronized boolean isTold() {
        if (System.nanoTime() - minuteBegan >= MINUTE) {
            minuteBegan = System.nanoTime();
            told = 0;
        }
        if (told == ONE_BY_ONE) {
            untold++;
            return false;
        }
        told++;
        return true;
    }

    /** Tells how many have not been told of; called every few seconds. */
    void sumUp() {
        int count = take();
        if (count > 0) {
            database.atOnce(transaction -> {
                EventStore.appendLoginsFailed(transaction, count);
                return true;
            });
        }
    }

    private synchronized int take() {
        int count = untold;
        untold = 0;
        return count;
    }
}
