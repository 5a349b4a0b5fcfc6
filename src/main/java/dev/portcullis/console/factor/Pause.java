package dev.portcullis.console.factor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.jspecify.annotations.Nullable;

/** The time for which the server does not want to be asked again, counted down. */
public final class Pause {
    /** Where the server does not say how long. */
    private static final Duration UNSAID = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final ReadOnlyLongWrapper seconds = new ReadOnlyLongWrapper();
    private @Nullable Instant until;

    public Pause(InstantSource clock) {
        this.clock = clock;
    }

    /** Seconds until one may ask again; 0 if one may. */
    public ReadOnlyLongProperty secondsProperty() {
        return seconds.getReadOnlyProperty();
    }

    public boolean isOver() {
        return seconds.get() == 0;
    }

    /**
     * Begins it.
     *
     * @param asked null if the server does not say how long
     */
    public void begin(@Nullable Duration asked) {
        until = clock.instant().plus(asked == null ? UNSAID : asked);
        tick();
    }

    public void end() {
        until = null;
        tick();
    }

    /** Counts; once a second. A second that has begun is shown until it is over. */
    public void tick() {
        Instant end = until;
        long left = end == null
                ? 0
                : Duration.between(clock.instant(), end).plusMillis(999).toSeconds();
        seconds.set(Math.max(0, left));
    }

    /** "4:59", or with hours "1:04:59". */
    public static String words(long seconds) {
        return seconds < 3600
                ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
