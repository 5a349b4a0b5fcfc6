package dev.portcullis.console.snapshot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Keeps the console's own messages below a warning out of the log, until it is closed. */
final class QuietLog implements AutoCloseable {
    private final @Nullable Logger logger;
    private final @Nullable Level before;

    QuietLog(String name) {
        // Another log than Logback has no levels that we know how to set, and may say what it likes.
        logger = LoggerFactory.getLogger(name) instanceof Logger known ? known : null;
        before = logger == null ? null : logger.getLevel();
        if (logger != null) {
            logger.setLevel(Level.WARN);
        }
    }

    @Override
    public void close() {
        if (logger != null) {
            logger.setLevel(before);
        }
    }
}
