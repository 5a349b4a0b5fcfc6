package dev.portcullis.console.mishap;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javafx.util.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears of every exception that nobody caught, on whatever thread: writes it into the log, and tells the window. */
public final class Mishaps {
    private static final Logger LOG = LoggerFactory.getLogger(Mishaps.class);
    private static final List<Consumer<Mishap>> LISTENERS = new CopyOnWriteArrayList<>();

    private Mishaps() {}

    /** Begins to listen, for the whole process. */
    public static void install() {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> tell(new Mishap(failure, thread.getName(), Instant.now())));
    }

    /** Calls {@code listener} at each, on the thread on which it happened. */
    public static Subscription subscribe(Consumer<Mishap> listener) {
        LISTENERS.add(listener);
        return () -> LISTENERS.remove(listener);
    }

    private static void tell(Mishap mishap) {
        LOG.error("Nobody expected this on {} ({})", mishap.thread(), mishap.code(), mishap.failure());
        LISTENERS.forEach(listener -> listener.accept(mishap));
    }
}
