package dev.portcullis.console.settings;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Saves settings without making whoever changes them wait for the disk. The newest are what is in the file in the end; of those that follow each other faster
 * than the disk can take them, the ones between are left out.
 */
public final class Saving {
    private final SettingsFile file;
    private final AtomicReference<@Nullable Settings> newest = new AtomicReference<>();
    private final ReentrantLock writing = new ReentrantLock();

    public Saving(SettingsFile file) {
        this.file = file;
    }

    /** Has them saved soon. */
    public void save(Settings settings) {
        newest.set(settings);
        Thread.ofVirtual().name("console-settings").start(this::finish);
    }

    /** Returns when all that was to be saved is. From any thread but JavaFX's. */
    public void finish() {
        writing.lock(); // across I/O: those who wait for it are the ones who write
        try {
            Settings now = newest.getAndSet(null);
            if (now != null) {
                file.save(now);
            }
        } finally {
            writing.unlock();
        }
    }
}
